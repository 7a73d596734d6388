namespace Xzact.Tests.Container;

/// <summary>
/// Where this library and liblzma may judge the same damaged file in different ways: the rows of
/// accepted-differences.txt, each "ours theirs: reason". A difference without a row fails.
/// </summary>
internal static class AcceptedDifferences
{
    private static readonly HashSet<string> s_rows = Read();

    /// <summary>Compares two judgements; null if they agree or the difference is listed, else what differs.</summary>
    public static string? Compare(
        (Verdict Verdict, byte[] Output) ours, (Verdict Verdict, byte[] Output) theirs, bool hasBranchFilter = false)
    {
        int common = Math.Min(ours.Output.Length, theirs.Output.Length);
        if (hasBranchFilter && ours.Verdict == theirs.Verdict && s_rows.Contains($"filtered {ours.Verdict}"))
        {
            return null;
        }

        if (!ours.Output.AsSpan(0, common).SequenceEqual(theirs.Output.AsSpan(0, common)))
        {
            return $"other bytes: {ours.Verdict} and {theirs.Verdict}";
        }

        if (ours.Verdict != theirs.Verdict)
        {
            string row = $"verdict {ours.Verdict} {theirs.Verdict}";
            return s_rows.Contains(row) ? null : row;
        }

        if (ours.Output.Length != theirs.Output.Length)
        {
            string side = ours.Output.Length < theirs.Output.Length ? "shorter" : "longer";
            string row = $"{side} {ours.Verdict}";
            return s_rows.Contains(row)
                ? null
                : $"{row}: {ours.Output.Length} and {theirs.Output.Length} bytes";
        }

        return null;
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
