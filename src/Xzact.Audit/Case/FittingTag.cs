namespace Xzact.Audit.Case;

/// <summary>Another tag of the same repository, of which the archive is rather a release.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identical">How many files of the archive are identical to files of this tag.</param>
/// <param name="IdenticalHere">How many are identical to files of the tag that was given.</param>
public sealed record FittingTag(string Name, int Identical, int IdenticalHere);
