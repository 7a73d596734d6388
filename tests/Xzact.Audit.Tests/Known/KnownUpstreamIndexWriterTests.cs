using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownUpstreamIndexWriterTests
{
    [Fact]
    public void A_small_index_has_exactly_the_bytes_of_its_layout()
    {
        string list = List(
            Row("bb", "p", "m/b", 65, "1970-01-03", "2"),
            Row("aa", "p", "m/b", 64, "1970-01-02", "3"),
            Row("cc", "p", "m/c", 64, "1969-12-31", ""));
        byte[] expected =
        [
            .. "XKIDX\0\0\x01"u8,
            3, 1, // entries, projects
            1, (byte)'p', 2, // name, paths
            0, 3, .. "m/b"u8, 2, // nothing shared, the rest, entries
            2, 1, (byte)'c', 1, // "m/" shared
            2, 0x80, 1, 7, // day 1, size 64, serial 3
            1, 2, 2, // a day later, a byte more, serial one less
            1, 0x80, 1, 0, // day -1, size 64, no serial
            .. Prefix(0xAA), .. Prefix(0xBB), .. Prefix(0xCC),
        ];

        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Write(list)));
    }

    [Fact]
    public void Contents_below_64_bytes_are_left_out_and_their_projects_with_them()
    {
        string list = List(Row("aa", "small", "x", 63, "2001-01-01", ""), Row("bb", "p", "x", 64, "2001-01-01", ""));

        KnownUpstreamIndex index = KnownUpstreamIndex.Load(new MemoryStream(Write(list)));

        Assert.Equal("p", Assert.Single(index.Entries).File.Project);
        Assert.Empty(KnownUpstreamIndex.Load(new MemoryStream(Write(List()))).Entries);
    }

    [Fact]
    public void Contents_that_begin_with_the_same_16_bytes_cannot_be_told_apart_and_are_refused()
    {
        string row = Row("aa", "p", "x", 64, "2001-01-01", "");
        string twin = new string('a', 32) + new string('b', 32) + row[64..];

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Write(List(row, twin)));

        Assert.Contains(twin[..64], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_list_writes_nothing()
    {
        using var stream = new MemoryStream();

        Assert.Throws<InvalidDataException>(() => KnownUpstreamIndexWriter.Write(
            new StringReader(List(Row("aa", "p", "x", 64, "2001-01-01", ""), "rubbish")), stream));

        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void A_path_that_no_reader_would_take_is_refused()
    {
        string Long(int length) => List(Row("aa", "p", new string('x', length), 64, "2001-01-01", ""));

        Assert.Equal(1, KnownUpstreamIndex.Load(new MemoryStream(Write(Long(4096)))).Count);
        Assert.Contains(
            "4096", Assert.Throws<InvalidDataException>(() => Write(Long(4097))).Message, StringComparison.Ordinal);
    }

    private static byte[] Prefix(byte value) => [.. Enumerable.Repeat(value, 16)];

    private static string List(params string[] rows) => string.Join('\n', [KnownList.Header, .. rows]);

    private static string Row(string hex, string project, string path, long size, string date, string serial) =>
        $"{string.Concat(Enumerable.Repeat(hex, 32))}\t{project}\t{path}\t{size}\t{date}\t{serial}";

    private static byte[] Write(string list)
    {
        using var stream = new MemoryStream();
        KnownUpstreamIndexWriter.Write(new StringReader(list), stream);
        return stream.ToArray();
    }
}
