namespace Xzact.Audit.Release.Proofs;

/// <summary>The time zone of who made a change log: every heading has the day of its commit there.</summary>
/// <param name="Offset">What is added to UTC in winter.</param>
/// <param name="Summer">When another hour is added.</param>
internal sealed record ChangeLogZone(TimeSpan Offset, SummerTime Summer)
{
    private const int QuartersBehind = 12 * 4;
    private const int QuartersAhead = 14 * 4;

    /// <summary>All that there can be, from twelve hours behind UTC to fourteen ahead: those of whole hours, then
    /// those of halves and quarters.</summary>
    public static IEnumerable<ChangeLogZone> All { get; } =
    [
        .. from quarters in Enumerable.Range(-QuartersBehind, QuartersBehind + QuartersAhead + 1)
            .OrderBy(quarters => quarters % 4 == 0 ? 0 : quarters % 2 == 0 ? 1 : 2).ThenBy(Math.Abs)
           from summer in Enum.GetValues<SummerTime>()
           select new ChangeLogZone(TimeSpan.FromMinutes(15 * quarters), summer),
    ];

    /// <summary>The day of a moment in this zone.</summary>
    public DateOnly DayOf(DateTimeOffset time)
    {
        DateTime local = Add(time.UtcDateTime, Offset);
        return DateOnly.FromDateTime(IsSummer(local) ? Add(local, TimeSpan.FromHours(1)) : local);
    }

    // A hostile commit may be of the first or the last day that there is.
    private static DateTime Add(DateTime time, TimeSpan span) =>
        time.Ticks + span.Ticks < 0 || time.Ticks + span.Ticks > DateTime.MaxValue.Ticks ? time : time + span;

    // The rules of the years since 2008, to the hour of winter time; the hour itself is by zone.
    private bool IsSummer(DateTime local) => Summer switch
    {
        SummerTime.Europe => IsBetween(local, Last(local.Year, 3), Last(local.Year, 10)),
        SummerTime.America => IsBetween(local, First(local.Year, 3).AddDays(7), First(local.Year, 11)),
        SummerTime.Australia => !IsBetween(local, First(local.Year, 4), First(local.Year, 10)),
        _ => false,
    };

    private static bool IsBetween(DateTime local, DateTime from, DateTime to) =>
        local >= from.AddHours(2) && local < to.AddHours(2);

    private static DateTime First(int year, int month)
    {
        DateTime first = new(year, month, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7);
    }

    private static DateTime Last(int year, int month)
    {
        DateTime last = new(year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }

    /// <summary>The zone in which most days are those of their commits.</summary>
    /// <param name="days">Days of headings, and the times of their commits.</param>
    public static ChangeLogZone Of(IReadOnlyCollection<(DateOnly Day, DateTimeOffset Time)> days) =>
        All.MinBy(zone => days.Count(pair => zone.DayOf(pair.Time) != pair.Day))!;
}

/// <summary>The rules of summer time that change logs are seen with.</summary>
internal enum SummerTime
{
    /// <summary>None.</summary>
    None,

    /// <summary>From the last Sunday of March to the last of October.</summary>
    Europe,

    /// <summary>From the second Sunday of March to the first of November.</summary>
    America,

    /// <summary>From the first Sunday of October to the first of April.</summary>
    Australia,
}
