using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D35;

/// <summary>Code that has the bytes of a published signature.</summary>
internal sealed class SignatureRule : IBinaryRule
{
    public string Id => "D35";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => BinaryMatch.Of(
        summary, kind => kind == BinaryOddityKind.Signature ? Severity.Critical : null);
}
