namespace Xzact.Audit.Exposure.Versions;

/// <summary>Versions of RPM packages (rpm-version(7)): <c>~</c> comes before the end, <c>^</c> behind it.</summary>
internal static class RpmVersion
{
    public static int Compare(string left, string right)
    {
        VersionParts a = VersionParts.Split(left);
        VersionParts b = VersionParts.Split(right);
        return VersionParts.CompareNumbers(a.Epoch ?? "0", b.Epoch ?? "0") is var epochs and not 0 ? epochs
            : CompareText(a.Version, b.Version) is var versions and not 0 ? versions
            : a.Release is null || b.Release is null ? (a.Release is null ? 0 : 1) - (b.Release is null ? 0 : 1)
            : CompareText(a.Release, b.Release);
    }

    /// <summary>Compares one part: a version or a release.</summary>
    public static int CompareText(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = SkipSeparators(left);
            right = SkipSeparators(right);
            if (Begins(left, '~') || Begins(right, '~'))
            {
                if (!Begins(left, '~') || !Begins(right, '~'))
                {
                    return Begins(left, '~') ? -1 : 1;
                }
            }
            else if (Begins(left, '^') || Begins(right, '^'))
            {
                // Behind the end of the other, but before anything else that could follow there.
                if (!Begins(left, '^') || !Begins(right, '^'))
                {
                    return left.IsEmpty ? -1 : right.IsEmpty ? 1 : Begins(left, '^') ? -1 : 1;
                }
            }
            else if (left.IsEmpty || right.IsEmpty)
            {
                return (left.IsEmpty ? 0 : 1) - (right.IsEmpty ? 0 : 1);
            }
            else
            {
                if (VersionParts.CompareRuns(ref left, ref right) is var order and not 0)
                {
                    return order;
                }

                continue;
            }

            left = left[1..];
            right = right[1..];
        }
    }

    private static bool Begins(ReadOnlySpan<char> text, char c) => !text.IsEmpty && text[0] == c;

    private static ReadOnlySpan<char> SkipSeparators(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length && !char.IsAsciiLetterOrDigit(text[at]) && text[at] is not ('~' or '^'))
        {
            at++;
        }

        return text[at..];
    }
}
