using System.Numerics;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class Sha256BlocksTests
{
    [Fact]
    public void Any_number_of_blocks_at_once_equals_block_by_block()
    {
        byte[] blocks = new byte[40 * Sha256Blocks.BlockSize];
        new Random(3).NextBytes(blocks);
        for (int count = 0; count <= 40; count++)
        {
            uint[] together = Sha256Blocks.InitialState.ToArray();
            uint[] single = Sha256Blocks.InitialState.ToArray();
            Sha256Blocks.Append(together, blocks.AsSpan(0, count * Sha256Blocks.BlockSize));
            Sha256Blocks.AppendOneByOne(single, blocks.AsSpan(0, count * Sha256Blocks.BlockSize));
            Assert.Equal(single, together);
        }
    }

    [Fact]
    public void The_constants_are_the_root_fractions_that_the_standard_defines()
    {
        int[] primes =
        [
            .. Enumerable.Range(2, 400).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0)).Take(64),
        ];
        Assert.Equal(primes.Take(8).Select(p => Fraction(p, 2)), Sha256Blocks.InitialState.ToArray());
        Assert.Equal(primes.Select(p => Fraction(p, 3)), Sha256Blocks.RoundConstants.ToArray());
    }

    /// <summary>The first 32 bits of the fractional part of a root, by exact integer bisection.</summary>
    private static uint Fraction(int prime, int degree)
    {
        BigInteger target = new BigInteger(prime) << (32 * degree), low = 0, high = BigInteger.One << 40;
        while (high - low > 1)
        {
            BigInteger middle = (low + high) / 2;
            if (BigInteger.Pow(middle, degree) <= target)
                low = middle;
            else
                high = middle;
        }

        return (uint)(low & uint.MaxValue);
    }
}
