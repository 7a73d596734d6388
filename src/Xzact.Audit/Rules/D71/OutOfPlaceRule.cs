using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D71;

/// <summary>Relocations and calls that lead where they do not belong.</summary>
internal sealed class OutOfPlaceRule : IBinaryRule
{
    public string Id => "D71";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => BinaryMatch.Of(summary, kind => kind switch
    {
        BinaryOddityKind.RelocationOutOfPlace => Severity.High,
        BinaryOddityKind.CallOutOfPlace => Severity.Medium,
        _ => null,
    });
}
