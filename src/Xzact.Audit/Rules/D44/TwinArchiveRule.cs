using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D44;

/// <summary>Archives of one release that do not hold the same files.</summary>
internal sealed class TwinArchiveRule : IArchiveRule
{
    public string Id => "D44";

    public (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind) =>
        kind == ArchiveDoubtKind.ArchivesDiffer
            ? (Severity.High, "The archives of this release do not hold the same; who takes another builds another.")
            : null;
}
