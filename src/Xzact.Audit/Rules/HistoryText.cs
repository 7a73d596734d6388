using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>The words of rules about history.</summary>
internal static class HistoryText
{
    private const int ShortId = 12;

    /// <summary>A moment in evidence: date and time to the minute where hours matter, always UTC.</summary>
    public static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day of a moment.</summary>
    public static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A span in the unit that suits it.</summary>
    public static string Span(TimeSpan span) => span.TotalHours < 72
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:N0} days");

    /// <summary>The beginning of a commit's id.</summary>
    public static string Short(string commit) => commit[..Math.Min(commit.Length, ShortId)];

    /// <summary>A fact with its day in front.</summary>
    public static Evidence At(DateTimeOffset time, string what) => new($"{Day(time)}: {what}");

    /// <summary>What a kind of check is called.</summary>
    public static string Of(CheckKind kind) => kind switch
    {
        CheckKind.Integration => "continuous integration",
        CheckKind.Fuzzing => "fuzzing and sanitizers",
        CheckKind.SecurityPolicy => "the security policy",
        CheckKind.Sandbox => "a sandbox",
        _ => "warnings and hardening",
    };

    /// <summary>Whether somebody else saw an event, in words.</summary>
    public static string Seen(HistoryEvent e) =>
        e.SeenByOther ? "somebody else landed or reviewed it" : "git names nobody else who landed or reviewed it";
}
