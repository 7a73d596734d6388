using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D07;

/// <summary>A signature on an archive whose build text nothing explains.</summary>
internal sealed class SignedUnexplainedRule : IReleaseRule
{
    // New build input, unknown macro, made otherwise: what a signature is taken to vouch for, and does not.
    private static readonly HashSet<string> s_content = ["D01", "D03", "D05"];

    public string Id => "D07";

    public (bool Applies, string Reason) AppliesTo(ReleaseFacts facts) => facts.Signatures.Count == 0
        ? (false, "no signature beside the archive, none in the tag")
        : (true, $"{facts.Signatures.Count} signatures found; none of them is verified here");

    public IEnumerable<ReleaseMatch> Match(ReleaseFacts facts)
    {
        string[] files =
        [
            .. facts.FileFindings.Where(f => s_content.Contains(f.RuleId)).Select(f => f.Path).Distinct(),
        ];
        SignatureClaim[] signatures = [.. facts.Signatures.Where(s => s.Of == SignatureClaim.Archive)];
        if (files.Length > 0 && signatures.Length > 0)
        {
            yield return new(
                Severity.Low, facts.Archive,
                $"The archive is signed, and {files.Length} of its files that a build may read are not explained: a "
                + "signature says who packed them, not where they come from.",
                signatures[0].Key ?? "",
                [.. signatures.Select(s => s.ToEvidence()), new("the first file that is not explained", files[0])]);
        }
    }
}
