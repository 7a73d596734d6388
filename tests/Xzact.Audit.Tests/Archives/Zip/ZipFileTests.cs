using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipFileTests
{
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public void Offsets_count_from_the_position_that_the_stream_had()
    {
        ZipFile file = Open(position: 10);

        Assert.Equal(90, file.Length);
        Assert.Equal([15, 16], file.Read(5, 2, "a test"));
        Assert.Equal([99], file.Read(89, 1, "a test"));
        Assert.Empty(file.Read(90, 0, "a test"));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 0)]
    [InlineData(99, 2)]
    [InlineData(0, int.MaxValue)]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(long.MinValue, 1)]
    public void What_lies_beyond_the_file_is_truncation_and_takes_no_memory(long offset, int count)
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(() => Open().Read(offset, count, "a test"));

        Assert.Equal((ArchiveErrorReason.Truncated, offset), (exception.Reason, exception.Offset));
        Assert.StartsWith("a test lies beyond the end of the file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_is_truncation()
    {
        using var stream = new MemoryStream();
        stream.Write(s_bytes);
        stream.Position = 0;
        var file = new ZipFile(stream, new ArchiveContext(ArchiveLimits.Default));
        stream.SetLength(50);

        ArchiveException exception = Assert.Throws<ArchiveException>(() => file.Read(40, 20, "a test"));

        Assert.StartsWith("the file ends inside a test", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_are_read_in_turns_and_each_keeps_its_place()
    {
        ZipFile file = Open(position: 10);
        using ArchiveInput one = file.Open(0, 3);
        using ArchiveInput two = file.Open(80, 100);
        List<int> read = [];
        for (int i = 0; i < 4; i++)
        {
            read.Add(one.ReadByte());
            read.Add(two.ReadByte());
            file.Read(50, 5, "something else");
        }

        Assert.Equal([10, 90, 11, 91, 12, 92, -1, 93], read);
        Assert.Equal((3L, 84L), (one.Offset, two.Offset));
        Assert.Equal(6, two.ReadFull(new byte[50], 0, 50));
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(500, 5)]
    [InlineData(0, 0)]
    [InlineData(0, -5)]
    public void A_part_without_bytes_is_empty(long offset, long length)
    {
        using ArchiveInput part = Open().Open(offset, length);

        Assert.Equal(-1, part.ReadByte());
    }

    private static ZipFile Open(int position = 0) =>
        new(new MemoryStream(s_bytes) { Position = position }, new ArchiveContext(ArchiveLimits.Default));
}
