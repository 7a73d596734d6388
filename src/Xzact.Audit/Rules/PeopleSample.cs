using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>
/// A history that a rule must or must not match. The format is <c>key: value</c> lines, then <c>--- history</c> and one
/// fact a line: <c>contributor</c>, <c>quarter</c>, <c>release</c>, <c>check</c>, <c>opaque</c>, <c>mail</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="History">The history.</param>
/// <param name="Expected">The severity that the rule must give; null if it must not match.</param>
/// <param name="Subject">What the match must be about; null if that is left open.</param>
internal sealed record PeopleSample(string Name, ProjectHistory History, Severity? Expected, string? Subject)
    : IRuleSample
{
    private const string Mark = "--- history\n";

    /// <summary>All samples of one rule, by name.</summary>
    public static IReadOnlyList<PeopleSample> Of(string ruleId) =>
    [
        .. EmbeddedText.Below($"Rules/{ruleId}")
            .Where(name => name.EndsWith(".fixture", StringComparison.Ordinal))
            .Select(name => Parse(name, EmbeddedText.Read(name))),
    ];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">A key or a fact is missing or unknown.</exception>
    internal static PeopleSample Parse(string name, string text)
    {
        int at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new FormatException($"{name} lacks '{Mark.TrimEnd()}'.");
        }

        Dictionary<string, string> keys = text[..at].Split('\n')
            .Where(line => line.Trim().Length > 0 && line[0] != '#')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string? Take(string key) => keys.Remove(key, out string? value) ? value : null;
        string expect = Take("expect") ?? throw new FormatException($"{name} lacks 'expect'.");
        string? subject = Take("subject");
        Fact[] facts =
        [
            .. text[(at + Mark.Length)..].Split('\n').Where(line => line.Trim().Length > 0)
                .Select((line, i) => new Fact(name, i, line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];
        return keys.Count == 0
            ? new(name, Read(facts), expect == "nothing" ? null : Enum.Parse<Severity>(expect), subject)
            : throw new FormatException($"{name} has the unknown key '{keys.Keys.First()}'.");
    }

    private static ProjectHistory Read(Fact[] facts)
    {
        string[] kinds = ["contributor", "quarter", "release", "check", "opaque", "mail"];
        if (facts.FirstOrDefault(f => !kinds.Contains(f.Kind)) is { } unknown)
        {
            throw unknown.Wrong();
        }

        ReleaseEvent[] releases =
        [
            .. facts.Where(f => f.Kind == "release").Select(f => new ReleaseEvent(
                f.Word(1), f.Time(2), f.Commit, f.Value("by") is null ? null : f.Number("by"))
            {
                Key = f.Value("key"),
                IsNewKey = f.Has("newkey"),
                IsNewTagger = f.Has("newtagger"),
                Changes = f.Number("changes"),
                Alone = f.Number("alone"),
            }),
        ];
        Contributor[] contributors =
        [
            .. facts.Where(f => f.Kind == "contributor").Select((f, i) => new Contributor(
                i + 1, f.Time(1), f.Time(2), f.Number("commits"))
            {
                MergeRight = f.Moment("merge"),
                MergeRightCommit = f.Value("merge") is null ? null : f.Commit,
                FirstTag = f.Moment("tag"),
                NewKey = f.Moment("key"),
                Quarters =
                [
                    .. facts.Where(q => q.Kind == "quarter" && q.Number("by") == i + 1).Select(q => new
                        QuarterOfChanges(
                            QuarterOfChanges.Of(q.Time(1)), q.Number("changes"), q.Number("alone"), q.Number("hours"))),
                ],
            }),
        ];
        CheckEvent[] checks =
        [
            .. facts.Where(f => f.Kind == "check").Select(f => new CheckEvent(
                f.Time(1), f.Commit, f.Number("by"), Enum.Parse<CheckKind>(f.Word(2)), f.Has("weakened"),
                [new("a sample's fact", "build.txt")])
            {
                SeenByOther = f.Has("seen"),
                Release = Next(releases, f.Time(1)),
            }),
        ];
        OpaqueEvent[] opaque =
        [
            .. facts.Where(f => f.Kind == "opaque").Select(f => new OpaqueEvent(
                f.Time(1), f.Commit, f.Number("by"), f.Word(2), f.Has("rewritten"), f.Number("size"), null)
            {
                IsMedia = f.Has("media"),
                WithoutProgram = f.Has("alone"),
                SeenByOther = f.Has("seen"),
                Release = Next(releases, f.Time(1)),
            }),
        ];
        MailThread[] threads =
        [
            .. facts.Where(f => f.Kind == "mail").GroupBy(f => f.Number("thread")).Select(thread => new MailThread(
                thread.Key, thread.Min(f => f.Time(1)), thread.Count(),
                thread.Select(f => f.Word(2)).Distinct().Count(),
                [
                    .. thread.Select(f => new MailAsk(
                        f.Time(1), f.Word(2), Enum.Parse<MailRequest>(f.Word(3)),
                        new("a sample's mail", "list.mbox", Offset: f.Index))
                    {
                        OtherMails = f.Number("other"),
                        HasCommits = f.Has("commits"),
                    }),
                ])),
        ];
        return new()
        {
            First = contributors.Select(c => c.First).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Min(),
            Last = contributors.Select(c => c.Last).Concat(releases.Select(r => r.Time))
                .DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            Contributors = contributors,
            Releases = releases,
            Checks = checks,
            Opaque = opaque,
            Threads = threads,
            Mails = threads.Length == 0 ? null : threads.Sum(t => t.Mails),
        };
    }

    private static NextRelease? Next(ReleaseEvent[] releases, DateTimeOffset time) =>
        releases.FirstOrDefault(r => r.Time >= time) is { } next ? new(next.Tag, (next.Time - time).TotalHours) : null;

    /// <summary>One line: a kind, words, then <c>name=value</c> pairs and flags.</summary>
    private sealed record Fact(string Sample, int Index, string[] Words)
    {
        public string Kind => Words[0];

        public string Commit => $"{Index + 1:d40}";

        public FormatException Wrong() => new($"{Sample} has the fact '{string.Join(' ', Words)}', which is none.");

        public string Word(int i) => i < Words.Length ? Words[i] : throw Wrong();

        public DateTimeOffset Time(int i) => Time(Word(i));

        public bool Has(string flag) => Words.Contains(flag);

        public string? Value(string key) =>
            Words.FirstOrDefault(w => w.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];

        public DateTimeOffset? Moment(string key) => Value(key) is { } value ? Time(value) : null;

        public int Number(string key) => Value(key) is { } value
            ? int.Parse(value.TrimStart('P'), CultureInfo.InvariantCulture) : 0;

        // 2020-01-31 or 2020-01-31T15:00.
        private DateTimeOffset Time(string text) => DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time) ? time : throw Wrong();
    }
}
