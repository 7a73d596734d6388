using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Tests.Case.Behaviours;

public sealed class PairedTimesTests
{
    // By hand: of the 2^n signs, how many give a sum of ranks as far out.
    [Theory]
    [InlineData("", 1.0)]
    [InlineData("0 0", 1.0)]
    [InlineData("1", 1.0)]
    [InlineData("1 2 3", 0.25)]
    [InlineData("-1 2 3", 0.5)]
    [InlineData("1 1 -1", 1.0)]
    [InlineData("1 1 1 1 1", 0.0625)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 0.001953125)]
    public void The_probability_is_exact(string differences, double expected) => Assert.Equal(
        expected,
        PairedTimes.SignedRank([.. differences.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)]),
        1e-12);

    // The same by listing every choice of signs, for differences of mixed sizes.
    [Fact]
    public void It_is_that_of_all_signs_listed()
    {
        double[] sizes = [0.5, 1, 1, 2, 3, 3, 3, 7, 8];
        double[] ranks = [1, 2.5, 2.5, 4, 6, 6, 6, 8, 9];
        Random random = new(7);
        for (int round = 0; round < 20; round++)
        {
            int signs = random.Next(1 << sizes.Length);
            double Positive(int s) => ranks.Where((_, i) => (s >> i & 1) == 1).Sum();
            double edge = Math.Min(Positive(signs), ranks.Sum() - Positive(signs));
            int asFar = Enumerable.Range(0, 1 << sizes.Length).Count(s => Positive(s) <= edge);
            double[] differences = [.. sizes.Select((d, i) => (signs >> i & 1) == 1 ? d : -d)];
            Assert.Equal(
                Math.Min(1, 2.0 * asFar / (1 << sizes.Length)), PairedTimes.SignedRank(differences), 1e-12);
        }
    }

    [Fact]
    public void The_ratio_is_the_middle_one() =>
        Assert.Equal(2, new PairedTimes("wall", [1, 1, 1], [1, 2, 9]).Ratio, 1e-9);
}
