using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Behaviour;

/// <summary>Which two commands to compare, and how. Both are run, many times, with the rights of the caller.</summary>
public sealed record BehaviourRequest
{
    /// <summary>The default of <see cref="Runs"/>.</summary>
    public const int DefaultRuns = 3;

    /// <summary>The default of <see cref="Pairs"/> where instructions cannot be counted.</summary>
    public const int DefaultPairs = 20;

    /// <summary>The most pairs.</summary>
    public const int MaxPairs = 200;

    /// <summary>The least of <see cref="Pairs"/> but none: fewer cannot show a difference, however large, that chance
    /// would not give once in a thousand times.</summary>
    public const int MinPairs = 11;

    /// <summary>The default of <see cref="RunTime"/>.</summary>
    public static TimeSpan DefaultRunTime { get; } = TimeSpan.FromSeconds(120);

    /// <summary>The command with the version that is known.</summary>
    public required BehaviourCommand Baseline { get; init; }

    /// <summary>The command with the new version.</summary>
    public required BehaviourCommand Candidate { get; init; }

    /// <summary>Variables that are set and left out in turn, beside the usual ones; name to value.</summary>
    public IReadOnlyDictionary<string, string> Varied { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the usual variables are varied too.</summary>
    public bool VariesUsual { get; init; } = true;

    /// <summary>How often the instructions of each side are counted, 1 to 100.</summary>
    public int Runs { get; init; } = DefaultRuns;

    /// <summary>How many pairs of times are taken, 0 or <see cref="MinPairs"/> to <see cref="MaxPairs"/>; null takes
    /// <see cref="DefaultPairs"/> if instructions cannot be counted, else none.</summary>
    public int? Pairs { get; init; }

    /// <summary>The most time of one run.</summary>
    public TimeSpan RunTime { get; init; } = DefaultRunTime;

    /// <summary>Finds valgrind, strace, setarch and bash; tests take some away.</summary>
    internal Func<string, string?> FindTool { get; init; } = SandboxTools.Find;

    /// <summary>Told what is being done; null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
