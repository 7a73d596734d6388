using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D72;

/// <summary>A file that has the loader ask others, or look for libraries where others may write.</summary>
internal sealed class LoaderPathRule : IBinaryRule
{
    public string Id => "D72";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => BinaryMatch.Of(summary, kind => kind switch
    {
        BinaryOddityKind.LoaderAudit => Severity.High,
        BinaryOddityKind.SearchPath => Severity.Medium,
        _ => null,
    });
}
