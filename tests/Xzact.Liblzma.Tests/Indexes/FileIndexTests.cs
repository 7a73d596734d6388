using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Tests.Indexes;

public sealed class FileIndexTests
{
    [Fact]
    public void An_empty_list_is_an_empty_stream()
    {
        var index = new FileIndex();
        Assert.Equal((8UL, 32UL, 32UL, 0UL), (index.Size, index.StreamSize, index.FileSize, index.TotalSize));
    }

    [Fact]
    public void Sizes_out_of_range_are_refused_and_change_nothing()
    {
        var index = new FileIndex();
        Assert.Equal(LzmaRet.ProgError, index.Append(4, 0));
        Assert.Equal(LzmaRet.ProgError, index.Append(long.MaxValue, 0));
        Assert.Equal(LzmaRet.ProgError, index.Append(100, 1UL << 63));
        Assert.Equal(LzmaRet.DataError, index.Append((ulong)long.MaxValue & ~3UL, 0));
        Assert.Equal(LzmaRet.ProgError, index.SetPadding(3));
        Assert.Equal(LzmaRet.DataError, index.SetPadding((ulong)long.MaxValue & ~3UL));
        Assert.Equal((0UL, 32UL), (index.BlockCount, index.FileSize));
    }

    [Fact]
    public void Streams_that_are_added_move_behind_those_that_are_there()
    {
        var index = new FileIndex();
        Assert.Equal(LzmaRet.Ok, index.Append(39, 10));
        Assert.Equal(LzmaRet.Ok, index.Append(57, 20));
        Assert.Equal(LzmaRet.Ok, index.SetPadding(4));
        index.SetCheck(1);
        ulong before = index.FileSize;
        var other = new FileIndex();
        Assert.Equal(LzmaRet.Ok, other.Append(81, 5));
        other.SetCheck(10);
        Assert.Equal(LzmaRet.Ok, index.Append(other));
        Assert.Equal(2, index.Streams.Count);
        FileIndexStream second = index.Streams[1];
        Assert.Equal((2UL, before, 30UL, 2UL), (
            second.Number, second.CompressedOffset, second.UncompressedOffset, second.BlocksBefore));
        Assert.Equal((3UL, 35UL, (1U << 1) | (1U << 10)), (index.BlockCount, index.UncompressedSize, index.Checks));
        Assert.Equal([(39UL, 10UL), (57UL, 20UL), (81UL, 5UL)], index.Records());
        Assert.Equal(index.Records(), index.Copy().Records());
    }

    [Fact]
    public void The_index_that_is_written_is_read_as_the_same_list()
    {
        var index = new FileIndex();
        for (ulong i = 0; i < 1000; i++)
        {
            Assert.Equal(LzmaRet.Ok, index.Append(5 + (i * i), i * 7));
        }

        ReadOnlySpan<byte> bytes = index.ToBytes().Span;
        Assert.Equal(index.Size, (ulong)bytes.Length);
        var decoder = new IndexDecoder();
        Span<byte> nothing = default;
        Assert.Equal(Coding.CoderStatus.End, decoder.Code(ref bytes, ref nothing));
        Assert.Equal(index.Records(), decoder.Index.Records());
    }
}
