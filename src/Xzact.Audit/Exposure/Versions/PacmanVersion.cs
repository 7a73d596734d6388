namespace Xzact.Audit.Exposure.Versions;

/// <summary>Versions of pacman's packages (vercmp(8)). A release counts only where both have one.</summary>
internal static class PacmanVersion
{
    public static int Compare(string left, string right)
    {
        VersionParts a = VersionParts.Split(left);
        VersionParts b = VersionParts.Split(right);
        return CompareText(a.Epoch ?? "0", b.Epoch ?? "0") is var epochs and not 0 ? epochs
            : CompareText(a.Version, b.Version) is var versions and not 0 ? versions
            : a.Release is null || b.Release is null ? 0
            : CompareText(a.Release, b.Release);
    }

    private static int CompareText(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.SequenceEqual(right))
        {
            return 0;
        }

        while (!left.IsEmpty && !right.IsEmpty)
        {
            (int leftGap, int rightGap) = (Separators(left), Separators(right));
            left = left[leftGap..];
            right = right[rightGap..];
            if (left.IsEmpty || right.IsEmpty)
            {
                break;
            }

            if (leftGap != rightGap)
            {
                return leftGap.CompareTo(rightGap);
            }

            if (VersionParts.CompareRuns(ref left, ref right) is var order and not 0)
            {
                return order;
            }
        }

        // What is left over makes a version newer, unless it begins with a letter, as in 1.0rc.
        return left.IsEmpty && right.IsEmpty ? 0
            : (left.IsEmpty && !char.IsAsciiLetter(right[0])) || (!left.IsEmpty && char.IsAsciiLetter(left[0])) ? -1
            : 1;
    }

    private static int Separators(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && !char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        return length;
    }
}
