using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class MultibyteTests
{
    private const ulong Largest = ulong.MaxValue / 2;

    [Fact]
    public void Every_border_of_seven_bits_is_written_and_read_back_in_its_one_form()
    {
        for (int bits = 0; bits <= 63; bits++)
        {
            ulong power = bits == 63 ? Largest : 1UL << bits;
            foreach (ulong value in (ulong[])[power, power - 1, Math.Min(power + 1, Largest)])
            {
                byte[] target = new byte[10];
                target.AsSpan().Fill(0x5A);
                int size = Multibyte.Write(value, target);
                Assert.Equal(XzAssembler.Integer(value), target[..size]);
                Assert.Equal(0x5A, target[size]);
                Assert.Equal(size, Multibyte.Size(value));

                ReadOnlySpan<byte> source = target;
                Assert.True(Multibyte.TryRead(ref source, out ulong read));
                Assert.Equal((value, 10 - size), (read, source.Length));
                for (int cut = 0; cut < size; cut++)
                {
                    source = target.AsSpan(0, cut);
                    Assert.False(Multibyte.TryRead(ref source, out _));
                }
            }
        }
    }

    [Theory]
    [InlineData("8000")]
    [InlineData("818000")]
    [InlineData("FFFFFFFFFFFFFFFFFF00")]
    [InlineData("FFFFFFFFFFFFFFFFFF01")]
    [InlineData("808080808080808080")]
    [InlineData("808080808080808000")]
    [InlineData("")]
    public void A_needless_last_zero_and_a_tenth_byte_are_refused(string hex)
    {
        ReadOnlySpan<byte> source = Convert.FromHexString(hex);
        Assert.False(Multibyte.TryRead(ref source, out _));
    }

    [Fact]
    public void A_single_zero_is_zero()
    {
        ReadOnlySpan<byte> source = [0, 7];
        Assert.True(Multibyte.TryRead(ref source, out ulong value));
        Assert.Equal((0UL, 1), (value, source.Length));
    }

    [Theory]
    [InlineData(Largest + 1)]
    [InlineData(ulong.MaxValue)]
    public void More_than_63_bits_cannot_be_written(ulong value) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => Multibyte.Write(value, new byte[20]));
}
