using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownUpstreamIndexReaderTests
{
    [Fact]
    public void Every_cut_or_change_of_the_magic_is_refused()
    {
        byte[] magic = KnownUpstreamIndexFormat.Magic.ToArray();
        for (int i = 0; i < magic.Length; i++)
        {
            byte[] changed = [.. magic];
            changed[i] ^= 1;
            AssertMalformed(0, "does not begin with XKIDX, version 1", () => Start(changed));
            AssertMalformed(0, "does not begin with XKIDX, version 1", () => Start(magic[..i]));
        }

        Assert.Equal(magic.Length, Start(magic));
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("7F", 127)]
    [InlineData("8001", 128)]
    [InlineData("8000", 0)]
    [InlineData("FFFFFFFF0F", uint.MaxValue)]
    [InlineData("FFFFFFFFFFFFFFFFFF01", ulong.MaxValue)]
    public void Numbers_of_up_to_64_bits_are_read(string hex, ulong expected) => Assert.Equal(expected, Number(hex));

    [Theory]
    [InlineData("", 8)]
    [InlineData("80", 9)]
    [InlineData("FFFFFFFFFFFFFFFFFF", 17)]
    [InlineData("FFFFFFFFFFFFFFFFFF80", 18)]
    [InlineData("FFFFFFFFFFFFFFFFFF02", 18)]
    [InlineData("FFFFFFFFFFFFFFFFFF7F", 18)]
    public void A_number_that_is_cut_or_larger_is_malformed(string hex, int offset) =>
        AssertMalformed(offset, "a number", () => Number(hex));

    [Fact]
    public void A_count_cannot_exceed_what_is_left()
    {
        Assert.Equal(2, Count("020000"));
        Assert.Equal(0, Count("00"));
        AssertMalformed(9, "it announces 2 items", () => Count("0200"));
        AssertMalformed(18, $"it announces {ulong.MaxValue} items", () => Count("FFFFFFFFFFFFFFFFFF01"));
    }

    [Fact]
    public void Text_and_bytes_are_read_to_their_length_and_no_further()
    {
        var reader = new KnownUpstreamIndexReader(Index("03616263646566"));
        Assert.Equal("abc", reader.ReadText());
        Assert.Equal("de"u8.ToArray(), reader.ReadBytes(2).ToArray());
        Assert.Equal(14, reader.Position);
        Assert.Equal(1, reader.ReadBytes(1).Length);
        AssertMalformed(8, "it ends too early", () => Bytes("0102", 3));
    }

    [Fact]
    public void Entries_are_differences_that_begin_anew_with_each_path()
    {
        // Two entries of the first path, one of the second: day, size, serial.
        (int[] days, long[] sizes, int[] serials) = Entries("02C80105" + "039F0100" + "010000", 0, 2, 3);

        Assert.Equal([1, 4, -1], days);
        Assert.Equal([100, 20, 0], sizes);
        Assert.Equal([2, -1, -1], serials);
    }

    [Theory]
    [InlineData("FFFFFFFF0F0000")] // a day before the calendar
    [InlineData("FEFFFFFF0F0000")] // a day after it
    [InlineData("000100")] // a size of -1
    [InlineData("00FFFFFFFFFFFFFFFFFF0100")] // a size of -2^63
    [InlineData("000002")] // a serial of -1
    [InlineData("00008180808010")] // a serial of 2^31
    public void An_impossible_entry_is_malformed(string hex) => AssertMalformed(
        8 + (hex.Length / 2), "an entry has an impossible day, size or serial", () => Entries(hex, 0, 1));

    private static void AssertMalformed(int offset, string why, Func<object> read)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(read);
        Assert.StartsWith(
            $"The index of known files is malformed at byte {offset}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Index(string hex) => [.. KnownUpstreamIndexFormat.Magic, .. Convert.FromHexString(hex)];

    private static object Start(byte[] data) => new KnownUpstreamIndexReader(data).Position;

    private static object Number(string hex) => new KnownUpstreamIndexReader(Index(hex)).ReadNumber();

    private static object Count(string hex) => new KnownUpstreamIndexReader(Index(hex)).ReadCount();

    private static object Bytes(string hex, int length) =>
        new KnownUpstreamIndexReader(Index(hex)).ReadBytes(length).Length;

    private static (int[] Days, long[] Sizes, int[] Serials) Entries(string hex, params int[] firstEntries)
    {
        var reader = new KnownUpstreamIndexReader(Index(hex));
        int count = firstEntries[^1];
        (int[] days, long[] sizes, int[] serials) = (new int[count], new long[count], new int[count]);
        reader.ReadEntries(firstEntries, days, sizes, serials);
        Assert.Equal(8 + (hex.Length / 2), reader.Position);
        return (days, sizes, serials);
    }
}
