using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Tests.Indexes;

public sealed class IndexPositionTests
{
    private readonly FileIndex _index = new();

    /// <summary>Three Streams: two Blocks of which one is empty; none; one.</summary>
    public IndexPositionTests()
    {
        _index.Append(100, 0);
        _index.Append(100, 10);
        _index.Append(new FileIndex());
        var last = new FileIndex();
        last.Append(100, 20);
        _index.Append(last);
    }

    [Theory]
    [InlineData(IndexPosition.Mode.Any, "1.1 1.2 2.0 3.1")]
    [InlineData(IndexPosition.Mode.Stream, "1.1 2.0 3.1")]
    [InlineData(IndexPosition.Mode.Block, "1.1 1.2 3.1")]
    [InlineData(IndexPosition.Mode.NonEmptyBlock, "1.2 3.1")]
    public void An_iterator_stops_at_what_its_mode_says(object mode, string stops)
    {
        var found = new List<string>();
        IndexPosition? position = default(IndexPosition);
        while ((position = position.Value.Next(_index, (IndexPosition.Mode)mode)) is { } next)
        {
            found.Add($"{next.Stream}.{next.Block}");
        }

        Assert.Equal(stops, string.Join(' ', found));
    }

    [Fact]
    public void An_iterator_goes_on_into_what_was_added_since()
    {
        var end = new IndexPosition(3, 1);
        Assert.Null(end.Next(_index, IndexPosition.Mode.Block));
        _index.Append(50, 1);
        Assert.Equal(new IndexPosition(3, 2), end.Next(_index, IndexPosition.Mode.Block));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(9, 1, 2)]
    [InlineData(10, 3, 1)]
    [InlineData(29, 3, 1)]
    public void An_offset_is_found_in_the_block_that_holds_it(ulong offset, ulong stream, ulong block) =>
        Assert.Equal(new IndexPosition(stream, block), IndexPosition.Locate(_index, offset));

    [Fact]
    public void Behind_the_end_nothing_is_found() => Assert.Null(IndexPosition.Locate(_index, 30));
}
