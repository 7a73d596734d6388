using System.Globalization;

namespace Xzact.Audit;

/// <summary>A number of things in words for people.</summary>
internal static class Counted
{
    /// <summary>A count with what it counts, the noun's regular plural in place: "1 line", "2,000 lines".</summary>
    public static string Of(int count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>The same of a noun whose plural is not regular.</summary>
    public static string Of(int count, string thing, string things) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? thing : things)}");
}
