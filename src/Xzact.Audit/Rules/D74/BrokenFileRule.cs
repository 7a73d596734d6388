using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules.D74;

/// <summary>A file that breaks its format, or says of itself what is not so.</summary>
internal sealed class BrokenFileRule : IBinaryRule
{
    public string Id => "D74";

    public IEnumerable<BinaryMatch> Match(BinarySummary summary) => summary.Objects
        .Where(o => o.Faults.Count > 0)
        .Select(o => new BinaryMatch(o.Path, new(
            Severity.Medium,
            $"It breaks the ELF format in {Counted.Of(o.Faults.Count, "place")}, so that not all of it could be read.",
            string.Join(' ', o.Faults.Select(f => f.What)),
            o.Faults)));
}
