namespace Xzact.Audit.Case;

/// <summary>A change that a distribution makes to the release before it builds it.</summary>
/// <param name="Name">The patch file.</param>
/// <param name="Files">The files that it touches, in the order in which it names them.</param>
public sealed record CasePatch(string Name, IReadOnlyList<string> Files);

/// <summary>The distribution's source package that the archive was taken from. Its build is not audited here.</summary>
/// <param name="Kind">What it is, in a few words.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Patches">Its patches, in the order in which they are applied where that is known.</param>
/// <param name="OtherFiles">What else it brings, by name.</param>
public sealed record CasePackage(
    string Kind, string Name, IReadOnlyList<CasePatch> Patches, IReadOnlyList<string> OtherFiles);
