namespace Xzact.Audit.People;

/// <summary>A mail as far as threads need it.</summary>
/// <param name="Offset">Byte offset of its separator line in the mailbox.</param>
/// <param name="Address">The address of the sender, in lower case; empty if there is none.</param>
/// <param name="Name">The name of the sender; may be empty.</param>
/// <param name="Time">When it was sent, by its own date; null if it has none that can be read.</param>
/// <param name="Id">Its Message-ID; empty if it has none.</param>
/// <param name="Answers">The identifiers of mails that it answers.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">What the sender wrote, without what is quoted.</param>
internal sealed record MailMessage(
    long Offset, string Address, string Name, DateTimeOffset? Time, string Id, IReadOnlyList<string> Answers,
    string Subject, string Text)
{
    /// <summary>Whether parts of it were not read because they lie too deep in each other.</summary>
    public bool IsTooDeep { get; init; }
}
