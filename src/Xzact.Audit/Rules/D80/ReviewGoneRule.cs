using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D80;

/// <summary>A contributor whose changes others landed, and from some quarter on nobody else does.</summary>
internal sealed class ReviewGoneRule : IPeopleRule
{
    private static readonly TimeSpan s_after = TimeSpan.FromDays(365);

    public string Id => "D80";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history) => (
        history.Contributors.Count > 1, $"{Counted.Of(history.Contributors.Count, "contributor")} by quarter");

    public IEnumerable<PeopleMatch> Match(ProjectHistory history)
    {
        foreach (Contributor who in history.Contributors)
        {
            if (ReviewLoss.Of(who) is not { } quarter)
            {
                continue;
            }

            (int changes, int alone) = ReviewLoss.Before(who, quarter);
            yield return new(
                who.Label,
                $"In {quarter.Name} {quarter.Alone:N0} of {quarter.Changes:N0} changes of one contributor landed with "
                + $"nobody else named; before, {alone:N0} of {changes:N0} did.",
                $"{HistoryText.Moment(who.First)} {quarter.Name}",
                quarter.Start, quarter.Start + s_after,
                [
                    .. who.Quarters.Where(q => Math.Abs(q.Quarter - quarter.Quarter) <= 4).Select(q => HistoryText.At(
                        q.Start, FormattableString.Invariant(
                            $"{q.Name}: {q.Changes:N0} changes, {q.Alone:N0} alone, median {q.MedianHours:0.#} h"))),
                ]);
        }
    }
}
