using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Explanations;

/// <summary>
/// Carries explanations of earlier audits forward: to files that nothing explains here and that are, byte for byte and
/// with their executable bit, what was explained. A proof against a tag holds for the same commit only; the words of a
/// reviewer hold as long as the tag tracks the same object at that path, or none.
/// </summary>
internal sealed class CarriedExplanations
{
    private readonly ILookup<string, Explanation> _byPath;
    private readonly string? _commit;
    private readonly List<Evidence> _stale = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <param name="before">What earlier audits explained.</param>
    /// <param name="commit">The commit of this audit; null if it has none.</param>
    public CarriedExplanations(IEnumerable<Explanation> before, string? commit)
    {
        _byPath = before.ToLookup(e => e.Path, StringComparer.Ordinal);
        _commit = commit;
    }

    /// <summary>Explanations that do not hold any more, after <see cref="Apply"/>.</summary>
    public IReadOnlyList<Evidence> Stale => _stale;

    /// <summary>The files, those with an explanation of their own content explained by it.</summary>
    public IReadOnlyList<AccountedFile> Apply(IReadOnlyList<AccountedFile> files)
    {
        AccountedFile[] result = [.. files.Select(Carried)];
        foreach (Explanation gone in _byPath.SelectMany(g => g)
            .Where(e => IsReviewed(e) && !_seen.Contains(e.Path)).OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            _stale.Add(new(
                "an explanation of a reviewer is not needed any more: the archive has no such file", gone.Path));
        }

        return result;
    }

    /// <summary>What the next audit may need to know of these files.</summary>
    public IReadOnlyList<Explanation> Next(IEnumerable<AccountedFile> files) =>
    [
        .. files.Where(f => f.Archived?.Sha256 is not null
                && f.Account.Kind is not (AccountKind.IdenticalToTag or AccountKind.KnownUpstream))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(Next),
    ];

    private AccountedFile Carried(AccountedFile file)
    {
        if (file.Archived is not { Sha256: string sha256 } archived)
        {
            return file;
        }

        _seen.Add(file.Path);
        Explanation[] explanations = [.. _byPath[file.Path].Where(IsExplanation)];
        if (explanations.Length == 0 || AccountKindInfo.Of(file.Account.Kind).IsExplained
            || file.IsDoubtedWithContainer || archived.Doubts.Exists(doubt => doubt.Unexplains))
        {
            return file;
        }

        Explanation? same = explanations.FirstOrDefault(e =>
            e.Sha256 == sha256 && e.Executable == archived.IsExecutable);
        if (same is null)
        {
            _stale.Add(new(
                "an explanation of an earlier audit is out of date: the file has other bytes or another executable bit",
                file.Path));
            return file;
        }

        if (IsReviewed(same) ? same.Tracked == TrackedIn(file) : _commit is not null && same.Commit == _commit)
        {
            string reason = IsReviewed(same)
                ? $"reviewed: {same.Review}"
                : $"{TitleOf(same)} in an earlier audit: {same.Reason}";
            return file with { Account = new(AccountKind.CarriedForward, reason) { Proof = file.Account.Proof } };
        }

        _stale.Add(new(
            IsReviewed(same)
                ? "an explanation of a reviewer is out of date: the tag tracks something else at this path"
                : $"an explanation of an earlier audit is out of date: it was proved against the commit {same.Commit}",
            file.Path));
        return file;
    }

    private Explanation Next(AccountedFile file)
    {
        string sha256 = file.Archived!.Sha256!;
        Explanation? carried = file.Account.Kind != AccountKind.CarriedForward ? null
            : _byPath[file.Path].FirstOrDefault(e =>
                IsExplanation(e) && e.Sha256 == sha256 && e.Executable == file.Archived.IsExecutable);
        AccountKindInfo kind = AccountKindInfo.Of(file.Account.Kind);
        return carried ?? new(file.Path, sha256, kind.Id, file.Account.Reason)
        {
            Executable = file.Archived.IsExecutable,
            Commit = _commit,
            Tracked = TrackedIn(file),
            Review = kind.IsExplained ? null : "",
        };
    }

    private static string? TrackedIn(AccountedFile file) =>
        file.Tracked is { Type: GitEntryType.Blob } tracked ? tracked.ObjectId : null;

    private static bool IsReviewed(Explanation explanation) => !string.IsNullOrWhiteSpace(explanation.Review);

    // What every audit tries to prove again, and could not now, is not proved: a rule became stricter, or build text
    // reads what the proof does not cover.
    private static bool IsExplanation(Explanation explanation) => IsReviewed(explanation)
        || AccountKindInfo.All.Any(kind => kind.Id == explanation.Account
            && kind is { IsExplained: true, InArchive: true, Proof: not (ProofClass.Composed or ProofClass.Derived) });

    private static string TitleOf(Explanation explanation) =>
        AccountKindInfo.All.First(kind => kind.Id == explanation.Account).Title;
}
