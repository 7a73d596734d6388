using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>
/// A chain that a rule must or must not match. The format is <c>key: value</c> lines, then <c>--- chain</c> and lines
/// such as <c>finding: STORY | STAGE | RULE SEVERITY | SUBJECT</c>; findings of one story have one number, those of
/// none have 0. <c>window: STORY | RULE</c> and <c>installed: NAME VERSION</c> say the rest.
/// </summary>
internal sealed record ChainSample(string Name, ChainSummary Chain, Severity? Expected, string? Subject)
    : IRuleSample
{
    private const string Mark = "--- chain\n";

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<ChainSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key is missing or unknown.</exception>
    internal static ChainSample Parse(string name, string text)
    {
        int at = text.IndexOf(Mark, StringComparison.Ordinal);
        Dictionary<string, string> keys = at < 0 ? throw new FormatException($"{name} lacks '{Mark.TrimEnd()}'.")
            : Pairs(text[..at]).ToDictionary(pair => pair[0], pair => pair[1]);
        ILookup<string, string[]> facts = Pairs(text[(at + Mark.Length)..])
            .ToLookup(pair => pair[0], pair => pair[1].Split('|', StringSplitOptions.TrimEntries));
        string? unknown = keys.Keys.Except(["expect", "subject"])
            .Concat(facts.Select(g => g.Key).Except(["finding", "window", "installed"])).FirstOrDefault();
        return unknown is not null ? throw new FormatException($"{name} has the unknown key '{unknown}'.")
            : new(
                name, Read(facts), keys["expect"] == "nothing" ? null : Enum.Parse<Severity>(keys["expect"]),
                keys.GetValueOrDefault("subject"));
    }

    private static ChainSummary Read(ILookup<string, string[]> facts)
    {
        (string Story, ChainFinding Finding)[] findings =
        [
            .. facts["finding"].Select(f => (f[0], new ChainFinding(
                Enum.Parse<ChainStage>(f[1]), new Finding(
                    f[2].Split(' ')[0], Enum.Parse<Severity>(f[2].Split(' ')[1]), f[3], "A sample.", "", [])))),
        ];
        ILookup<string, string> windows = facts["window"].ToLookup(w => w[0], w => w[1]);
        ChainLink[] links =
        [
            .. Enum.GetValues<ChainStage>().Select(stage => new ChainLink(stage, LinkState.Found, "a sample")
            {
                Findings = [.. findings.Select(f => f.Finding).Where(f => f.Stage == stage).Select(f => f.Finding)],
            }),
        ];
        return new(links,
        [
            .. findings.Where(f => f.Story != "0").GroupBy(f => f.Story)
                .Select(g => new ChainStory(g.First().Finding.Finding.Subject, [.. g.Select(f => f.Finding)])
                {
                    Windows = [.. windows[g.Key].Select(rule => new EvidenceWindow(
                        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, rule, "P1", "A sample.", []))],
                }),
        ])
        {
            Release = "demo 1.0",
            Installed = [.. facts["installed"].Select(i => new InstalledRelease(
                i[0].Split(' ')[0], i[0].Split(' ')[1], new("it is listed", "var/lib/dpkg/status")))],
        };
    }

    private static IEnumerable<string[]> Pairs(string text) => text.Split('\n')
        .Where(line => line.Trim().Length > 0 && line[0] != '#')
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries));
}
