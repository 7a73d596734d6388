using Xzact.Checks;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Kernels;

public sealed class CrcFoldingTests
{
    private const int Longest = 1600;

    [Fact]
    public void Every_length_at_odd_offsets_equals_the_table_form()
    {
        Assert.SkipUnless(CrcFolding.IsSupported, "The processor has no carry-less multiplication.");
        EveryLength<Crc32Constants>(new CrcTable(CrcPolynomial.Crc32), uint.MaxValue);
        EveryLength<Crc64Constants>(new CrcTable(CrcPolynomial.Crc64), ulong.MaxValue);
    }

    [Fact]
    public void Each_single_bit_in_each_length_equals_the_table_form()
    {
        Assert.SkipUnless(CrcFolding.IsSupported, "The processor has no carry-less multiplication.");
        EachBit<Crc32Constants>(new CrcTable(CrcPolynomial.Crc32));
        EachBit<Crc64Constants>(new CrcTable(CrcPolynomial.Crc64));
    }

    [Fact]
    public void Both_checks_equal_liblzma_in_chunks_up_to_megabytes()
    {
        byte[] data = new byte[3_000_001];
        var random = new Random(8);
        random.NextBytes(data);
        uint crc32 = 0, expected32 = 0;
        ulong crc64 = 0, expected64 = 0;
        for (int i = 0; i < data.Length;)
        {
            ReadOnlySpan<byte> chunk = data.AsSpan(i, Math.Min(random.Next(1 << random.Next(1, 21)), data.Length - i));
            crc32 = Crc32.Append(crc32, chunk);
            crc64 = Crc64.Append(crc64, chunk);
            expected32 = SystemLiblzma.Crc32(expected32, chunk);
            expected64 = SystemLiblzma.Crc64(expected64, chunk);
            Assert.Equal((expected32, expected64), (crc32, crc64));
            i += chunk.Length;
        }
    }

    /// <summary>
    /// The data once ends with its array, once begins with it; the random bytes on the other side must not count. Reads
    /// beyond the array cannot be seen from their result: the kernel reads through spans, which throw.
    /// </summary>
    private static void EveryLength<T>(CrcTable table, ulong state)
        where T : struct, ICrcConstants
    {
        var random = new Random(7);
        foreach (int padding in (int[])[0, 1, 3, 7, 15, 33])
        {
            byte[] array = new byte[padding + Longest];
            random.NextBytes(array);
            for (int length = 0; length <= Longest; length++)
            {
                ReadOnlySpan<byte> atEnd = array.AsSpan(array.Length - length);
                ReadOnlySpan<byte> atStart = array.AsSpan(0, length);
                Assert.Equal(table.Append(state / 3, atStart), CrcFolding.Append<T>(state / 3, atStart));
                state = table.Append(state, atEnd);
            }
        }
    }

    /// <summary>A CRC is linear, so single bits find every wrong constant and every lost bit.</summary>
    private static void EachBit<T>(CrcTable table)
        where T : struct, ICrcConstants
    {
        for (int length = 1; length <= 600; length += length < 40 ? 1 : 37)
        {
            byte[] data = new byte[length];
            for (int bit = 0; bit < 8 * length; bit++)
            {
                data[bit / 8] = (byte)(1 << (bit % 8));
                Assert.Equal(table.Append(0, data), CrcFolding.Append<T>(0, data));
                data[bit / 8] = 0;
            }
        }
    }
}
