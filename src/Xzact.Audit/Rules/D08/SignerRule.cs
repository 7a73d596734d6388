using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D08;

/// <summary>Signatures of one release, or of two that follow each other, that name different keys.</summary>
internal sealed class SignerRule : IReleaseRule
{
    public string Id => "D08";

    public (bool Applies, string Reason) AppliesTo(ReleaseFacts facts)
    {
        int named = facts.Signatures.Count(s => s.Key is not null);
        return named < 2
            ? (false, $"{named} signatures that name a key; two are needed to compare")
            : (true, $"the keys that {named} signatures name; none of them is verified here");
    }

    public IEnumerable<ReleaseMatch> Match(ReleaseFacts facts)
    {
        SignatureClaim[] named = [.. facts.Signatures.Where(s => s.Key is not null)];
        if (named.Skip(1).FirstOrDefault(s => !s.IsOfSameKey(named[0])) is not SignatureClaim other)
        {
            yield break;
        }

        yield return new(
            Severity.Low, facts.Archive,
            $"The signatures of {named[0].Of} and of {other.Of} name different keys.",
            string.Join(' ', named.Select(s => s.Key).Distinct()),
            [.. named.Select(s => s.ToEvidence())]);
    }
}
