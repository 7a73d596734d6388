namespace Xzact.Audit.Case;

/// <summary>What was run to make files again, and what came of it. No times: equal inputs give equal reports.</summary>
/// <param name="Steps">What was run, in order.</param>
/// <param name="Tools">The tools and their versions.</param>
/// <param name="Regenerated">Files of the archive that came out as they are, dates of the day and drift apart.</param>
/// <param name="Differing">Files that came out differently.</param>
/// <param name="ResidualLines">Lines that differ in those, of both sides together.</param>
public sealed record RegenerationRun(
    IReadOnlyList<RegenerationStep> Steps, IReadOnlyList<RegenerationTool> Tools, int Regenerated, int Differing,
    int ResidualLines);

/// <summary>One step, as the sandbox reports it: the tag's own programs may have lied about it.</summary>
/// <param name="Name">What was done.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="LastLine">The last line that it printed, not sanitised; null if it printed nothing or ended
/// well.</param>
public sealed record RegenerationStep(string Name, int ExitCode, string? LastLine);

/// <summary>A tool that may have made files.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Claimed">The version that files of the archive name, or null.</param>
/// <param name="Used">The version that ran here, or null if it is not installed.</param>
public sealed record RegenerationTool(string Name, string? Claimed, string? Used);
