using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Readers;

/// <summary>What a build text does with a file.</summary>
/// <param name="Reads">The first command that may read it.</param>
/// <param name="Hands">The first command that gives it to a program of which nothing is known; null if none was
/// seen.</param>
/// <param name="Runs">The first command that runs what was read; null if none was seen.</param>
internal sealed record FileUse(Evidence Reads, Evidence? Hands, Evidence? Runs);
