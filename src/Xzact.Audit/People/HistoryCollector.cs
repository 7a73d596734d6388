using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release;

namespace Xzact.Audit.People;

/// <summary>Reads the history of a repository once, newest commits first. Nothing is judged.</summary>
internal sealed class HistoryCollector(
    GitRepository repository, IProgress<string>? progress, CancellationToken cancellation)
{
    private const int MaxCommits = 3_000_000;
    private const int MaxEvents = 100_000;

    // Trailers by which projects say who looked at a change.
    private static readonly string[] s_reviewers = ["Reviewed-by:", "Acked-by:", "Approved-by:", "Tested-by:"];
    private static readonly string[] s_mainNames = ["main", "master", "trunk", "develop"];

    private readonly IdentityTable _identities = new();
    private readonly List<CommitFacts> _commits = [];
    private readonly List<CheckFact> _checks = [];
    private readonly Dictionary<(string Blob, string Path), OpaqueFact> _opaque = [];
    private readonly CheckChanges _changes = new(repository);
    private readonly OpaqueContents _contents = new(repository);

    // Commits whose child was seen, with the merge on the main branch that brought it there.
    private readonly Dictionary<string, (int By, DateTimeOffset Time)> _brought = new(StringComparer.Ordinal);
    private string? _nextMain;
    private bool _isCut;

    /// <summary>Reads everything.</summary>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public CollectedHistory Collect()
    {
        int leftOut = 0;
        _nextMain = MainTip();
        foreach (GitLogCommit commit in GitLogStream.Read(repository, _ => leftOut++))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_commits.Count == MaxCommits)
            {
                throw new GitException(GitFailure.OverLimit, $"The history has over {MaxCommits:N0} commits.");
            }

            Add(commit);
            progress?.Report($"{_commits.Count:N0} commits");
        }

        // Equal times stay in the order of git, parents before children.
        _commits.Reverse();
        return new(
            _identities, [.. _commits.OrderBy(c => c.Committed)], _checks, [.. _opaque.Values],
            GitTagList.Read(repository))
        {
            LeftOut = leftOut,
            TooLarge = _changes.TooLarge + _contents.TooLarge,
            Missing = _changes.Missing + _contents.Missing,
            IsCut = _isCut,
        };
    }

    private void Add(GitLogCommit commit)
    {
        int author = _identities.Add(commit.Author);
        int committer = _identities.Add(commit.Committer);
        _nextMain ??= commit.Id;
        bool isMain = commit.Id == _nextMain;
        bool isMerge = commit.Parents.Count > 1;
        int? lander = _identities.IsService(committer) ? null : committer;
        DateTimeOffset landed = commit.Committer.Time;
        if (_brought.Remove(commit.Id, out (int By, DateTimeOffset Time) merge) && !isMain)
        {
            (lander, landed) = (merge.By, merge.Time);
            foreach (string parent in commit.Parents)
            {
                _brought[parent] = merge;
            }
        }

        if (isMain)
        {
            _nextMain = commit.Parents.Count > 0 ? commit.Parents[0] : "";

            // A service commits a merge in the name of whoever asked for it.
            foreach (string parent in commit.Parents.Skip(1))
            {
                _brought[parent] = (author, commit.Committer.Time);
            }
        }

        CommitFacts facts = new(
            commit.Id, author, commit.Author.Time, commit.Committer.Time, lander, landed, Reviewer(commit), isMerge,
            isMain);
        _commits.Add(facts);
        AddEvents(commit, facts);
    }

    private void AddEvents(GitLogCommit commit, CommitFacts facts)
    {
        // A content that only moved is not new.
        HashSet<string> gone = [.. commit.Files.Where(f => f.NewId is null).Select(f => f.OldId!)];
        GitFileChange[] checks = [.. commit.Files.Where(CheckChanges.Concerns)];
        foreach (CheckChange change in checks.Length == 0 ? [] : _changes.Of(checks))
        {
            if (HasRoom(_checks.Count))
            {
                _checks.Add(new(facts, change));
            }
        }

        bool? withoutProgram = null;
        foreach (GitFileChange file in commit.Files)
        {
            if (file.NewId is { } blob && !gone.Contains(blob) && _contents.Of(file) is { } content
                && (_opaque.TryGetValue((blob, file.Path), out OpaqueFact? known)
                    ? known.Commit.Committed >= facts.Committed : HasRoom(_opaque.Count)))
            {
                withoutProgram ??= !commit.Files.Any(IsProgram);
                _opaque[(blob, file.Path)] = new(
                    facts, file.Path, file.OldId is not null, content, withoutProgram.Value);
            }
        }
    }

    // Text that is no document: what may use or make an opaque file. One that is taken away counts too.
    private bool IsProgram(GitFileChange file) =>
        FileRoles.Of(file.Path, executable: false, []) is not (FileRole.Documentation or FileRole.Translation)
            && _contents.Of(file with { NewId = file.NewId ?? file.OldId }) is null;

    private bool HasRoom(int count)
    {
        _isCut |= count >= MaxEvents;
        return count < MaxEvents;
    }

    private int? Reviewer(GitLogCommit commit)
    {
        foreach (string line in commit.Message)
        {
            if (s_reviewers.FirstOrDefault(r => line.StartsWith(r, StringComparison.OrdinalIgnoreCase)) is { } trailer
                && GitLogStream.Signatory(line[trailer.Length..] + " 0") is { } who
                && !who.Mail.Equals(commit.Author.Mail, StringComparison.OrdinalIgnoreCase)
                && !who.Name.Equals(commit.Author.Name, StringComparison.OrdinalIgnoreCase))
            {
                return _identities.Add(who);
            }
        }

        return null;
    }

    // Where HEAD points, or a branch with a usual name; null if there is none, and the newest commit is taken.
    private string? MainTip()
    {
        GitReference[] branches = [.. repository.References.All.Where(r =>
            r.Name.StartsWith("refs/heads/", StringComparison.Ordinal)
            || r.Name.StartsWith("refs/remotes/", StringComparison.Ordinal))];
        IEnumerable<string> wanted = s_mainNames
            .SelectMany(name => (string[])[$"refs/heads/{name}", $"refs/remotes/origin/{name}"])
            .Prepend(repository.View.HeadBranch ?? "");
        return wanted.Select(name => branches.FirstOrDefault(b => b.Name == name).ObjectId).OfType<string>()
            .FirstOrDefault();
    }
}
