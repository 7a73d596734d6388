using System.Text;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Tests.Checks;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_nine_digits_is_the_published_one()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0xCBF43926, Crc32.Append(0, digits));
        Assert.Equal(0xCBF43926, Crc32.AppendByTable(0, digits));
    }

    [Fact]
    public void Nothing_leaves_the_crc_as_it_is()
    {
        Assert.Equal((uint)0, Crc32.Append(0, []));
        Assert.Equal((uint)0x12345678, Crc32.Append(0x12345678, []));
    }

    [Fact]
    public void Every_length_equals_the_table_form_and_the_bitwise_definition()
    {
        byte[] data = new byte[1600];
        new Random(32).NextBytes(data);
        uint start = 0;
        for (int length = 0; length <= data.Length; length++)
        {
            ReadOnlySpan<byte> part = data.AsSpan(0, length);
            uint expected = (uint)~BitwiseCrc.Append(CrcPolynomial.Crc32, (uint)~start, part);
            Assert.Equal(expected, Crc32.Append(start, part));
            Assert.Equal(expected, Crc32.AppendByTable(start, part));
            start = expected;
        }
    }

    [Fact]
    public void Chunks_of_any_size_give_the_crc_of_the_whole()
    {
        byte[] data = new byte[20_000];
        var random = new Random(32 + 1);
        random.NextBytes(data);
        uint whole = Crc32.AppendByTable(0, data);
        for (int run = 0; run < 200; run++)
        {
            uint crc = 0;
            for (int i = 0; i < data.Length;)
            {
                int take = Math.Min(random.Next(1 << random.Next(1, 14)), data.Length - i);
                crc = Crc32.Append(crc, data.AsSpan(i, take));
                i += take;
            }

            Assert.Equal(whole, crc);
        }
    }

    [Fact]
    public void No_call_allocates()
    {
        byte[] data = new byte[5000];
        _ = Crc32.Append(0, data);
        _ = Crc32.AppendByTable(0, data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Crc32.Append(0, data);
        _ = Crc32.AppendByTable(0, data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
