using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules;

/// <summary>
/// Measurements that a rule must or must not match. The format is <c>key: value</c> lines, then <c>--- measured</c> and
/// lines such as <c>function: OBJECT NAME | BASELINE | CANDIDATE</c>.
/// </summary>
internal sealed record BehaviourSample(string Name, BehaviourSummary Summary, Severity? Expected, string? Subject)
    : IRuleSample
{
    private const string Mark = "--- measured\n";

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<BehaviourSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown, or a number is none.</exception>
    internal static BehaviourSample Parse(string name, string text)
    {
        int at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new FormatException($"{name} lacks '{Mark.TrimEnd()}'.");
        }

        Dictionary<string, string> keys = Pairs(text[..at]).ToDictionary(pair => pair.Key, pair => pair.Value);
        string expect = keys.TryGetValue("expect", out string? value) ? value
            : throw new FormatException($"{name} lacks 'expect'.");
        ILookup<string, string[]> facts = Pairs(text[(at + Mark.Length)..])
            .ToLookup(pair => pair.Key, pair => pair.Value.Split('|', StringSplitOptions.TrimEntries));
        if (facts.Select(g => g.Key).Concat(keys.Keys).FirstOrDefault(key => key is not
            ("expect" or "subject" or "count" or "function" or "environment" or "call" or "path" or "error" or "time"))
            is string unknown)
        {
            throw new FormatException($"{name} has the unknown key '{unknown}'.");
        }

        return new(
            name, Measured(facts), expect == "nothing" ? null : Enum.Parse<Severity>(expect),
            keys.GetValueOrDefault("subject"));
    }

    private static BehaviourSummary Measured(ILookup<string, string[]> facts)
    {
        string[]? count = facts["count"].FirstOrDefault();
        return new(Side(count?[0]), Side(count?[1]))
        {
            Functions =
            [
                .. facts["function"].Select(f => (Words: f[0].Split(' ', 2), f))
                    .Select(x => new FunctionCost(x.Words[0], x.Words[1], Number(x.f[1]), Number(x.f[2]))),
            ],
            Environments =
            [
                .. facts["environment"].Select(f => new EnvironmentCount(
                    f[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), Number(f[1]), Number(f[2]))),
            ],
            Calls = [.. facts["call"].Select(f => new CallCount(f[0], Number(f[1]), Number(f[2])))],
            Paths =
            [
                .. facts["path"].Select(f => (Words: f[0].Split(' ', 2), f))
                    .Select(x => new PathUse(
                        Enum.Parse<PathUseKind>(x.Words[0]), x.Words[1], x.f[1] == "yes", x.f[2] == "yes")),
            ],
            Errors =
            [
                .. facts["error"].Select(f => (Words: f[0].Split(' ', 2), f))
                    .Select(x => new MemoryError(x.Words[0], [x.Words[1]], Number(x.f[1]), Number(x.f[2]))),
            ],
            Times = [.. facts["time"].Select(f => new PairedTimes("wall", Seconds(f[0]), Seconds(f[1])))],
        };
    }

    private static BehaviourSide Side(string? counts) => new(["demo"], [], 0, "")
    {
        Instructions = counts is null ? null : new([.. counts.Split(' ').Select(Number)]),
    };

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) => text.Split('\n')
        .Where(line => line.Trim().Length > 0 && line[0] != '#')
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Seconds(string text) =>
        [.. text.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
}
