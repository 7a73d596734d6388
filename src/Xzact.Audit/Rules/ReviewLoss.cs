using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>The quarter from which on a contributor's changes, which others landed before, land with nobody else
/// named.</summary>
internal static class ReviewLoss
{
    private const int FewestChanges = 10;
    private const double AtMostBefore = 0.25;
    private const double AtLeastAfter = 0.75;

    // Eight quarters: what was longer ago says nothing about how the work goes now.
    private const int QuartersBefore = 8;

    /// <summary>The first such quarter; null if there is none.</summary>
    public static QuarterOfChanges? Of(Contributor who) => who.Quarters.FirstOrDefault(quarter =>
    {
        (int changes, int alone) = Before(who, quarter);
        return changes >= FewestChanges && alone <= AtMostBefore * changes
            && quarter.Changes >= FewestChanges && quarter.Alone >= AtLeastAfter * quarter.Changes;
    });

    /// <summary>Changes, and those alone, of the two years before a quarter.</summary>
    public static (int Changes, int Alone) Before(Contributor who, QuarterOfChanges quarter)
    {
        QuarterOfChanges[] before = [.. who.Quarters.Where(q =>
            q.Quarter < quarter.Quarter && q.Quarter >= quarter.Quarter - QuartersBefore)];
        return (before.Sum(q => q.Changes), before.Sum(q => q.Alone));
    }
}
