namespace Xzact.Audit;

/// <summary>The names that somebody may have meant.</summary>
public static class NearNames
{
    /// <summary>The candidates that look like a name, nearest first; capitals, and which of "-", "_" and "." is used,
    /// do not count.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What there is.</param>
    public static IEnumerable<string> Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name);
    }

    /// <summary>How many characters must be put in, taken out or replaced to make one name of the other, by the
    /// same view of names.</summary>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        (left, right) = (Fold(left), Fold(right));
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[^1];
    }

    /// <summary>A name without what does not count.</summary>
    internal static string Fold(string name) =>
        name.ToLowerInvariant().Replace('_', '-').Replace('.', '-');
}
