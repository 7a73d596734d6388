using System.Text;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Tests.Checks;

public sealed class Crc64Tests
{
    [Fact]
    public void The_check_value_of_the_nine_digits_is_the_published_one()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0x995DC9BBDF1939FA, Crc64.Append(0, digits));
        Assert.Equal(0x995DC9BBDF1939FA, Crc64.AppendByTable(0, digits));
    }

    [Fact]
    public void Nothing_leaves_the_crc_as_it_is()
    {
        Assert.Equal((ulong)0, Crc64.Append(0, []));
        Assert.Equal((ulong)0x12345678, Crc64.Append(0x12345678, []));
    }

    [Fact]
    public void Every_length_equals_the_table_form_and_the_bitwise_definition()
    {
        byte[] data = new byte[1600];
        new Random(64).NextBytes(data);
        ulong start = 0;
        for (int length = 0; length <= data.Length; length++)
        {
            ReadOnlySpan<byte> part = data.AsSpan(0, length);
            ulong expected = (ulong)~BitwiseCrc.Append(CrcPolynomial.Crc64, (ulong)~start, part);
            Assert.Equal(expected, Crc64.Append(start, part));
            Assert.Equal(expected, Crc64.AppendByTable(start, part));
            start = expected;
        }
    }

    [Fact]
    public void Chunks_of_any_size_give_the_crc_of_the_whole()
    {
        byte[] data = new byte[20_000];
        var random = new Random(64 + 1);
        random.NextBytes(data);
        ulong whole = Crc64.AppendByTable(0, data);
        for (int run = 0; run < 200; run++)
        {
            ulong crc = 0;
            for (int i = 0; i < data.Length;)
            {
                int take = Math.Min(random.Next(1 << random.Next(1, 14)), data.Length - i);
                crc = Crc64.Append(crc, data.AsSpan(i, take));
                i += take;
            }

            Assert.Equal(whole, crc);
        }
    }

    [Fact]
    public void No_call_allocates()
    {
        byte[] data = new byte[5000];
        _ = Crc64.Append(0, data);
        _ = Crc64.AppendByTable(0, data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Crc64.Append(0, data);
        _ = Crc64.AppendByTable(0, data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
