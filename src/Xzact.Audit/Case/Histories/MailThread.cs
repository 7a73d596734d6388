namespace Xzact.Audit.Case.Histories;

/// <summary>What a mail asks for, by its words.</summary>
internal enum MailRequest
{
    /// <summary>Nothing of the kind.</summary>
    None,

    /// <summary>That somebody else may maintain, merge or release.</summary>
    ChangeOfPower,

    /// <summary>That a newer version is taken into a distribution or another project.</summary>
    Upgrade,
}

/// <summary>A mail that asks for something.</summary>
/// <param name="Time">When it was sent, by its own date.</param>
/// <param name="Account">The account, as <c>M2</c>, or as <c>P7</c> if it also wrote commits.</param>
/// <param name="Request">What it asks for.</param>
/// <param name="Where">The mailbox and the byte offset of the mail in it.</param>
internal sealed record MailAsk(DateTimeOffset Time, string Account, MailRequest Request, Evidence Where)
{
    /// <summary>How many mails of the account there are in all mailboxes outside this thread.</summary>
    public int OtherMails { get; init; }

    /// <summary>Whether the account wrote a commit.</summary>
    public bool HasCommits { get; init; }
}

/// <summary>A thread in which somebody asks for something.</summary>
/// <param name="Number">Its number, from 1, in the order of time.</param>
/// <param name="Start">Time of its first mail.</param>
/// <param name="Mails">How many mails it has.</param>
/// <param name="Accounts">How many accounts wrote them.</param>
/// <param name="Asks">The mails that ask, in the order of time.</param>
internal sealed record MailThread(
    int Number, DateTimeOffset Start, int Mails, int Accounts, IReadOnlyList<MailAsk> Asks);
