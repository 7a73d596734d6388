using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Chain;

/// <summary>
/// Joins findings of different links by the files that they speak of, and by time. Two findings belong together if both
/// are about one file, or if one is about a file that the other names as evidence; a file that many name, as configure,
/// joins only what is about it. Binaries move between links, so that they go by their names without folders.
/// </summary>
/// <param name="history">The project's history; null if it was not looked into.</param>
/// <param name="releaseTime">When the release was made; null if nothing says.</param>
internal sealed class StoryJoiner(ProjectHistory? history, DateTimeOffset? releaseTime)
{
    // What more findings name than this says nothing of any one of them.
    private const int MaxNaming = 4;

    /// <summary>The stories of more than one link, the worst first.</summary>
    public IReadOnlyList<ChainStory> Join(IReadOnlyList<ChainLink> links)
    {
        ChainFinding[] findings =
        [
            .. links.Where(link => link.Stage != ChainStage.People)
                .SelectMany(link => link.Findings.Select(f => new ChainFinding(link.Stage, f))),
        ];
        int[] group = [.. Enumerable.Range(0, findings.Length)];
        bool IsWeighty(int i) => findings[i].Finding.Severity >= Severity.Medium;
        ILookup<string, int> Lookup(Func<ChainFinding, IEnumerable<string>> keysOf) => findings
            .SelectMany((finding, i) => keysOf(finding).Select(key => (key, i)))
            .ToLookup(pair => pair.key, pair => pair.i, StringComparer.Ordinal);
        int Root(int i)
        {
            while (group[i] != i)
            {
                i = group[i] = group[group[i]];
            }

            return i;
        }

        ILookup<string, int> about = Lookup(SubjectKeysOf);
        ILookup<string, int> naming = Lookup(finding => KeysOf(finding).Except(SubjectKeysOf(finding)));
        (int A, int B)[] pairs =
        [
            .. findings.SelectMany((finding, i) => SubjectKeysOf(finding)
                .SelectMany(key => about[key].Concat(naming[key].Count() <= MaxNaming ? naming[key] : []))
                .Where(other => findings[other].Stage != finding.Stage)
                .Select(other => (i, other))),
        ];

        // What weighs little belongs to a story, and brings no two others together.
        foreach ((int a, int b) in pairs.Where(pair => IsWeighty(pair.A) && IsWeighty(pair.B)))
        {
            group[Root(b)] = Root(a);
        }

        foreach ((int a, int b) in pairs.Where(pair => IsWeighty(pair.A) != IsWeighty(pair.B)))
        {
            (int light, int weighty) = IsWeighty(a) ? (b, a) : (a, b);
            if (group[light] == light)
            {
                group[light] = Root(weighty);
            }
        }

        return
        [
            .. findings.Select((finding, i) => (finding, root: Root(i)))
                .GroupBy(pair => pair.root, pair => pair.finding)
                .Where(story => story.Select(f => f.Stage).Distinct().Skip(1).Any())
                .Select(story => Story([.. story]))
                .OrderByDescending(story => story.Worst).ThenByDescending(story => story.Stages.Count)
                .ThenBy(story => story.Subject, StringComparer.Ordinal),
        ];
    }

    private ChainStory Story(ChainFinding[] findings)
    {
        ChainFinding[] ordered =
        [
            .. findings.OrderBy(f => f.Stage).ThenByDescending(f => f.Finding.Severity)
                .ThenBy(f => f.Finding.Subject, StringComparer.Ordinal)
                .ThenBy(f => f.Finding.RuleId, StringComparer.Ordinal),
        ];

        // What most links are about names the story; of equals what the chain meets first.
        string subject = ordered.GroupBy(f => f.Finding.Subject)
            .OrderByDescending(g => g.Select(f => f.Stage).Distinct().Count())
            .ThenByDescending(g => g.Max(f => f.Finding.Severity)).First().Key;
        return new(subject, ordered) { Windows = [.. WindowsOf(ordered)] };
    }

    // The times at which a file of the story came or changed, and of the release if the story is about what is in it.
    private IEnumerable<EvidenceWindow> WindowsOf(ChainFinding[] findings)
    {
        if (history is null)
        {
            return [];
        }

        HashSet<string> files = [.. findings.SelectMany(KeysOf)];
        IEnumerable<DateTimeOffset> times = history.Opaque.Where(e => files.Contains(e.Path)).Select(e => e.Time)
            .Concat(history.Checks.Where(e => e.Facts.Any(f => f.Path is string path && files.Contains(path)))
                .Select(e => e.Time));
        bool isOfRelease = findings.Any(f => f.Stage is ChainStage.Release or ChainStage.Source);
        return times.Concat(isOfRelease && releaseTime is { } moment ? [moment] : [])
            .SelectMany(history.WindowsAt).Distinct();
    }

    private static IEnumerable<string> KeysOf(ChainFinding finding) => SubjectKeysOf(finding)
        .Concat(finding.Finding.Evidence.Select(e => e.Path).OfType<string>().SelectMany(p => KeysOf(finding.Stage, p)))
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> SubjectKeysOf(ChainFinding finding) =>
        KeysOf(finding.Stage, finding.Finding.Subject);

    private static IEnumerable<string> KeysOf(ChainStage stage, string path)
    {
        string plain = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        yield return plain;
        if (stage >= ChainStage.Build && BinaryName(plain) is string name)
        {
            yield return "/" + name;
        }
    }

    // "usr/lib/libdemo.so.1.2" and "sum of libdemo.so" are both libdemo.so; "main.o" stays.
    private static string? BinaryName(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', ' ']) + 1)..];
        int library = name.IndexOf(".so", StringComparison.Ordinal);
        return library > 0 ? name[..(library + 3)]
            : Path.GetExtension(name) is ".o" or ".a" ? name
            : null;
    }
}
