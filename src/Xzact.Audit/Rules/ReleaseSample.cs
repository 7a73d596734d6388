using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Facts about an invented release that a rule must or must not match: <c>key: value</c> lines, of which
/// <c>signature</c>, <c>found</c>, <c>hidden</c> and <c>tagged-as</c> may stand more than once.</summary>
internal sealed record ReleaseSample(string Name, string RuleId, ReleaseFacts Facts, Severity? Expected)
    : IRuleSample
{
    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<ReleaseSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, ruleId, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown, or a value has not the form of its key.
    /// </exception>
    internal static ReleaseSample Parse(string name, string ruleId, string text)
    {
        ReleaseFacts facts = new() { Archive = "" };
        string? expect = null;
        foreach (string[] pair in text.Split('\n').Where(line => line.Trim().Length > 0 && line[0] != '#')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)))
        {
            string value = pair is [_, { Length: > 0 } given]
                ? given
                : throw new FormatException($"{name} has a line without a value: '{pair[0]}'.");
            (facts, expect) = pair[0] switch
            {
                "archive" => (facts with { Archive = value }, expect),
                "version" => (facts with { Version = value }, expect),
                "tag" => (facts with { Tag = value }, expect),
                "tags" => (facts with { TagCount = int.Parse(value, CultureInfo.InvariantCulture) }, expect),
                "tagged-as" => (facts with { TagsOfVersion = [.. facts.TagsOfVersion, value] }, expect),
                "signature" => (facts with { Signatures = [.. facts.Signatures, Signature(value)] }, expect),
                "found" => (facts with { FileFindings = [.. facts.FileFindings, Found(value)] }, expect),
                "hidden" => (facts with { Hidden = [.. facts.Hidden, Hidden(value)] }, expect),
                "expect" => (facts, value),
                _ => throw new FormatException($"{name} has the unknown key '{pair[0]}'."),
            };
        }

        return facts.Archive.Length > 0 && expect is not null
            ? new(name, ruleId, facts, expect == "nothing" ? null : Enum.Parse<Severity>(expect))
            : throw new FormatException($"{name} lacks 'archive' or 'expect'.");
    }

    // "the archive before KEY FILE"
    private static SignatureClaim Signature(string value) =>
        value.Split(' ') is [.. { Length: > 0 } of, var key, var where]
        ? new(string.Join(' ', of), key, where)
        : throw new FormatException($"'{value}' is not WHOSE KEY WHERE.");

    private static (string RuleId, string Path) Found(string value) => value.Split(' ', 2) is [var rule, var path]
        ? (rule, path)
        : throw new FormatException($"'{value}' is not RULE PATH.");

    // "PATH IGNOREFILE:LINE PATTERN DAYS"
    private static HiddenFile Hidden(string value) => value.Split(' ', ':') is
        [var path, var file, var line, var pattern, var days]
        ? new(
            path, file, int.Parse(line, CultureInfo.InvariantCulture), pattern,
            int.Parse(days, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{value}' is not PATH FILE:LINE PATTERN DAYS.");
}
