using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Binary;

/// <summary>Says in what two sets of binaries differ, in the order of what a difference can add.</summary>
internal static class BinaryComparer
{
    /// <summary>Compares.</summary>
    /// <param name="before">The older side.</param>
    /// <param name="after">The newer side.</param>
    /// <param name="other">What the older side is called.</param>
    /// <param name="isSameSource">Whether both are said to be made of one source.</param>
    public static BinaryComparison Compare(
        IReadOnlyList<InspectedBinary> before, IReadOnlyList<InspectedBinary> after, string other, bool isSameSource)
    {
        List<BinaryDifference> differences = [];
        int equal = 0;
        List<InspectedBinary> left = [.. before];
        List<(InspectedBinary Old, InspectedBinary New)> pairs = [];
        List<InspectedBinary> added = [.. after];

        // By path; then by what others call it; then by name without numbers; and two single files are a pair.
        Pair(b => b.Object.Path);
        Pair(b => b.Object.SharedName ?? "");
        Pair(b => WithoutNumbers(b.Object.Path));
        if (before.Count == 1 && after.Count == 1)
        {
            Pair(_ => "only");
        }

        differences.AddRange(added.Select(b => new BinaryDifference(
            BinaryAspect.File, b.Object.Path, "It is only in the newer side.", [b.Object.Format], [])));
        differences.AddRange(left.Select(b => new BinaryDifference(
            BinaryAspect.File, b.Object.Path, "It is only in the older side.", [], [b.Object.Format])));
        foreach ((InspectedBinary old, InspectedBinary made) in pairs)
        {
            if (old.Content!.Digest == made.Content!.Digest)
            {
                equal++;
            }
            else
            {
                differences.AddRange(new PairComparison(old, made, isSameSource).Differences());
            }
        }

        return new(other, isSameSource, pairs.Count, equal,
            [.. differences.OrderByDescending(d => d is { IsFirstOfKind: true, Aspect: BinaryAspect.Resolver })
                .ThenBy(d => d.Aspect).ThenBy(d => d.Path, StringComparer.Ordinal)]);

        void Pair(Func<InspectedBinary, string> keyOf)
        {
            Dictionary<string, InspectedBinary> byKey = left.GroupBy(keyOf)
                .Where(g => g.Count() == 1 && g.Key.Length > 0)
                .ToDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
            foreach (IGrouping<string, InspectedBinary> same in added.GroupBy(keyOf).ToArray())
            {
                if (same.Count() == 1 && byKey.TryGetValue(same.Key, out InspectedBinary? old))
                {
                    pairs.Add((old, same.Single()));
                    left.Remove(old);
                    added.Remove(same.Single());
                }
            }
        }
    }

    private static string WithoutNumbers(string path) =>
        string.Concat(Path.GetFileName(path).Where(c => !char.IsAsciiDigit(c) && c is not ('.' or '-')));
}
