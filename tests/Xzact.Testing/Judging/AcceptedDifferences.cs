using System.Collections.Concurrent;
using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;

namespace Xzact.Testing.Judging;

/// <summary>
/// Where this library and liblzma may judge the same damaged file in different ways: the rows of
/// accepted-differences.txt, each "ours theirs: reason". A difference without a row fails, and so does a row without a
/// difference.
/// </summary>
internal static class AcceptedDifferences
{
    private static readonly HashSet<string> s_rows = Read();
    private static readonly ConcurrentDictionary<string, bool> s_used = new(StringComparer.Ordinal);

    /// <summary>Rows that no comparison has needed so far.</summary>
    public static IEnumerable<string> Unused => s_rows.Except(s_used.Keys, StringComparer.Ordinal);

    /// <summary>Compares two judgements; null if they agree or the difference is listed, else what differs.</summary>
    /// <param name="ours">What this library says.</param>
    /// <param name="theirs">What liblzma says.</param>
    /// <param name="chain">The filters that the data went through, if that is known.</param>
    public static string? Compare(
        (Verdict Verdict, byte[] Output) ours,
        (Verdict Verdict, byte[] Output) theirs,
        IReadOnlyList<FilterFlags>? chain = null)
    {
        byte[] output = theirs.Output;
        if (!StartsAlike(ours.Output, output))
        {
            // One difference explains other bytes: what liblzma did not convert, converted.
            byte[] common = output[..Math.Min(output.Length, ours.Output.Length)];
            bool explained = StartsAlike(ours.Output, Converted(common, chain ?? []));
            if (!explained || Differ($"filtered {ours.Verdict}", "") is not null)
            {
                return $"other bytes: {ours.Verdict} and {theirs.Verdict}";
            }
        }

        if (ours.Verdict != theirs.Verdict)
        {
            return Differ($"verdict {ours.Verdict} {theirs.Verdict}", "");
        }

        if (ours.Output.Length != output.Length)
        {
            string side = ours.Output.Length < output.Length ? "shorter" : "longer";
            return Differ($"{side} {ours.Verdict}", $": {ours.Output.Length} and {output.Length} bytes");
        }

        return null;
    }

    private static bool StartsAlike(byte[] ours, byte[] theirs)
    {
        int common = Math.Min(ours.Length, theirs.Length);
        return ours.AsSpan(0, common).SequenceEqual(theirs.AsSpan(0, common));
    }

    private static string? Differ(string row, string details)
    {
        if (!s_rows.Contains(row))
        {
            return row + details;
        }

        s_used[row] = true;
        return null;
    }

    private static byte[] Converted(byte[] output, IReadOnlyList<FilterFlags> chain)
    {
        foreach (FilterFlags filter in chain.Reverse().Where(filter => filter.Id.IsBranch()))
        {
            FilterChain.Create(filter, FilterDirection.Decode).Convert(output);
        }

        return output;
    }

    private static HashSet<string> Read()
    {
        using Stream stream =
            typeof(AcceptedDifferences).Assembly.GetManifestResourceStream("accepted-differences.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(':')[0])];
    }
}
