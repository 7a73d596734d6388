using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>
/// An inert file that a rule must or must not match, with what collectors would have seen around it. The format is
/// <c>key: value</c> lines, then <c>--- tag</c> or <c>--- regenerated</c>, and <c>--- archive</c> with the contents.
/// </summary>
internal sealed record RuleSample(string Name, string RuleId, SuspectFile File, Severity? Expected, int? ExpectedLine)
    : IRuleSample
{
    private const string TagMark = "--- tag";
    private const string ArchiveMark = "--- archive";
    private const string RegeneratedMark = "--- regenerated";

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<RuleSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => (Name: name, Text: EmbeddedText.Read(name)))
            .Where(sample => !StorySample.IsOne(sample.Text))
            .Select(sample => Parse(sample.Name, ruleId, sample.Text)),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown.</exception>
    internal static RuleSample Parse(string name, string ruleId, string text)
    {
        string head = text[..text.IndexOf("--- ", StringComparison.Ordinal)];
        Dictionary<string, string> keys = head.Split('\n')
            .Where(l => l.Trim().Length > 0 && l[0] != '#')
            .Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        string? Take(string key) => keys.Remove(key, out string? value) ? value : null;
        string Need(string key) => Take(key) ?? throw new FormatException($"{name} lacks '{key}'.");

        string? tag = Section(text, TagMark);
        string content = Section(text, ArchiveMark) ?? throw new FormatException($"{name} lacks '{ArchiveMark}'.");
        string path = Need("path");
        string? reachedBy = Take("reached-by");
        string? knownAs = Take("known-serials");
        string expect = Need("expect");
        AccountKind kind = tag is null ? AccountKind.Unaccounted : AccountKind.Modified;
        Residual? residual = Section(text, RegeneratedMark) is string made ? Differing(content, made) : null;
        string reason = tag is null ? "in the archive only" : "the content differs";
        Account account = new(kind, reason) { Residual = residual };
        LedgerEntry entry = new(path, account)
        {
            Size = content.Length,
            Role = Enum.Parse<FileRole>(Need("role")),
            ReachesBuild = reachedBy is not null,
            References = reachedBy is null ? [] : [new(reachedBy)],
        };
        SuspectFile file = new(entry, content, tag)
        {
            Shadows = Take("shadows"),
            Carries = Take("carries") is string carries ? new(carries, path) : null,
            ReadBy = Take("read-by") is string reader ? new("build text may read this file as data", reader) : null,
            Input = Take("input"),
            Upstream = new(knownAs is not null, ParseSerials(knownAs ?? "")),
            ReleaseDate = Take("date") is string date
                ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                : DateOnly.MaxValue,
        };
        int? line = Take("line") is string number ? int.Parse(number, CultureInfo.InvariantCulture) : null;
        return keys.Count == 0
            ? new(name, ruleId, file, expect == "nothing" ? null : Enum.Parse<Severity>(expect), line)
            : throw new FormatException($"{name} has the unknown key '{keys.Keys.First()}'.");
    }

    // "3 2023-01-01 gnulib, 4 2024-09-01 gnulib"; the word "none" says that the name is known without serials.
    private static UpstreamSerial[] ParseSerials(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(item => item != "none")
            .Select(item => item.Split(' '))
            .Select(p => new UpstreamSerial(
                int.Parse(p[0], CultureInfo.InvariantCulture),
                DateOnly.ParseExact(p[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                p[2])),
    ];

    // Enough for samples, in which no line stands twice.
    private static Residual Differing(string content, string made)
    {
        HashSet<string> known = [.. made.Split('\n')];
        return new(
            ResidualBasis.Regenerated,
            [
                .. content.Split('\n').Select((line, i) => new ResidualHunk(i + 1, [line], i + 1, []))
                    .Where(hunk => !known.Contains(hunk.Lines[0])),
            ]);
    }

    private static string? Section(string text, string mark)
    {
        int at = text.IndexOf(mark + "\n", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        int start = at + mark.Length + 1;
        int end = text.IndexOf(ArchiveMark + "\n", start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }
}
