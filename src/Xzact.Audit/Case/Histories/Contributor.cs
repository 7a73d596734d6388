namespace Xzact.Audit.Case.Histories;

/// <summary>What the changes of one contributor in one quarter of a year went through.</summary>
/// <param name="Quarter">The quarter, counted as four times the year plus 0 to 3.</param>
/// <param name="Changes">Commits that are no merges.</param>
/// <param name="Alone">Those of them that the contributor also put on the main branch, and in which nobody else is
/// named as a reviewer.</param>
/// <param name="MedianHours">Median time from writing to landing, in hours.</param>
internal sealed record QuarterOfChanges(int Quarter, int Changes, int Alone, double MedianHours)
{
    /// <summary>The quarter as <c>2021 Q3</c>.</summary>
    public string Name => $"{Quarter / 4} Q{(Quarter % 4) + 1}";

    /// <summary>The first day of the quarter.</summary>
    public DateTimeOffset Start => new(Quarter / 4, (Quarter % 4 * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The quarter of a moment.</summary>
    public static int Of(DateTimeOffset time) => (time.Year * 4) + ((time.Month - 1) / 3);
}

/// <summary>
/// Somebody who changes a project, as a number: in the order of their first commits. Names and addresses are not part
/// of a case. One person may be several contributors, and several persons one: all of it is claims.
/// </summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="First">Time of the first commit.</param>
/// <param name="Last">Time of the last commit.</param>
/// <param name="Commits">How many commits they wrote, merges left out.</param>
internal sealed record Contributor(int Number, DateTimeOffset First, DateTimeOffset Last, int Commits)
{
    /// <summary>What reports call them.</summary>
    public string Label => LabelOf(Number);

    /// <summary>When they first put a change of another on the main branch; null if never.</summary>
    public DateTimeOffset? MergeRight { get; init; }

    /// <summary>The commit that shows it.</summary>
    public string? MergeRightCommit { get; init; }

    /// <summary>When they first made a tag that says who made it; null if never.</summary>
    public DateTimeOffset? FirstTag { get; init; }

    /// <summary>How many such tags they made.</summary>
    public int Tags { get; init; }

    /// <summary>When a key first signed a tag of theirs, after another key of theirs or anybody's had; null if
    /// never.</summary>
    public DateTimeOffset? NewKey { get; init; }

    /// <summary>The quarters with changes of theirs, in order.</summary>
    public IReadOnlyList<QuarterOfChanges> Quarters { get; init; } = [];

    /// <summary>What reports call a contributor.</summary>
    public static string LabelOf(int number) => $"P{number}";
}
