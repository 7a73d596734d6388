using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D73;

/// <summary>Names of compiled files that the source lacks.</summary>
internal sealed class ForeignNameRule : IBinaryRule
{
    public string Id => "D73";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => BinaryMatch.Of(summary, kind => kind switch
    {
        BinaryOddityKind.ForeignName => Severity.Medium,
        _ => null,
    });
}
