using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class LzmaPropertiesTests
{
    [Fact]
    public void Exactly_the_bytes_with_lc_and_lp_of_four_together_at_most_are_read_and_written_back()
    {
        int count = 0;
        for (int value = 0; value < 256; value++)
        {
            int lc = value % 9;
            int lp = value / 9 % 5;
            int pb = value / 45;
            bool isValid = pb <= 4 && lc + lp <= 4;
            Assert.Equal(isValid, LzmaProperties.TryParse((byte)value, out LzmaProperties properties));
            if (isValid)
            {
                Assert.Equal((new LzmaProperties(lc, lp, pb), (byte)value), (properties, properties.ToByte()));
                count++;
            }
        }

        Assert.Equal(15 * 5, count);
        Assert.Equal(93, LzmaProperties.Default.ToByte());
    }
}
