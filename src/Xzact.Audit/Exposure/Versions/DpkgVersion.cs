namespace Xzact.Audit.Exposure.Versions;

/// <summary>Versions of Debian packages (Debian Policy, section 5.6.12; deb-version(7)).</summary>
internal static class DpkgVersion
{
    public static string? WhyInvalid(string version)
    {
        int colon = version.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !int.TryParse(version.AsSpan(0, colon), System.Globalization.NumberStyles.None, null, out _))
        {
            return "its epoch is no number from 0 to 2147483647";
        }

        string rest = version[(colon + 1)..];
        return rest.Length == 0 || rest[0] == '-' ? "nothing stands where the upstream version should"
            : rest[^1] == '-' ? "its revision is empty"
            : null;
    }

    public static int Compare(string left, string right)
    {
        (int leftEpoch, string leftUpstream, string leftRevision) = Split(left);
        (int rightEpoch, string rightUpstream, string rightRevision) = Split(right);
        return leftEpoch != rightEpoch ? leftEpoch.CompareTo(rightEpoch)
            : CompareText(leftUpstream, rightUpstream) is var order and not 0 ? order
            : CompareText(leftRevision, rightRevision);
    }

    /// <summary>The upstream version, without epoch and revision.</summary>
    public static string UpstreamOf(string version) => Split(version).Upstream;

    private static (int Epoch, string Upstream, string Revision) Split(string version)
    {
        int colon = version.IndexOf(':', StringComparison.Ordinal);
        _ = int.TryParse(version.AsSpan(0, Math.Max(colon, 0)), out int epoch);
        string rest = version[(colon + 1)..];
        int hyphen = rest.LastIndexOf('-');
        return hyphen < 0 ? (epoch, rest, "") : (epoch, rest[..hyphen], rest[(hyphen + 1)..]);
    }

    // What is no digit is compared letter by letter, then a number as a number, and so on in turn.
    private static int CompareText(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while ((!left.IsEmpty && !char.IsAsciiDigit(left[0])) || (!right.IsEmpty && !char.IsAsciiDigit(right[0])))
            {
                int order = Weight(left) - Weight(right);
                if (order != 0)
                {
                    return order;
                }

                left = left[1..];
                right = right[1..];
            }

            (int leftRun, int rightRun) = (VersionParts.Run(left, true), VersionParts.Run(right, true));
            int numbers = VersionParts.CompareNumbers(left[..leftRun], right[..rightRun]);
            if (numbers != 0)
            {
                return numbers;
            }

            left = left[leftRun..];
            right = right[rightRun..];
        }

        return 0;
    }

    // A tilde comes before the end, the end before letters, letters before everything else.
    private static int Weight(ReadOnlySpan<char> text) => text.IsEmpty || char.IsAsciiDigit(text[0]) ? 0
        : text[0] == '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 256;
}
