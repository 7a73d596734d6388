using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipContentTests
{
    private static readonly string s_text = string.Concat(Enumerable.Range(0, 20_000));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Content_is_given_whole_and_every_byte_is_counted(bool deflate)
    {
        long counted = 0;
        using ZipContent content = Open(
            new ZipBuilderEntry("a", s_text) { Deflate = deflate }, out OpenedZip zip, count => counted += count);

        Assert.Equal(s_text, ReadAll(content));
        Assert.Equal(s_text.Length, counted);
        Assert.Equal(0, content.Read(new byte[1], 0, 1));
        Assert.Empty(zip.Context.Observations);
    }

    [Fact]
    public void A_read_of_nothing_neither_ends_nor_verifies()
    {
        using ZipContent content = Open(new ZipBuilderEntry("a", "abc") { Crc = 1 }, out _);

        Assert.Equal(0, content.Read(new byte[1], 0, 0));
        Assert.Equal(3, content.ReadFull(new byte[3], 0, 3));
        Assert.Throws<ArchiveException>(() => content.Read(new byte[1], 0, 1));
    }

    [Theory]
    [InlineData(null, 4L, "has 3 bytes, but states 4")]
    [InlineData(null, 2L, "has more content than the 2 bytes that it states")]
    [InlineData(7u, null, "does not match its CRC-32")]
    public void Content_that_breaks_its_promise_fails_with_its_name_and_goes_on_failing(
        uint? crc, long? size, string message)
    {
        var entry = new ZipBuilderEntry("a\u001b", "abc") { Deflate = true, Crc = crc, Size = size };
        using ZipContent content = Open(entry, out _);

        ArchiveException first = Assert.Throws<ArchiveException>(() => ReadAll(content));
        ArchiveException again = Assert.Throws<ArchiveException>(() => ReadAll(content));

        Assert.Equal(ArchiveErrorReason.Corrupt, first.Reason);
        Assert.StartsWith($"member 'a\\u{{1B}}' {message} (at byte ", first.Message, StringComparison.Ordinal);
        Assert.Equal((first.Message, first.Offset), (again.Message, again.Offset));
    }

    [Fact]
    public void Bytes_behind_the_compressed_data_are_observed_where_they_begin()
    {
        var entry = new ZipBuilderEntry("a", s_text) { Deflate = true, Slack = new byte[5] };
        using ZipContent content = Open(entry, out OpenedZip zip);

        Assert.Equal(s_text, ReadAll(content));

        ArchiveObservation observation = Assert.Single(zip.Context.Observations);
        Assert.Equal(
            (
                ArchiveObservationKind.UnaccountedBytes,
                "a",
                31L + ZipBuilder.DeflateOf(Encoding.UTF8.GetBytes(s_text)).Length),
            (observation.Kind, observation.MemberName, observation.Offset));
        Assert.StartsWith("5 bytes between", observation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_the_counter_enforces_ends_the_reading_for_good()
    {
        using ZipContent content = Open(
            new ZipBuilderEntry("a", s_text),
            out _,
            _ => throw new ArchiveException(ArchiveErrorReason.OverLimit, "enough", 1));

        Assert.Equal(
            ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => content.ReadByte()).Reason);
        Assert.Equal(
            ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => content.ReadByte()).Reason);
    }

    private static string ReadAll(ZipContent content)
    {
        using var text = new MemoryStream();
        content.CopyTo(text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static ZipContent Open(ZipBuilderEntry entry, out OpenedZip zip, Action<int>? count = null)
    {
        zip = new OpenedZip(new ZipBuilder().Add(entry).End());
        ZipEntry read = zip.ReadEntry();
        long dataOffset = ZipLocalHeader.Read(zip.File, 0, read).DataOffset;
        return new ZipContent(zip.File, dataOffset, read, entry.Name, count ?? (_ => { }), zip.Context);
    }
}
