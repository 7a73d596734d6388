using System.Text.RegularExpressions;

namespace Xzact.Audit.Exposure.Versions;

/// <summary>What a version says about being a certain release.</summary>
internal enum ReleaseFit
{
    /// <summary>It names another release.</summary>
    Other,

    /// <summary>It cannot be told: it has no number that is as long as a release's, or begins with nothing like one.
    /// </summary>
    None,

    /// <summary>It begins with the release's number and has more: a rebuild, a patch, a commit.</summary>
    Begins,

    /// <summary>It names the release and nothing else.</summary>
    Same,
}

/// <summary>Compares versions of any spelling with releases by number, not by text: <c>v5.6.1</c>, <c>5.6.1.0</c> and
/// <c>1:5.6.1-r1</c> all have the number 5.6.1.</summary>
internal static partial class ReleaseNumber
{
    // What is longer is a date or a commit.
    private const int MaxDigits = 3;

    /// <summary>How a version fits the releases, and which of them it fits best; null if none.</summary>
    public static (ReleaseFit Fit, string? Release) Find(string version, IEnumerable<string> releases)
    {
        Match match = Number().Match(version);
        string[] numbers = [.. Numbers(match.Groups["number"].Value)];
        string rest = match.Groups["rest"].Value;
        bool isCommit = numbers.Length == 1 && rest.Length > 0 && char.IsAsciiLetter(rest[0]);
        if (!match.Success || numbers[0].Length > MaxDigits || isCommit)
        {
            return (ReleaseFit.None, null);
        }

        (ReleaseFit Fit, string? Release) best = default;
        foreach (string release in releases)
        {
            string[] wanted = [.. Numbers(release)];
            ReleaseFit fit = Significant(numbers).SequenceEqual(Significant(wanted))
                    ? rest.Length == 0 ? ReleaseFit.Same : ReleaseFit.Begins
                : numbers.Take(wanted.Length).SequenceEqual(wanted) ? ReleaseFit.Begins
                : numbers.Length < 2 && numbers.SequenceEqual(wanted.Take(numbers.Length)) ? ReleaseFit.None
                : ReleaseFit.Other;
            best = fit > best.Fit ? (fit, release) : best;
        }

        return best.Fit >= ReleaseFit.Begins ? best : (best.Fit, null);
    }

    private static IEnumerable<string> Numbers(string text) => text.Split('.', '_').Select(n => n.TrimStart('0'));

    private static string[] Significant(string[] numbers) =>
        numbers[..(Array.FindLastIndex(numbers, n => n.Length > 0) + 1)];

    // An epoch, a word such as "v" or "xz-", the number, and what a packager adds.
    [GeneratedRegex(
        @"^(\d+:)?[A-Za-z_ -]*(?<number>\d+([._]\d+)*)(?<rest>.*)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Number();
}
