namespace Xzact.Audit.Case.Builds;

/// <summary>A build in numbers, for the reports.</summary>
/// <param name="Header">How it was watched.</param>
/// <param name="End">How it ended.</param>
/// <param name="Processes">How many processes there were.</param>
/// <param name="Programs">How many programs they were, one after the other.</param>
/// <param name="Phases">What was done in each phase, in the order of <see cref="BuildPhase"/>.</param>
/// <param name="Root">The tree of processes, alike ones under one parent taken together.</param>
internal sealed record BuildSummary(
    BuildHeader Header, BuildEnd End, int Processes, int Programs, IReadOnlyList<PhaseSummary> Phases,
    BuildBranch Root);

/// <summary>What a build did in one phase.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Programs">Programs that were started in it.</param>
/// <param name="Reads">Files of the tree that were read, by class; each file once.</param>
/// <param name="Written">Files that were written.</param>
internal sealed record PhaseSummary(
    BuildPhase Phase, int Programs, IReadOnlyList<ClassCount> Reads, int Written);

/// <summary>A number of files of one class.</summary>
/// <param name="Class">What the files are for.</param>
/// <param name="Files">How many.</param>
internal sealed record ClassCount(FileRole Class, int Files);

/// <summary>Processes of one program and phase that the same kind of process started.</summary>
/// <param name="Program">The program.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Count">How many there are.</param>
/// <param name="All">How many there are with all that they started.</param>
/// <param name="Below">What they started; the smallest are left out where there are many.</param>
internal sealed record BuildBranch(
    string Program, BuildPhase Phase, int Count, int All, IReadOnlyList<BuildBranch> Below);
