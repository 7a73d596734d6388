namespace Xzact.Audit.Witness;

/// <summary>By what a build is watched.</summary>
public enum WitnessTracer
{
    /// <summary>By a filter of the kernel (seccomp). A name is looked at before the call is done.</summary>
    Kernel,

    /// <summary>By strace(1), which costs more. It says what the kernel opened.</summary>
    Strace,
}

/// <summary>What is to be built and watched.</summary>
public sealed record WitnessRequest
{
    /// <summary>The longest time for the command, if none is given.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromHours(1);

    /// <summary>The command and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder of the tree. In the sandbox a copy of it is built.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether it runs on this machine as it is, without a sandbox.</summary>
    public bool WithoutSandbox { get; init; }

    /// <summary>By what it is watched.</summary>
    public WitnessTracer Tracer { get; init; }

    /// <summary>Whether the sandbox shares the network of this machine.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>Variables of its environment, in the sandbox beside PATH and HOME.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest time for the command.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Told each line that the build prints; it is not sanitised.</summary>
    public Action<string>? Printed { get; init; }

    /// <summary>Ends the build.</summary>
    public CancellationToken Cancellation { get; init; }

    internal WitnessLimits Limits { get; init; } = WitnessLimits.Default;
}
