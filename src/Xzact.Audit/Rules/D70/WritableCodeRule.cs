using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D70;

/// <summary>Memory that can be written and run.</summary>
internal sealed class WritableCodeRule : IBinaryRule
{
    public string Id => "D70";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => BinaryMatch.Of(summary, kind => kind switch
    {
        BinaryOddityKind.WritableCode => Severity.Medium,
        BinaryOddityKind.ExecutableStack or BinaryOddityKind.TextRelocations => Severity.Low,
        _ => null,
    });
}
