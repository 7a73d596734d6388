using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Git;

namespace Xzact.Audit.People;

/// <summary>What one commit did to a kind of check.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Weakened">Whether the check lost something; else only text next to it changed.</param>
/// <param name="Facts">The files and what they lost.</param>
internal sealed record CheckChange(CheckKind Kind, bool Weakened, IReadOnlyList<Evidence> Facts);

/// <summary>Compares the checks that files hold before and after commits.</summary>
internal sealed class CheckChanges(GitRepository repository)
{
    private const int MaxBytes = 1 << 20;
    private const int MaxKept = 50_000;
    private const int MaxFilesOfCommit = 2_000;
    private const int MaxFacts = 5;

    // A policy that lost half of its lines says something else.
    private const int ShortestPolicy = 8;

    // Each content but the last of a file is asked for twice: as what is new, and as what was before.
    private readonly Dictionary<(string Blob, string Path), IReadOnlyList<CheckCount>?> _kept = [];

    /// <summary>Contents over the limit, which were not compared.</summary>
    public int TooLarge { get; private set; }

    /// <summary>Contents that the repository lacks, which were not compared.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether a commit changes a file that can hold checks.</summary>
    public static bool Concerns(GitFileChange file) => CheckLines.KindsOf(file.Path).Count > 0;

    /// <summary>What the commit did, one a kind. What goes from one file to another is not lost.</summary>
    /// <param name="files">The files that can hold checks.</param>
    /// <exception cref="GitException">A content is missing or corrupt.</exception>
    public IEnumerable<CheckChange> Of(IReadOnlyList<GitFileChange> files)
    {
        List<(GitFileChange File, IReadOnlyList<CheckCount> Old, IReadOnlyList<CheckCount> New)> compared = [];
        foreach (GitFileChange file in files.Take(MaxFilesOfCommit))
        {
            if (CountsOf(file, file.OldId) is { } before && CountsOf(file, file.NewId) is { } after)
            {
                compared.Add((file, before, after));
            }
        }

        foreach (CheckKind kind in compared.SelectMany(c => c.Old).Select(c => c.Kind).Distinct().Order())
        {
            (GitFileChange File, CheckCount Old, CheckCount New)[] ofKind =
            [
                .. compared.Where(c => c.Old.Concat(c.New).Any(x => x.Kind == kind))
                    .Select(c => (c.File, Pick(c.Old, kind), Pick(c.New, kind))),
            ];
            if (Judge(kind, ofKind) is { } change)
            {
                yield return change;
            }
        }
    }

    private CheckChange? Judge(CheckKind kind, (GitFileChange File, CheckCount Old, CheckCount New)[] files)
    {
        List<Evidence> lost = [];
        bool hasNewFile = files.Any(f => f.File.OldId is null && CheckLines.IsCheckItself(f.File.Path, kind));
        foreach ((GitFileChange file, _, _) in hasNewFile ? [] : files.Where(f => f.File.NewId is null
            && CheckLines.IsCheckItself(f.File.Path, kind)))
        {
            lost.Add(new("the file is gone, and no other of its kind came", file.Path));
        }

        int fewer = files.Sum(f => f.Old.For) - files.Sum(f => f.New.For);
        int more = files.Sum(f => f.New.Against) - files.Sum(f => f.Old.Against);
        bool isPolicy = kind == CheckKind.SecurityPolicy;
        if (isPolicy ? files.Sum(f => f.Old.For) is >= ShortestPolicy and int before && fewer * 2 >= before : fewer > 0)
        {
            lost.AddRange(files.Where(f => f.Old.For > f.New.For).Select(f => Place(
                $"{Counted.Of(f.Old.For - f.New.For, "line")} "
                + (isPolicy ? "less" : "less that name or switch on such a check"), f.File, isGone: true,
                content => CheckLines.Lines(content, kind, isAgainst: false))));
        }

        if (more > 0)
        {
            lost.AddRange(files.Where(f => f.New.Against > f.Old.Against).Select(f => Place(
                $"{Counted.Of(f.New.Against - f.Old.Against, "line")} more that switch such a check off",
                f.File, isGone: false, content => CheckLines.Lines(content, kind, isAgainst: true))));
        }

        if (lost.Count > 0)
        {
            return new(kind, Weakened: true, [.. lost.Distinct().Take(MaxFacts)]);
        }

        // Only where it confines: for the other kinds the text around changes all the time and means little.
        Evidence[] near = kind != CheckKind.Sandbox ? [] :
        [
            .. files.Where(f => f.Old.Around != f.New.Around && f.Old.Around != 0 && f.Old.For == f.New.For)
                .Take(MaxFacts).Select(f => Place(
                    "text within 8 lines of such a check changed", f.File, isGone: false,
                    content => CheckLines.LinesAround(content, kind))),
        ];
        return near.Length > 0 ? new(kind, Weakened: false, near) : null;
    }

    // The first line that one side lacks. Its text stays out of the report: it may hold a name.
    private Evidence Place(
        string what, GitFileChange file, bool isGone, Func<byte[], IReadOnlyList<(int Line, string Text)>> linesOf)
    {
        foreach (bool isOld in (bool[])[isGone, !isGone])
        {
            List<string> others = [.. LinesOf(isOld ? file.NewId : file.OldId).Select(l => l.Text)];
            foreach ((int line, string text) in LinesOf(isOld ? file.OldId : file.NewId))
            {
                if (!others.Remove(text))
                {
                    return new($"{what}; the first is line {line:N0} {(isOld ? "before" : "behind")} the commit",
                        file.Path, line);
                }
            }
        }

        return new(what, file.Path);

        IReadOnlyList<(int Line, string Text)> LinesOf(string? blob)
        {
            try
            {
                return blob is null ? [] : linesOf(repository.ReadBlob(blob, MaxBytes));
            }
            catch (GitException e) when (e.Failure is GitFailure.OverLimit or GitFailure.MissingObject)
            {
                return [];
            }
        }
    }

    private static CheckCount Pick(IReadOnlyList<CheckCount> counts, CheckKind kind) =>
        counts.FirstOrDefault(c => c.Kind == kind, new(kind, 0, 0, 0));

    // Null for a content over the limit or missing, which is never taken for an empty one.
    private IReadOnlyList<CheckCount>? CountsOf(GitFileChange file, string? blob)
    {
        if (blob is null)
        {
            return [];
        }

        if (_kept.TryGetValue((blob, file.Path), out IReadOnlyList<CheckCount>? known))
        {
            return known;
        }

        if (_kept.Count == MaxKept)
        {
            _kept.Clear();
        }

        IReadOnlyList<CheckCount>? counts;
        try
        {
            counts = CheckLines.Count(repository.ReadBlob(blob, MaxBytes), CheckLines.KindsOf(file.Path));
        }
        catch (GitException e) when (e.Failure is GitFailure.OverLimit or GitFailure.MissingObject)
        {
            TooLarge += e.Failure == GitFailure.OverLimit ? 1 : 0;
            Missing += e.Failure == GitFailure.MissingObject ? 1 : 0;
            counts = null;
        }

        _kept.Add((blob, file.Path), counts);
        return counts;
    }
}
