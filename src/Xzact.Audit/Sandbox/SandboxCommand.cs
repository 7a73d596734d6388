namespace Xzact.Audit.Sandbox;

/// <summary>A command for a <see cref="SandboxRunner"/>.</summary>
/// <param name="Arguments">The program, found in the system's folders, and its arguments.</param>
internal sealed record SandboxCommand(IReadOnlyList<string> Arguments)
{
    /// <summary>All that its environment holds, besides HOME and PATH.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes a tar of what it finds, read only, in <c>/input</c>; null for an empty folder.</summary>
    public Action<Stream>? WriteInput { get; init; }

    /// <summary>Reads a tar of what it left in <c>/build</c>, its writable folder. Hostile: every name and byte is the
    /// command's choice.</summary>
    public Action<Stream>? ReadOutput { get; init; }

    /// <summary>Whether <see cref="WriteInput"/> fills <c>/build</c> instead of <c>/input</c>.</summary>
    public bool BuildsInput { get; init; }

    /// <summary>Whether it shares the network of this machine.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>Program and options that watch it, without white space; see <see cref="ReadTrace"/>.</summary>
    public IReadOnlyList<string> Tracer { get; init; } = [];

    /// <summary>Told each line of the tracer while the command runs; a line that is too long is cut. Without a tracer
    /// it is not called.</summary>
    public TraceLineReader? ReadTrace { get; init; }

    /// <summary>What it may use.</summary>
    public SandboxLimits Limits { get; init; } = SandboxLimits.Default;

    /// <summary>Told each line that it prints, as it prints it; the line is not sanitised.</summary>
    public Action<string>? Printed { get; init; }

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>Takes one line of a tracer, without its end.</summary>
internal delegate void TraceLineReader(ReadOnlySpan<byte> line);
