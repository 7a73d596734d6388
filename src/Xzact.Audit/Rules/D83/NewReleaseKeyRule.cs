using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D83;

/// <summary>A release by a key that signed none before, or without a signature by one who never tagged, after signed
/// ones.</summary>
internal sealed class NewReleaseKeyRule : IPeopleRule
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(180);

    public string Id => "D83";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history)
    {
        int signed = history.Releases.Count(r => r.Key is not null);
        return (signed > 0, $"{Counted.Of(history.Releases.Count, "release")}, {signed:N0} of them signed");
    }

    public IEnumerable<PeopleMatch> Match(ProjectHistory history)
    {
        ReleaseEvent? signed = null;
        ReleaseEvent? before = null;
        foreach (ReleaseEvent release in history.Releases)
        {
            bool lacksKey = signed is not null && release is { Key: null, IsNewTagger: true };
            if ((release.IsNewKey || lacksKey) && signed is not null)
            {
                // Code of this release came since the one before, or in the half year if that is longer ago.
                DateTimeOffset from = before is not null && release.Time - before.Time < s_longest
                    ? before.Time : release.Time - s_longest;
                yield return new(
                    $"release {release.Tag}",
                    release.IsNewKey
                        ? $"The tag is signed by a key ({release.Key}) that signed none before"
                            + (release.IsNewTagger ? ", of a contributor who tagged none before." : ".")
                            + " Keys expire and release teams grow; was this one announced?"
                        : "The tag is not signed, others before were, and who made it made none before.",
                    $"{release.Tag} {release.Commit}",
                    from, release.Time,
                    [
                        HistoryText.At(signed.Time, $"the signed tag before: {signed.Tag}, key {signed.Key}"),
                        HistoryText.At(
                            release.Time, $"{release.Tag} of commit {release.Commit}, "
                            + (release.Key is null ? "not signed" : $"key {release.Key}, not verified here")),
                    ]);
            }

            signed = release.Key is null ? signed : release;
            before = release;
        }
    }
}
