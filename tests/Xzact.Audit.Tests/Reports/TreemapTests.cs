using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class TreemapTests
{
    private static readonly Box s_box = new(0, 0, 1200, 600);

    private static Treemap<(string Path, double Weight)> LayOut(IEnumerable<(string Path, double Weight)> items) =>
        Treemap<(string Path, double Weight)>.LayOut(items, i => i.Path, i => i.Weight, s_box);

    [Fact]
    public void Tiles_of_one_folder_have_areas_in_the_ratio_of_their_weights_and_fill_the_box()
    {
        (string, double)[] items = [.. Enumerable.Range(1, 50).Select(i => ($"f{i}", (double)i * i))];
        Treemap<(string Path, double Weight)> map = LayOut(items);
        double total = items.Sum(i => i.Item2);
        Assert.Equal(50, map.Tiles.Count);
        Assert.All(map.Tiles, t => Assert.Equal(t.Item.Weight / total, t.Box.Area / s_box.Area, 6));
    }

    [Fact]
    public void No_two_tiles_overlap_and_none_leaves_the_box()
    {
        Random random = new(3);
        Treemap<(string Path, double Weight)> map = LayOut(
            [.. Enumerable.Range(0, 300)
                .Select(i => ($"d{random.Next(6)}/e{random.Next(4)}/f{i}", random.NextDouble() * 1000))]);
        foreach (Tile<(string Path, double Weight)> tile in map.Tiles)
        {
            Assert.InRange(tile.Box.X + tile.Box.Width, 0, s_box.Width + 0.01);
            Assert.InRange(tile.Box.Y + tile.Box.Height, 0, s_box.Height + 0.01);
        }

        for (int i = 0; i < map.Tiles.Count; i++)
        {
            for (int j = i + 1; j < map.Tiles.Count; j++)
            {
                Box a = map.Tiles[i].Box;
                Box b = map.Tiles[j].Box;
                double width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
                double height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
                Assert.False(width > 0.01 && height > 0.01, $"{map.Tiles[i].Item.Path} and {map.Tiles[j].Item.Path}");
            }
        }
    }

    [Fact]
    public void Equal_weights_give_tiles_that_are_nearly_square()
    {
        Treemap<(string Path, double Weight)> map = LayOut([.. Enumerable.Range(0, 60).Select(i => ($"f{i}", 1.0))]);
        Assert.All(map.Tiles, t => Assert.InRange(t.Box.Width / t.Box.Height, 0.4, 2.5));
    }

    [Fact]
    public void Empty_files_have_no_tile() => Assert.Single(LayOut([("a", 0), ("b", 1)]).Tiles);

    [Fact]
    public void A_path_of_hostile_depth_is_drawn()
    {
        string deep = string.Join('/', Enumerable.Repeat("d", 20_000));
        Assert.Equal(2, LayOut([(deep, 5), ("b", 1)]).Tiles.Count);
    }
}
