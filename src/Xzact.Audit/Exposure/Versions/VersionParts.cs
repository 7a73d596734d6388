namespace Xzact.Audit.Exposure.Versions;

/// <summary>Epoch, version and release, of which the first and the last may be missing.</summary>
/// <param name="Epoch">The digits before the first colon; null without one.</param>
/// <param name="Version">What the authors call the release.</param>
/// <param name="Release">What follows the last hyphen; null without one.</param>
internal sealed record VersionParts(string? Epoch, string Version, string? Release)
{
    /// <summary>Splits a version of rpm or pacman, whose epoch is digits alone.</summary>
    public static VersionParts Split(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool hasEpoch = colon >= 0 && text.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0;
        string rest = hasEpoch ? text[(colon + 1)..] : text;
        int hyphen = rest.LastIndexOf('-');
        return new(
            hasEpoch ? text[..colon] : null,
            hyphen < 0 ? rest : rest[..hyphen],
            hyphen < 0 ? null : rest[(hyphen + 1)..]);
    }

    /// <summary>Compares two runs of digits of any length as numbers.</summary>
    public static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length)
            : left.SequenceCompareTo(right);
    }

    /// <summary>
    /// Compares the runs of digits, or else of letters, that both begin with, and cuts them off. The left one decides
    /// which; a right one of the other kind is older than digits and newer than letters.
    /// </summary>
    /// <param name="left">Begins with a digit or a letter.</param>
    /// <param name="right">Is not empty.</param>
    public static int CompareRuns(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        bool digits = char.IsAsciiDigit(left[0]);
        (int leftRun, int rightRun) = (Run(left, digits), Run(right, digits));
        if (rightRun == 0)
        {
            return digits ? 1 : -1;
        }

        int order = digits
            ? CompareNumbers(left[..leftRun], right[..rightRun])
            : left[..leftRun].SequenceCompareTo(right[..rightRun]);
        left = left[leftRun..];
        right = right[rightRun..];
        return order;
    }

    /// <summary>The length of the run of digits, or of letters, at the start.</summary>
    public static int Run(ReadOnlySpan<char> text, bool digits)
    {
        int length = 0;
        while (length < text.Length
            && (digits ? char.IsAsciiDigit(text[length]) : char.IsAsciiLetter(text[length])))
        {
            length++;
        }

        return length;
    }
}
