using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>An inert tree that a rule about stories must or must not match: <c>expect: High</c>, then each file behind
/// <c>--- file PATH</c>, as text, or with <c>hex</c> behind the path as bytes.</summary>
/// <param name="Name">Its name among the embedded files.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Files">The tree.</param>
/// <param name="Expected">The severity that the rule gives by itself; null if it must not match.</param>
internal sealed record StorySample(
    string Name, string RuleId, IReadOnlyList<(string Path, byte[] Content)> Files, Severity? Expected)
    : IRuleSample
{
    private const string FileMark = "\n--- file ";

    /// <summary>Whether a sample is of this form.</summary>
    public static bool IsOne(string text) => text.Contains(FileMark, StringComparison.Ordinal);

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<StorySample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => (Name: name, Text: EmbeddedText.Read(name)))
            .Where(sample => IsOne(sample.Text))
            .Select(sample => Parse(sample.Name, ruleId, sample.Text)),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">It says not what is expected, or bytes are malformed.</exception>
    internal static StorySample Parse(string name, string ruleId, string text)
    {
        string[] parts = text.Split(FileMark);
        string expect = parts[0].Split('\n').FirstOrDefault(line =>
            line.StartsWith("expect:", StringComparison.Ordinal))
            ?[7..].Trim() ?? throw new FormatException($"{name} lacks 'expect'.");
        return new(name, ruleId, [.. parts.Skip(1).Select(File)],
            expect == "nothing" ? null : Enum.Parse<Severity>(expect));
    }

    private static (string Path, byte[] Content) File(string part)
    {
        int end = part.IndexOf('\n', StringComparison.Ordinal);
        string[] head = part[..end].Split(' ');
        string body = part[(end + 1)..];
        return (head[0], head is [_, "hex"]
            ? Convert.FromHexString(string.Concat(body.Where(char.IsAsciiHexDigit)))
                : Encoding.UTF8.GetBytes(body + "\n"));
    }
}
