using System.Numerics;
using System.Runtime.Intrinsics;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class CrcConstantsTests
{
    [Fact]
    public void Those_of_CRC32_follow_from_its_polynomial() => Verify<Crc32Constants>(CrcPolynomial.Crc32);

    [Fact]
    public void Those_of_CRC64_follow_from_its_polynomial() => Verify<Crc64Constants>(CrcPolynomial.Crc64);

    private static void Verify<T>(ulong reflected)
        where T : struct, ICrcConstants
    {
        BigInteger p = (BigInteger.One << 64) | Reflect(reflected);
        foreach ((int distance, Vector128<ulong> actual) in (IEnumerable<(int, Vector128<ulong>)>)
        [
            (128, T.Fold128), (256, T.Fold256), (384, T.Fold384), (512, T.Fold512), (768, T.Fold768),
            (1024, T.Fold1024), (1536, T.Fold1536), (2048, T.Fold2048),
        ])
        {
            ulong low = Reflect((ulong)Divide(BigInteger.One << (distance + 63), p).Remainder);
            ulong high = Reflect((ulong)Divide(BigInteger.One << (distance - 1), p).Remainder);
            Assert.Equal(Vector128.Create(low, high), actual);
        }

        BigInteger quotient = Divide(BigInteger.One << 128, p).Quotient;
        Assert.Equal(Vector128.Create(Reflect((ulong)(quotient >> 1)), Reflect((ulong)(p >> 1))), T.Barrett);
        Assert.Equal(!p.IsEven, T.HasConstantTerm);
    }

    /// <summary>Long division of polynomials over GF(2), bit n the coefficient of xⁿ.</summary>
    private static (BigInteger Quotient, BigInteger Remainder) Divide(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = 0;
        int degree = (int)divisor.GetBitLength() - 1;
        for (int shift = (int)dividend.GetBitLength() - 1 - degree; shift >= 0; shift--)
        {
            if (!(dividend >> (shift + degree)).IsEven)
            {
                dividend ^= divisor << shift;
                quotient |= BigInteger.One << shift;
            }
        }

        return (quotient, dividend);
    }

    private static ulong Reflect(ulong value)
    {
        ulong reflected = 0;
        for (int bit = 0; bit < 64; bit++)
            reflected |= ((value >> bit) & 1) << (63 - bit);
        return reflected;
    }
}
