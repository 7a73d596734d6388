namespace Xzact.Audit.Case.Behaviours;

/// <summary>Times of runs in pairs, one of each side a pair, and what the signed-rank test of Wilcoxon says of
/// them.</summary>
/// <param name="What">Which time: <c>wall</c> or <c>processor</c>.</param>
/// <param name="Baseline">Seconds of the known version, in the order of the pairs.</param>
/// <param name="Candidate">Seconds of the new one.</param>
internal sealed record PairedTimes(string What, IReadOnlyList<double> Baseline, IReadOnlyList<double> Candidate)
{
    /// <summary>Below this probability a difference is not taken for chance.</summary>
    public const double Level = 0.001;

    // A clock that shows milliseconds shows zero for less.
    private const double Finest = 0.001;

    /// <summary>The middle of the ratios of candidate to baseline.</summary>
    public double Ratio
    {
        get
        {
            double[] ratios = [.. Logarithms().Order()];
            int half = ratios.Length / 2;
            return ratios.Length == 0 ? 1
                : Math.Exp(ratios.Length % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2);
        }
    }

    /// <summary>The probability of a difference at least as large, were both sides alike: two-sided, exact.</summary>
    public double Probability => SignedRank([.. Logarithms()]);

    /// <summary>Whether the pairs suffice to call one side slower.</summary>
    public bool CanTell => Probability < Level;

    private IEnumerable<double> Logarithms() => Baseline.Zip(
        Candidate, (before, after) => Math.Log(Math.Max(after, Finest) / Math.Max(before, Finest)));

    /// <summary>The exact two-sided probability of the signed-rank test; differences of zero are left out, and equal
    /// ones share their rank.</summary>
    internal static double SignedRank(IReadOnlyList<double> differences)
    {
        double[] sizes = [.. differences.Where(d => d != 0).OrderBy(Math.Abs)];
        if (sizes.Length == 0)
        {
            return 1;
        }

        // Twice the rank is whole where ranks are shared.
        int[] ranks = new int[sizes.Length];
        for (int first = 0, next; first < sizes.Length; first = next)
        {
            next = first;
            while (next < sizes.Length && Math.Abs(sizes[next]) == Math.Abs(sizes[first]))
            {
                next++;
            }

            Array.Fill(ranks, first + 1 + next, first, next - first);
        }

        int all = ranks.Sum();
        int positive = ranks.Where((_, i) => sizes[i] > 0).Sum();

        // How likely each sum is when every sign is as likely as the other.
        double[] chance = new double[all + 1];
        chance[0] = 1;
        foreach (int rank in ranks)
        {
            for (int sum = all; sum >= 0; sum--)
            {
                chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
            }
        }

        int edge = Math.Min(positive, all - positive);
        return Math.Min(1, 2 * chance.Take(edge + 1).Sum());
    }
}
