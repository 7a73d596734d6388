using Xzact.Reading;

namespace Xzact.Tests.Reading;

public sealed class BlockTableTests
{
    [Fact]
    public void Blocks_are_found_among_many_with_empty_ones_between()
    {
        var random = new Random(5);
        var table = new BlockTable();
        List<int> starts = [];
        List<int> ends = [];
        for (int stream = 0; stream < 4; stream++)
        {
            starts.Add(table.Count);
            long end = 0;
            for (int i = 0; i < 700; i++)
            {
                end += random.Next(3);
                table.Add(new BlockEnd(8 * (i + 1), end));
            }

            ends.Add((int)end);
        }

        Assert.Equal(4 * 700, table.Count);
        Assert.Equal(4 * 700 * 16, table.MemoryUsage);
        for (int stream = 0; stream < 4; stream++)
        {
            for (int offset = 0; offset < ends[stream]; offset++)
            {
                int expected = starts[stream];
                while (table[expected].Uncompressed <= offset)
                {
                    expected++;
                }

                Assert.Equal(expected, table.Find(starts[stream], 700, offset));
            }
        }
    }
}
