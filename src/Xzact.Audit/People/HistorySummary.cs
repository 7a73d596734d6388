using Xzact.Audit.Case.Histories;
using Xzact.Audit.Git;

namespace Xzact.Audit.People;

/// <summary>Makes of a collected history the facts of a case, in which contributors and keys are numbers.</summary>
internal sealed class HistorySummary
{
    private readonly CollectedHistory _history;
    private readonly IdentityTable _identities;
    private readonly CommitFacts[] _changes;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly ReleaseEvent[] _releases;

    /// <summary>Makes it.</summary>
    public HistorySummary(CollectedHistory history)
    {
        _history = history;
        _identities = history.Identities;
        _changes = [.. history.Commits.Where(c => !c.IsMerge && !_identities.IsProgram(c.Author))];
        foreach (CommitFacts change in _changes)
        {
            _numbers.TryAdd(_identities.Root(change.Author), _numbers.Count + 1);
        }

        _releases = [.. Releases()];
    }

    /// <summary>The names of the contributors by number, for a terminal only.</summary>
    public IReadOnlyList<string> Names => [.. _numbers.OrderBy(n => n.Value).Select(n => _identities.NameOf(n.Key))];

    /// <summary>The number of the contributor with an address or, if none has it, a name; null for nobody.</summary>
    public int? NumberOf(string mail, string name) =>
        (_identities.FindMail(mail) ?? _identities.FindName(name)) is int root ? Number(root) : null;

    /// <summary>The facts.</summary>
    public ProjectHistory Make() => new()
    {
        First = _history.Commits.Count > 0 ? _history.Commits[0].Committed : DateTimeOffset.UnixEpoch,
        Last = _history.Commits.Select(c => c.Committed).Concat(_releases.Select(r => r.Time))
            .DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
        Commits = _history.Commits.Count,
        Contributors = Contributors(),
        BusFactors = [.. BusFactors()],
        Releases = _releases,
        Checks =
        [
            .. _history.Checks.Where(f => Number(f.Commit.Author) is not null).Select(f => new CheckEvent(
                f.Commit.Committed, f.Commit.Id, Number(f.Commit.Author)!.Value, f.Change.Kind, f.Change.Weakened,
                f.Change.Facts)
            {
                SeenByOther = IsSeenByOther(f.Commit),
                Release = Next(f.Commit.Committed),
            }).OrderBy(e => e.Time).ThenBy(e => e.Commit, StringComparer.Ordinal),
        ],
        Opaque =
        [
            .. _history.Opaque.Where(f => Number(f.Commit.Author) is not null).Select(f => new OpaqueEvent(
                f.Commit.Committed, f.Commit.Id, Number(f.Commit.Author)!.Value, f.Path, f.Rewritten, f.Content.Size,
                f.Content.Format)
            {
                IsMedia = f.Content.IsMedia,
                WithoutProgram = f.WithoutProgram,
                SeenByOther = IsSeenByOther(f.Commit),
                Release = Next(f.Commit.Committed),
            }).OrderBy(e => e.Time).ThenBy(e => e.Path, StringComparer.Ordinal),
        ],
    };

    private int? Number(int entry) => _numbers.TryGetValue(_identities.Root(entry), out int number) ? number : null;

    private bool IsSame(int left, int right) => _identities.Root(left) == _identities.Root(right);

    private bool IsSeenByOther(CommitFacts c) =>
        (c.Lander is int lander && !IsSame(lander, c.Author)) || (c.Reviewer is int by && !IsSame(by, c.Author));

    private bool IsAlone(CommitFacts c) => c.Lander is int lander && IsSame(lander, c.Author) && !IsSeenByOther(c);

    private Contributor[] Contributors()
    {
        Dictionary<int, CommitFacts> rights = [];
        foreach (CommitFacts c in _history.Commits.Where(c => c.IsMain))
        {
            int? by = c.IsMerge ? c.Author : c.Lander is int lander && !IsSame(lander, c.Author) ? lander : null;
            if (by is int who && Number(who) is int number)
            {
                rights.TryAdd(number, c);
            }
        }

        ILookup<int, ReleaseEvent> tags = _releases.Where(r => r.Contributor is not null)
            .ToLookup(r => r.Contributor!.Value);
        return
        [
            .. _changes.GroupBy(c => Number(c.Author)!.Value).OrderBy(g => g.Key).Select(g => new Contributor(
                g.Key, g.Min(c => c.Committed), g.Max(c => c.Committed), g.Count())
            {
                MergeRight = rights.GetValueOrDefault(g.Key)?.Committed,
                MergeRightCommit = rights.GetValueOrDefault(g.Key)?.Id,
                FirstTag = tags[g.Key].FirstOrDefault()?.Time,
                Tags = tags[g.Key].Count(),
                NewKey = tags[g.Key].FirstOrDefault(r => r.IsNewKey)?.Time,
                Quarters =
                [
                    .. g.GroupBy(c => QuarterOfChanges.Of(c.Committed)).OrderBy(q => q.Key).Select(q => new
                        QuarterOfChanges(q.Key, q.Count(), q.Count(IsAlone), Median(q.Select(Hours)))),
                ],
            }),
        ];
    }

    private static double Hours(CommitFacts c) => Math.Max(0, (c.Landed - c.Written).TotalHours);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private IEnumerable<BusFactor> BusFactors()
    {
        foreach (IGrouping<int, CommitFacts> year in _changes.GroupBy(c => c.Committed.Year).OrderBy(y => y.Key))
        {
            int all = year.Count();
            int factor = 0;
            int covered = 0;
            int[] shares = [.. year.GroupBy(c => Number(c.Author)).Select(g => g.Count()).OrderDescending()];
            while (covered * 2 < all)
            {
                covered += shares[factor++];
            }

            yield return new(year.Key, factor, shares.Length, all);
        }
    }

    private IEnumerable<ReleaseEvent> Releases()
    {
        Dictionary<string, CommitFacts> commits = _history.Commits.ToDictionary(c => c.Id);
        (GitListedTag Tag, CommitFacts Commit)[] tags =
        [
            .. _history.Tags.Where(tag => tag.Name.Any(char.IsAsciiDigit) && commits.ContainsKey(tag.CommitId))
                .Select(tag => (tag, commits[tag.CommitId]))
                .OrderBy(t => t.tag.Tagger?.Time ?? t.Item2.Committed)
                .ThenBy(t => t.tag.Name, StringComparer.Ordinal),
        ];
        CommitFacts[] main = [.. _changes.Where(c => c.IsMain || c.Landed != c.Committed)];
        HashSet<string> keys = [];
        HashSet<int> taggers = [];
        int at = 0;
        foreach ((GitListedTag tag, CommitFacts commit) in tags)
        {
            int? tagger = tag.Tagger is { } who && _identities.FindMail(who.Mail) is int byMail ? Number(byMail)
                : tag.Tagger is { } named && _identities.FindName(named.Name) is int byName ? Number(byName) : null;
            string? key = tag.Signature is { } signature ? SigningKey.Of(signature) : null;
            int start = at;
            while (at < main.Length && main[at].Committed <= commit.Committed)
            {
                at++;
            }

            yield return new(tag.Name, tag.Tagger?.Time ?? commit.Committed, commit.Id, tagger)
            {
                Key = key is null ? null : Label(key),
                IsNewKey = key is not null && keys.Count > 0 && !keys.Contains(key),
                IsNewTagger = tagger is int number && taggers.Count > 0 && !taggers.Contains(number),
                Changes = at - start,
                Alone = main[start..at].Count(c => tagger is not null && Number(c.Author) == tagger && IsAlone(c)),
            };
            if (key is not null)
            {
                keys.Add(key);
            }

            if (tagger is int seen)
            {
                taggers.Add(seen);
            }
        }
    }

    private string Label(string key)
    {
        if (!_keys.TryGetValue(key, out string? label))
        {
            label = $"K{_keys.Count + 1}";
            _keys.Add(key, label);
        }

        return label;
    }

    private NextRelease? Next(DateTimeOffset time)
    {
        int low = 0;
        int high = _releases.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _releases[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low < _releases.Length
            ? new(_releases[low].Tag, (_releases[low].Time - time).TotalHours) : null;
    }
}
