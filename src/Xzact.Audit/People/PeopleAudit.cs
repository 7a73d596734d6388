using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Git;
using Xzact.Audit.Rules;

namespace Xzact.Audit.People;

/// <summary>Says who could change a project when, and whether its checks got weaker: structure, never persons. It runs
/// from end to end: history, mail, rules.</summary>
public static class PeopleAudit
{
    private const string Unreadable = "has a readable author and a date from 1970 to 9999";

    /// <summary>Runs an audit.</summary>
    /// <exception cref="AuditInputException">A mailbox cannot be opened, or the repository has no commit.</exception>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static CaseReport Run(PeopleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using GitRepository repository = GitRepository.Open(request.RepositoryPath);
        CollectedHistory collected =
            new HistoryCollector(repository, request.Progress, request.Cancellation).Collect();
        if (collected.Commits.Count == 0)
        {
            throw new AuditInputException(collected.LeftOut == 0
                ? $"{request.RepositoryPath}: no branch or tag leads to a commit"
                : $"{request.RepositoryPath}: of {Counted.Of(collected.LeftOut, "commit")} none {Unreadable}")
            {
                NothingToExamine = true,
            };
        }

        HistorySummary summary = new(collected);
        List<Omission> unread = [.. Unread(repository, collected)];
        ProjectHistory history = summary.Make();
        List<CaseInput> inputs = [];
        if (request.Mailboxes.Count > 0)
        {
            MailCollector mail = new(summary.NumberOf, request.Cancellation);
            foreach (string path in request.Mailboxes)
            {
                inputs.Add(mail.Read(path, unread));
            }

            history = history with { Threads = mail.Threads(), Mails = mail.Count };
        }

        request.Names?.Invoke(summary.Names);
        (IReadOnlyList<CheckResult> results, IReadOnlyList<EvidenceWindow> windows) =
            PeopleJudge.Judge(history, unread);
        return new()
        {
            Command = "people",
            Subject = request.RepositoryPath,
            Inputs = inputs,
            History = history with { Windows = windows },
            Results = results,
            Notices = [.. Notices()],
            NotLookedAt = [.. unread, .. OutOfScope(request)],
        };
    }

    private static IEnumerable<Omission> Unread(GitRepository repository, CollectedHistory collected)
    {
        if (repository.IsShallow)
        {
            yield return new("the older history", "the repository is shallow; git fetch --unshallow completes it");
        }

        if (collected.LeftOut > 0)
        {
            yield return new(Counted.Of(collected.LeftOut, "commit"), $"none of them {Unreadable}");
        }

        if (collected.TooLarge > 0)
        {
            yield return new(
                Counted.Of(collected.TooLarge, "content"), "they are larger than what is read of one file");
        }

        if (collected.Missing > 0)
        {
            yield return new(
                Counted.Of(collected.Missing, "content"), "the repository lacks them, as a partial clone does; "
                + "git fsck names them");
        }

        if (collected.IsCut)
        {
            yield return new("some events of the history", "there are more than the limit of 100,000 of a kind");
        }
    }

    private static IEnumerable<Evidence> Notices()
    {
        yield return new(
            "times, authors and keys are claims: whoever makes a commit writes them as they like, and nothing was "
            + "verified");
        yield return new(
            "who reviewed what outside of git (a web page, a chat) cannot be seen here; a change that nobody else "
            + "landed may well have been reviewed");
    }

    private static IEnumerable<Omission> OutOfScope(PeopleRequest request)
    {
        if (request.Mailboxes.Count == 0)
        {
            yield return new("mail", "--mbox was not given") { IsOutOfScope = true };
        }

        yield return new("rights on hosting services, package registries and web sites", "git does not hold them")
        {
            IsOutOfScope = true,
        };
    }
}
