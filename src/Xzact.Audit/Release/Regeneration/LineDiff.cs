using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>
/// The lines in which two texts differ. Lines that stand once in both texts hold them together, the longest rising
/// sequence of them; between two of these the same again, and where there are none a small table. Where that would cost
/// too much, all of a place counts as different.
/// </summary>
internal static class LineDiff
{
    private const int MaxTable = 1 << 20;
    private const int MaxPasses = 64;

    /// <summary>The hunks, in the order of the texts; empty if they are equal.</summary>
    public static IReadOnlyList<ResidualHunk> Compare(string archived, string regenerated)
    {
        string[] left = archived.Split('\n');
        string[] right = regenerated.Split('\n');
        List<(int Left, int LeftEnd, int Right, int RightEnd)> hunks = [];

        // A stack of our own: the depth is the author's choice. Ranges are taken from the front.
        long work = MaxPasses * ((long)left.Length + right.Length);
        Stack<(int, int, int, int)> ranges = new([(0, left.Length, 0, right.Length)]);
        while (ranges.TryPop(out (int A, int AEnd, int B, int BEnd) range))
        {
            (int a, int aEnd, int b, int bEnd) = Trim(left, right, range);
            if (a == aEnd && b == bEnd)
            {
                continue;
            }

            if (a == aEnd || b == bEnd)
            {
                Add(hunks, a, aEnd, b, bEnd);
                continue;
            }

            work -= aEnd - a + bEnd - b;
            List<(int A, int B)> anchors = work < 0 ? [] : Anchors(left, right, a, aEnd, b, bEnd);
            if (anchors.Count == 0)
            {
                anchors = Common(left, right, a, aEnd, b, bEnd);
                AddBetween(hunks, anchors, a, aEnd, b, bEnd);
                continue;
            }

            (int lastA, int lastB) = (aEnd, bEnd);
            for (int i = anchors.Count - 1; i >= 0; i--)
            {
                ranges.Push((anchors[i].A + 1, lastA, anchors[i].B + 1, lastB));
                (lastA, lastB) = anchors[i];
            }

            ranges.Push((a, lastA, b, lastB));
        }

        return
        [
            .. hunks.Select(h => new ResidualHunk(
                h.Left + 1, left[h.Left..h.LeftEnd], h.Right + 1, right[h.Right..h.RightEnd])),
        ];
    }

    private static (int, int, int, int) Trim(string[] left, string[] right, (int A, int AEnd, int B, int BEnd) range)
    {
        (int a, int aEnd, int b, int bEnd) = range;
        while (a < aEnd && b < bEnd && left[a] == right[b])
        {
            (a, b) = (a + 1, b + 1);
        }

        while (a < aEnd && b < bEnd && left[aEnd - 1] == right[bEnd - 1])
        {
            (aEnd, bEnd) = (aEnd - 1, bEnd - 1);
        }

        return (a, aEnd, b, bEnd);
    }

    // Hunks that touch are one.
    private static void Add(
        List<(int Left, int LeftEnd, int Right, int RightEnd)> hunks, int a, int aEnd, int b, int bEnd)
    {
        if (a == aEnd && b == bEnd)
        {
            return;
        }

        if (hunks.Count > 0 && hunks[^1].LeftEnd == a && hunks[^1].RightEnd == b)
        {
            hunks[^1] = (hunks[^1].Left, aEnd, hunks[^1].Right, bEnd);
        }
        else
        {
            hunks.Add((a, aEnd, b, bEnd));
        }
    }

    private static void AddBetween(
        List<(int Left, int LeftEnd, int Right, int RightEnd)> hunks, List<(int A, int B)> common, int a, int aEnd,
        int b, int bEnd)
    {
        foreach ((int nextA, int nextB) in common)
        {
            Add(hunks, a, nextA, b, nextB);
            (a, b) = (nextA + 1, nextB + 1);
        }

        Add(hunks, a, aEnd, b, bEnd);
    }

    // Lines that stand once on each side, and of these the longest sequence that rises on both (patience sorting).
    private static List<(int A, int B)> Anchors(string[] left, string[] right, int a, int aEnd, int b, int bEnd)
    {
        Dictionary<string, int> once = Once(left, a, aEnd);
        Dictionary<string, int> other = Once(right, b, bEnd);
        List<(int A, int B)> pairs = [];
        for (int i = a; i < aEnd; i++)
        {
            if (once[left[i]] == i && other.TryGetValue(left[i], out int j) && j >= 0)
            {
                pairs.Add((i, j));
            }
        }

        int[] before = new int[pairs.Count];
        List<int> ends = [];
        for (int i = 0; i < pairs.Count; i++)
        {
            int low = 0;
            int high = ends.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].B < pairs[i].B ? (middle + 1, high) : (low, middle);
            }

            before[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        List<(int A, int B)> rising = [];
        for (int i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
        {
            rising.Add(pairs[i]);
        }

        rising.Reverse();
        return rising;
    }

    // The place of each line; -1 where it stands more than once.
    private static Dictionary<string, int> Once(string[] lines, int from, int end)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = from; i < end; i++)
        {
            places[lines[i]] = places.ContainsKey(lines[i]) ? -1 : i;
        }

        return places;
    }

    // The longest common sequence by its table; nothing where the table would be too large: then all of it differs.
    private static List<(int A, int B)> Common(string[] left, string[] right, int a, int aEnd, int b, int bEnd)
    {
        int rows = aEnd - a;
        int columns = bEnd - b;
        if ((long)(rows + 1) * (columns + 1) > MaxTable)
        {
            return [];
        }

        int[,] longest = new int[rows + 1, columns + 1];
        for (int i = rows - 1; i >= 0; i--)
        {
            for (int j = columns - 1; j >= 0; j--)
            {
                longest[i, j] = left[a + i] == right[b + j]
                    ? longest[i + 1, j + 1] + 1
                    : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        List<(int A, int B)> common = [];
        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (left[a + i] == right[b + j])
            {
                common.Add((a + i++, b + j++));
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }
}
