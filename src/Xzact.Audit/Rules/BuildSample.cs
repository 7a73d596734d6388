using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules;

/// <summary>
/// A record of a build that a rule must or must not match. The format is <c>key: value</c> lines, then
/// <c>--- record</c> and the lines of a record, and perhaps <c>--- before</c> and those of another to compare with.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Build">The build.</param>
/// <param name="Expected">The severity that the rule must give; null if it must not match.</param>
/// <param name="Subject">What the match must be about; null if that is left open.</param>
internal sealed record BuildSample(string Name, ObservedBuild Build, Severity? Expected, string? Subject)
    : IRuleSample
{
    private const string RecordMark = "--- record\n";
    private const string BeforeMark = "--- before\n";

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<BuildSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown.</exception>
    internal static BuildSample Parse(string name, string text)
    {
        int at = text.IndexOf(RecordMark, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new FormatException($"{name} lacks '{RecordMark.TrimEnd()}'.");
        }

        string rest = text[(at + RecordMark.Length)..];
        int before = rest.IndexOf(BeforeMark, StringComparison.Ordinal);
        Dictionary<string, string> keys = text[..at].Split('\n')
            .Where(line => line.Trim().Length > 0 && line[0] != '#')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string? Take(string key) => keys.Remove(key, out string? value) ? value : null;
        string expect = Take("expect") ?? throw new FormatException($"{name} lacks 'expect'.");
        string? subject = Take("subject");
        string? tag = Take("tag");
        ObservedBuild build = ObservedBuild.Of(
            Read(before < 0 ? rest : rest[..before], name),
            tag?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
            before < 0 ? null : Read(rest[(before + BeforeMark.Length)..], name));
        return keys.Count == 0
            ? new(name, build, expect == "nothing" ? null : Enum.Parse<Severity>(expect), subject)
            : throw new FormatException($"{name} has the unknown key '{keys.Keys.First()}'.");
    }

    private static BuildRecord Read(string text, string name)
    {
        using StringReader reader = new(text);
        return RecordText.Read(reader, name);
    }
}
