using Xzact.Format;

namespace Xzact.Tests.Format;

public sealed class CrcPolynomialTests
{
    [Fact]
    public void Reflecting_the_published_normal_forms_gives_the_constants()
    {
        // The forms usually printed: the highest power below the degree is the highest bit.
        Assert.Equal(CrcPolynomial.Crc32, Reflect(0x04C11DB7UL << 32));
        Assert.Equal(CrcPolynomial.Crc64, Reflect(0x42F0E1EBA9EA3693UL));
    }

    private static ulong Reflect(ulong value)
    {
        ulong reflected = 0;
        for (int bit = 0; bit < 64; bit++)
            reflected |= ((value >> bit) & 1) << (63 - bit);
        return reflected;
    }
}
