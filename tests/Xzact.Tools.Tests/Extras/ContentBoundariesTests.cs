using Xzact.Tools.Extras;

namespace Xzact.Tools.Tests.Extras;

public sealed class ContentBoundariesTests
{
    private static readonly byte[] s_data = MakeData();

    [Fact]
    public void Pieces_are_neither_short_nor_endless()
    {
        List<int> cuts = Cut(s_data, s_data.Length);
        Assert.InRange(cuts.Count, 4, 40);
        Assert.All(cuts.Zip(cuts.Prepend(0), (end, start) => end - start),
            length => Assert.True(length >= ContentBoundaries.LeastSize));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(131_072)]
    public void They_do_not_depend_on_how_data_comes(int size) =>
        Assert.Equal(Cut(s_data, s_data.Length), Cut(s_data, size));

    [Fact]
    public void A_change_moves_the_cuts_nearby_and_no_others()
    {
        byte[] changed = [1, 2, 3, .. s_data];
        List<int> cuts = Cut(s_data, s_data.Length);
        HashSet<int> moved = [.. Cut(changed, changed.Length).Select(cut => cut - 3)];
        Assert.True(cuts.Count(moved.Contains) >= cuts.Count - 2);
    }

    private static byte[] MakeData()
    {
        byte[] data = new byte[16 << 20];
        new Random(583).NextBytes(data);
        return data;
    }

    private static List<int> Cut(byte[] data, int size)
    {
        var boundaries = new ContentBoundaries();
        var cuts = new List<int>();
        for (int start = 0; start < data.Length;)
        {
            ReadOnlySpan<byte> piece = data.AsSpan(start, Math.Min(size, data.Length - start));
            if (boundaries.Find(piece) is { } length)
            {
                start += length;
                cuts.Add(start);
            }
            else
            {
                start += piece.Length;
            }
        }

        return cuts;
    }
}
