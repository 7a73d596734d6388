using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.People;

/// <summary>Reads mailboxes and finds the threads in which somebody asks for something. No text of a mail is kept.
/// </summary>
/// <param name="contributorOf">The number of the contributor with an address or a name; null for nobody.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class MailCollector(Func<string, string, int?> contributorOf, CancellationToken cancellation)
{
    private const int BufferSize = 256 * 1024;

    private readonly List<Mail> _mails = [];
    private readonly List<int> _parents = [];
    private readonly Dictionary<string, int> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _strangers;

    /// <summary>How many mails were read.</summary>
    public int Count => _mails.Count;

    /// <summary>Reads one mailbox.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unread">Told what could not be used.</param>
    /// <exception cref="AuditInputException">It cannot be read, or is no mailbox.</exception>
    public CaseInput Read(string path, List<Omission> unread)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!file.CanSeek)
            {
                throw new AuditInputException($"{path}: it is no regular file");
            }

            CaseInput input = CaseInput.Of(path, file, "mbox");
            string name = input.Name;
            file.Position = 0;
            using BufferedStream buffered = new(file, BufferSize);
            int undated = 0;
            int deep = 0;
            int count = 0;
            foreach (MailMessage mail in MailboxReader.Read(buffered, path))
            {
                cancellation.ThrowIfCancellationRequested();
                count++;
                deep += mail.IsTooDeep ? 1 : 0;
                if (mail.Time is null || mail.Address.Length == 0)
                {
                    undated++;
                    continue;
                }

                Add(mail, mail.Time.Value, name);
            }

            if (undated > 0)
            {
                unread.Add(new(Counted.Of(undated, "mail"), $"{name}: no sender or no date can be read in them"));
            }

            if (count == 0)
            {
                unread.Add(new($"mailbox {name}", "it holds no mail"));
            }

            if (deep > 0)
            {
                unread.Add(new(
                    $"text of {Counted.Of(deep, "mail")}",
                    $"{name}: its parts lie in each other more than {MailText.MaxDepth} deep"));
            }

            return input;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }
    }

    /// <summary>The threads in which somebody asks, in the order of time.</summary>
    public IReadOnlyList<MailThread> Threads()
    {
        Dictionary<string, int> all = _mails.GroupBy(m => m.Account).ToDictionary(g => g.Key, g => g.Count());
        return
        [
            .. _mails.GroupBy(m => Root(m.Thread)).Where(thread => thread.Any(m => m.Request != MailRequest.None))
                .OrderBy(thread => thread.Min(m => m.Time)).ThenBy(thread => thread.Key)
                .Select((thread, i) => ToThread(i + 1, [.. thread], all)),
        ];
    }

    private static MailThread ToThread(int number, Mail[] mails, Dictionary<string, int> all)
    {
        Dictionary<string, int> here = mails.GroupBy(m => m.Account).ToDictionary(g => g.Key, g => g.Count());
        return new(
            number, mails.Min(m => m.Time), mails.Length, here.Count,
            [
                .. mails.Where(m => m.Request != MailRequest.None).OrderBy(m => m.Time).Select(m => new MailAsk(
                    m.Time, m.Account, m.Request, new("a mail that asks for it", m.Mailbox, Offset: m.Offset))
                {
                    OtherMails = all[m.Account] - here[m.Account],
                    HasCommits = m.Account.StartsWith('P'),
                }),
            ]);
    }

    private void Add(MailMessage mail, DateTimeOffset time, string mailbox)
    {
        // Mailboxes of one list overlap.
        if (mail.Id.Length > 0 && !_seen.Add(mail.Id))
        {
            return;
        }

        int thread = _parents.Count;
        _parents.Add(thread);
        string[] keys = [.. mail.Answers.Append(mail.Id).Where(id => id.Length > 0)];
        foreach (string key in keys)
        {
            Join("id " + key, thread);
        }

        // Mail programs that write no references leave the subject as the only thread.
        if (mail.Answers.Count == 0 && Plain(mail.Subject) is { Length: > 0 } subject)
        {
            Join("subject " + subject, thread);
        }

        if (!_accounts.TryGetValue(mail.Address, out string? account))
        {
            account = contributorOf(mail.Address, mail.Name) is int number ? Contributor.LabelOf(number)
                : $"M{++_strangers}";
            _accounts.Add(mail.Address, account);
        }

        _mails.Add(new(time, account, MailRequests.Of(mail.Text), thread, mailbox, mail.Offset));
    }

    private void Join(string key, int thread)
    {
        if (!_threads.TryAdd(key, thread))
        {
            _parents[Root(thread)] = Root(_threads[key]);
        }
    }

    private int Root(int thread)
    {
        while (_parents[thread] != thread)
        {
            _parents[thread] = _parents[_parents[thread]];
            thread = _parents[thread];
        }

        return thread;
    }

    private static string Plain(string subject)
    {
        string plain = subject.Trim();
        while (plain.StartsWith("re:", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("fwd:", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[(plain.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        return plain.ToLowerInvariant();
    }

    private sealed record Mail(
        DateTimeOffset Time, string Account, MailRequest Request, int Thread, string Mailbox, long Offset);
}
