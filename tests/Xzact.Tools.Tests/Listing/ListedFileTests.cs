using Xzact.Tools.Listing;

namespace Xzact.Tools.Tests.Listing;

/// <summary>Sums over files.</summary>
public sealed class ListedFileTests
{
    [Fact]
    public void A_sum_stays_at_its_largest_value()
    {
        var half = new ListTotals
        {
            Files = 1,
            CompressedSize = 1UL << 63,
            UncompressedSize = 1UL << 63,
            Padding = (1UL << 63) + 1,
            Blocks = 3,
        };
        var sum = new ListTotals();
        for (int i = 0; i < 3; i++)
        {
            sum.Add(half);
        }

        Assert.Equal(
            (3, 9UL, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue),
            (sum.Files, sum.Blocks, sum.CompressedSize, sum.UncompressedSize, sum.Padding));
    }

    [Fact]
    public void The_most_memory_and_the_newest_release_count_and_one_header_without_sizes_is_enough()
    {
        var sum = new ListTotals { Memory = 5, MinVersion = 50040002, AllSizes = true, Checks = 1 << 1 };
        sum.Add(new ListTotals { Memory = 3, AllSizes = false, Checks = 1 << 4 });
        Assert.Equal((5UL, 50040002U, false), (sum.Memory, sum.MinVersion, sum.AllSizes));
        Assert.Equal("CRC32,CRC64", sum.CheckNames(","));
    }
}
