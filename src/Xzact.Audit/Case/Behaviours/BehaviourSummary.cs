namespace Xzact.Audit.Case.Behaviours;

/// <summary>What two commands did that should do the same: one with the version that is known, one with the
/// new.</summary>
/// <param name="Baseline">The known one.</param>
/// <param name="Candidate">The new one.</param>
internal sealed record BehaviourSummary(BehaviourSide Baseline, BehaviourSide Candidate)
{
    /// <summary>What measured, such as <c>valgrind 3.19</c>; and how.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Functions of which the two spent differently, the largest difference first; null if none were
    /// counted.</summary>
    public IReadOnlyList<FunctionCost>? Functions { get; init; }

    /// <summary>The variables that were varied, as NAME=VALUE.</summary>
    public IReadOnlyList<string> Varied { get; init; } = [];

    /// <summary>The counts in other environments; the first has none of the variables. Null if none were
    /// counted.</summary>
    public IReadOnlyList<EnvironmentCount>? Environments { get; init; }

    /// <summary>System calls by name; null if they were not traced.</summary>
    public IReadOnlyList<CallCount>? Calls { get; init; }

    /// <summary>What was done with files, programs and addresses; null if it was not traced.</summary>
    public IReadOnlyList<PathUse>? Paths { get; init; }

    /// <summary>Errors in the use of memory; null if they were not looked for.</summary>
    public IReadOnlyList<MemoryError>? Errors { get; init; }

    /// <summary>Times by the clock and of the processor; null if they were not taken.</summary>
    public IReadOnlyList<PairedTimes>? Times { get; init; }
}

/// <summary>One of the two commands.</summary>
/// <param name="Command">Its words.</param>
/// <param name="Variables">The variables of its environment, as NAME=VALUE.</param>
/// <param name="ExitCode">Its exit code in a plain run.</param>
/// <param name="Output">SHA-256 of what it wrote to standard output there; null if that did not end.</param>
internal sealed record BehaviourSide(
    IReadOnlyList<string> Command, IReadOnlyList<string> Variables, int ExitCode, string? Output)
{
    /// <summary>The instructions that it executed; null if they were not counted.</summary>
    public InstructionCount? Instructions { get; init; }
}

/// <summary>How many instructions a command executed, each time it was run.</summary>
/// <param name="Runs">The counts; at least one.</param>
internal sealed record InstructionCount(IReadOnlyList<long> Runs)
{
    /// <summary>The lowest.</summary>
    public long Lowest => Runs.Min();

    /// <summary>The highest.</summary>
    public long Highest => Runs.Max();

    /// <summary>The one in the middle.</summary>
    public long Middle => Runs.Order().ElementAt(Runs.Count / 2);

    /// <summary>Whether several runs gave one number.</summary>
    public bool IsExact => Runs.Count > 1 && Lowest == Highest;
}

/// <summary>The instructions of one function on both sides.</summary>
/// <param name="Object">The program or library, without folder and version.</param>
/// <param name="Function">Its name; <see cref="NoName"/> for all that has none.</param>
/// <param name="Baseline">Its own instructions with the known version.</param>
/// <param name="Candidate">Its own instructions with the new one.</param>
internal sealed record FunctionCost(string Object, string Function, long Baseline, long Candidate)
{
    /// <summary>The name of code that has no symbol.</summary>
    public const string NoName = "(without a name)";

    /// <summary>With all that it calls, baseline. Recursion is counted once a level, at most the total.</summary>
    public long BaselineInclusive { get; init; }

    /// <summary>With all that it calls, candidate.</summary>
    public long CandidateInclusive { get; init; }

    /// <summary>How many more the candidate spends in it.</summary>
    public long Added => Candidate - Baseline;
}

/// <summary>The instructions in one environment.</summary>
/// <param name="Variables">The names of the variables that are set beside those of the side.</param>
/// <param name="Baseline">Count with the known version; null if the run failed.</param>
/// <param name="Candidate">Count with the new one; null if the run failed.</param>
internal sealed record EnvironmentCount(IReadOnlyList<string> Variables, long? Baseline, long? Candidate);

/// <summary>How often a system call was made; the fewest of several runs.</summary>
/// <param name="Name">The call.</param>
/// <param name="Baseline">With the known version.</param>
/// <param name="Candidate">With the new one.</param>
internal sealed record CallCount(string Name, long Baseline, long Candidate);

/// <summary>Something that was done with a path or an address.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Path">The path; numbers of processes are taken out of it. Untrusted.</param>
/// <param name="InBaseline">Whether any run of the known version did it.</param>
/// <param name="InCandidate">Whether every run of the new one did it.</param>
internal sealed record PathUse(PathUseKind Kind, string Path, bool InBaseline, bool InCandidate);

/// <summary>What may be done with a path.</summary>
internal enum PathUseKind
{
    /// <summary>Looked for or asked about.</summary>
    Looked,

    /// <summary>Opened for reading.</summary>
    Read,

    /// <summary>Opened for writing, made, renamed or removed.</summary>
    Written,

    /// <summary>Run as a program.</summary>
    Run,

    /// <summary>An address that was connected to, listened at or sent to.</summary>
    Network,

    /// <summary>Memory that was made executable otherwise than by loading a file.</summary>
    Code,
}

/// <summary>An error that memcheck reports.</summary>
/// <param name="Kind">Its kind, as memcheck names it: <c>InvalidRead</c>.</param>
/// <param name="Stack">Where, the innermost function first: function and object.</param>
/// <param name="Baseline">How often with the known version.</param>
/// <param name="Candidate">How often with the new one.</param>
internal sealed record MemoryError(string Kind, IReadOnlyList<string> Stack, long Baseline, long Candidate);
