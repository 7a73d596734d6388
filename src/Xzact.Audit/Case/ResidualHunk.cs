namespace Xzact.Audit.Case;

/// <summary>
/// A place of a file whose lines nothing explains. Where another file was compared with, lines of the one stand for
/// lines of the other; either list may be empty, not both.
/// </summary>
/// <param name="Line">Number of the first line in the archive, from 1; where there is none, of the next line.</param>
/// <param name="Lines">The archive's lines, not sanitised.</param>
/// <param name="RegeneratedLine">The same in the regenerated file; null if none was compared with.</param>
/// <param name="RegeneratedLines">The regenerated lines, not sanitised.</param>
public sealed record ResidualHunk(
    int Line, IReadOnlyList<string> Lines, int? RegeneratedLine, IReadOnlyList<string> RegeneratedLines)
{
    /// <summary>How many lines there are, of both sides together.</summary>
    public int Count => Lines.Count + RegeneratedLines.Count;
}
