using System.Security.Cryptography;
using System.Text;

namespace Xzact.Audit.Case;

/// <summary>Something a rule reports, with the chain of evidence that leads to it.</summary>
/// <param name="RuleId">The rule, such as <c>D03</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The path it is about, relative to the top folder.</param>
/// <param name="Message">One sentence in the words "not explained", "review recommended".</param>
/// <param name="Fingerprint">
/// Stable identity in 32 hexadecimal digits: rule, normalised path and matched content, never a line number.
/// </param>
/// <param name="Evidence">The chain, in the order in which a reader should follow it.</param>
public sealed record Finding(
    string RuleId, Severity Severity, string Subject, string Message, string Fingerprint,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>The other rules that match in the same file and make this finding Critical together with its own;
    /// empty if its severity is its own.</summary>
    public IReadOnlyList<string> TogetherWith { get; init; } = [];

    /// <summary>How severe the finding would be by each of its rules alone, if several judged one story; empty where
    /// one rule judged one file.</summary>
    public IReadOnlyDictionary<string, Severity> SeverityByRule { get; init; } = new Dictionary<string, Severity>();

    /// <summary>The links of the chain whose evidence it joins, as <c>content</c> and <c>script path</c>; empty where
    /// one rule judged one file.</summary>
    public IReadOnlyList<string> Collectors { get; init; } = [];

    /// <summary>When what it is about happened; null where that means nothing. Of findings that weigh the same the
    /// newest is first.</summary>
    internal DateTimeOffset? Time { get; init; }

    private const string FingerprintDomain = "xzactFinding/v1";
    private const int FingerprintBytes = 16;

    /// <summary>
    /// The identity of a finding. White space in <paramref name="matchedContent"/> is folded, so that re-indenting
    /// does not re-open a finding.
    /// </summary>
    public static string FingerprintOf(string ruleId, string path, string matchedContent)
    {
        string folded = string.Join(' ', matchedContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        string normalisedPath = path.Replace('\\', '/').Trim('/');
        byte[] hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Join('\0', FingerprintDomain, ruleId, normalisedPath, folded)));
        return Convert.ToHexStringLower(hash.AsSpan(0, FingerprintBytes));
    }
}
