using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Content;

/// <summary>What was found in the files of a tree. It is collected, not judged.</summary>
/// <param name="Accounts">The account of each file, in the order of the files. Where a file is a published indicator
/// these are the accounts of such files alone, and nothing was decoded.</param>
/// <param name="Evidence">What turns into something else.</param>
public sealed record ContentReport(IReadOnlyList<ContentAccount> Accounts, IReadOnlyList<TransformEvidence> Evidence)
{
    /// <summary>Whether a published indicator ended the analysis.</summary>
    public bool IsStopped => Accounts.SelectMany(account => account.WithParts())
        .Any(account => account.Indicator is not null);
}
