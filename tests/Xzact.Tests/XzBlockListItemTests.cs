namespace Xzact.Tests;

public sealed class XzBlockListItemTests
{
    [Fact]
    public void An_item_has_a_size_and_perhaps_filters_of_its_own()
    {
        XzFilter[] filters = [XzFilter.Lzma2(1)];
        var item = new XzBlockListItem(5, filters);
        filters[0] = XzFilter.Delta(1);
        Assert.Equal((5L, 1), (item.Size, item.Filters!.Count));
        Assert.NotSame(filters[0], item.Filters[0]);
        Assert.Null(new XzBlockListItem(0).Filters);
        Assert.Throws<ArgumentOutOfRangeException>("size", () => new XzBlockListItem(-1));
    }
}
