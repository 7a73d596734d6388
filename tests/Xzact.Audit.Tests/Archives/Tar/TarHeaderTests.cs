using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarHeaderTests
{
    [Theory]
    [InlineData("00000000017\0", 15)]
    [InlineData("         17 ", 15)]
    [InlineData("17\0\0\0\0\0\0\0\0\0\0", 15)]
    [InlineData("17 \0        ", 15)]
    [InlineData("777777777777", 68719476735)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", 0)]
    [InlineData("            ", 0)]
    public void Octal_numbers_of_all_writers_are_read(string field, long expected) =>
        Assert.Equal(expected, TarHeader.Parse(WithSize(Encoding.ASCII.GetBytes(field)), 0).Size);

    [Theory]
    [InlineData("800000000000000200000000", 0x200000000)]
    [InlineData("800000007FFFFFFFFFFFFFFF", long.MaxValue)]
    [InlineData("800000000000000000000000", 0)]
    public void Binary_numbers_are_read(string hex, long expected) =>
        Assert.Equal(expected, TarHeader.Parse(WithSize(Convert.FromHexString(hex)), 0).Size);

    [Theory]
    [InlineData("3000000009\0\0")]
    [InlineData("12345x\0\0\0\0\0\0")]
    [InlineData("1 2         ")]
    [InlineData("-1\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("0x1F\0\0\0\0\0\0\0\0")]
    public void What_is_no_octal_number_is_corrupt_and_says_which_field(string field) =>
        AssertCorrupt(Encoding.ASCII.GetBytes(field));

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFF")] // -1
    [InlineData("800000008000000000000000")] // 2^63
    [InlineData("800000010000000000000000")] // 2^64
    [InlineData("900000000000000000000000")]
    public void A_binary_size_that_is_negative_or_too_large_is_corrupt(string hex) =>
        AssertCorrupt(Convert.FromHexString(hex));

    [Fact]
    public void A_time_before_1970_is_read()
    {
        byte[] header = Header(h => TarBuilder.Put(h, 136, Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFF")));

        Assert.Equal(-1, TarHeader.Parse(header, 0).Time);
    }

    [Fact]
    public void The_checksum_may_be_the_sum_of_signed_bytes()
    {
        byte[] header = Header(h => TarBuilder.Put(h, 0, "d\u00e9j\u00e0"u8));
        int signed = header.Select((b, i) => i is >= 148 and < 156 ? ' ' : (int)(sbyte)b).Sum();
        TarBuilder.Put(header, 148, Encoding.ASCII.GetBytes(Convert.ToString(signed, 8).PadLeft(6, '0')));

        Assert.True(TarHeader.IsHeader(header));
        Assert.Equal("d\u00e9j\u00e0"u8, TarHeader.Parse(header, 0).Name);
    }

    [Fact]
    public void Every_changed_byte_breaks_the_checksum()
    {
        byte[] header = Header(_ => { });
        for (int i = 0; i < header.Length; i++)
        {
            byte[] changed = [.. header];
            if (i is >= 148 and < 156)
            {
                continue; // the checksum itself, in which a space is as good as a leading zero
            }

            changed[i] ^= 0x10;
            Assert.False(TarHeader.IsHeader(changed), $"byte {i}");
        }
    }

    [Fact]
    public void A_field_without_a_nul_ends_with_the_field()
    {
        byte[] name = Encoding.ASCII.GetBytes(new string('n', 100));
        byte[] header = Header(h => TarBuilder.Put(h, 0, name));

        Assert.Equal(name, TarHeader.Parse(header, 0).Name);
    }

    private static void AssertCorrupt(byte[] size)
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(() => TarHeader.Parse(WithSize(size), 1024));
        Assert.Equal(ArchiveErrorReason.Corrupt, exception.Reason);
        Assert.Equal(1024 + 124, exception.Offset);
        Assert.Contains("size", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] WithSize(byte[] field) => Header(h => TarBuilder.Put(h, 124, field));

    private static byte[] Header(Action<byte[]> change) => new TarBuilder().Add("name", change: change).Unended();
}
