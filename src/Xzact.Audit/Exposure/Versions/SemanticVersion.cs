namespace Xzact.Audit.Exposure.Versions;

/// <summary>Semantic Versioning 2.0.0, section 11; a leading v and missing numbers are allowed, as in OSV records.
/// </summary>
internal static class SemanticVersion
{
    public static string? WhyInvalid(string version) =>
        NumbersOf(version).Length is > 0 and <= 3
            && NumbersOf(version).All(n => n.Length > 0 && n.All(char.IsAsciiDigit))
            ? null : "it is not three numbers with dots";

    public static int Compare(string left, string right)
    {
        (string[] a, string[] b) = (NumbersOf(left), NumbersOf(right));
        for (int i = 0; i < 3; i++)
        {
            int order = VersionParts.CompareNumbers(i < a.Length ? a[i] : "", i < b.Length ? b[i] : "");
            if (order != 0)
            {
                return order;
            }
        }

        (string? x, string? y) = (PreReleaseOf(left), PreReleaseOf(right));
        return x is null || y is null ? (x is null ? 1 : 0) - (y is null ? 1 : 0)
            : ComparePreReleases(x.Split('.'), y.Split('.'));
    }

    private static int ComparePreReleases(string[] left, string[] right)
    {
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            (bool a, bool b) = (IsNumber(left[i]), IsNumber(right[i]));
            int order = a && b ? VersionParts.CompareNumbers(left[i], right[i])
                : a != b ? (a ? -1 : 1)
                : string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static string Core(string version) => version.Split('+', 2)[0];

    private static string[] NumbersOf(string version) => Core(version).TrimStart('v').Split('-', 2)[0].Split('.');

    private static string? PreReleaseOf(string version) =>
        Core(version).Split('-', 2) is [_, var release] ? release : null;
}
