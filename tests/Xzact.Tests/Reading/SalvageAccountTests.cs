using Xzact.Reading;

namespace Xzact.Tests.Reading;

public sealed class SalvageAccountTests
{
    [Fact]
    public void Neighbours_of_unknown_size_and_the_same_error_are_one()
    {
        var account = new SalvageAccount();
        account.Add(Lost(0, 10, null));
        account.Add(Lost(10, 5, null));
        XzSalvageRange joined = Assert.Single(account.Ranges);
        Assert.Equal((0, 15), (joined.CompressedOffset, joined.CompressedSize));
        foreach (XzSalvageRange other in (XzSalvageRange[])
            [
                Lost(16, 4, null), // not a neighbour
                Lost(20, 4, null, XzError.IndexCorrupt),
                Lost(24, 4, 7, XzError.IndexCorrupt),
                Lost(28, 0, 7, XzError.IndexCorrupt),
            ])
        {
            int before = account.Ranges.Count;
            account.Add(other);
            Assert.Equal(before + 1, account.Ranges.Count);
        }
    }

    [Fact]
    public void After_very_many_losses_those_that_follow_each_other_are_one_and_giving_up_is_told_apart()
    {
        const int Most = 1 << 16;
        var account = new SalvageAccount();
        for (int i = 0; i < Most + 100; i++)
        {
            account.Add(Lost(20L * i, 10, 3));
        }

        Assert.Equal(Most, account.Ranges.Count);
        XzSalvageRange last = account.Ranges[^1];
        Assert.Equal((20L * (Most - 1), 2010L), (last.CompressedOffset, last.CompressedSize));
        Assert.Equal(303, last.UncompressedSize);
        Assert.Equal(3L * (Most + 100), account.UncompressedPosition);
        account.Add(new XzSalvageRange { State = XzSalvageState.Verified, CompressedOffset = 1 << 30 });
        account.Add(Lost(1 << 30, 10, 3));
        account.Add(Lost((1 << 30) + 10, 10, 3, XzError.SearchLimit));
        account.Add(Lost((1 << 30) + 20, 10, 3, XzError.SearchLimit));
        Assert.Equal(Most + 3, account.Ranges.Count);
    }

    [Fact]
    public void A_loss_reaches_to_where_it_is_said_to_and_never_becomes_smaller()
    {
        var account = new SalvageAccount();
        account.Add(Lost(0, 10, 3));
        account.ExtendLoss(behind: 0, 30);
        account.ExtendLoss(behind: 0, 20);
        account.ExtendLoss(behind: 1, 99);
        account.Add(new XzSalvageRange { State = XzSalvageState.Verified, CompressedOffset = 40, CompressedSize = 1 });
        account.ExtendLoss(behind: 1, 40);
        account.ExtendLoss(behind: 0, 99);
        Assert.Equal([40, 1], account.Ranges.Select(range => range.CompressedSize));
    }

    [Fact]
    public void Sums_do_not_wrap()
    {
        Assert.Equal(long.MaxValue, SalvageAccount.Sum(long.MaxValue - 1, 1));
        Assert.Null(SalvageAccount.Sum(long.MaxValue, 1));
        Assert.Null(SalvageAccount.Sum(null, 1));
        Assert.Null(SalvageAccount.Sum(1, null));
    }

    private static XzSalvageRange Lost(
        long offset, long size, long? content, XzError error = XzError.BlockHeaderCorrupt) => new()
        {
            State = XzSalvageState.Lost,
            CompressedOffset = offset,
            CompressedSize = size,
            UncompressedSize = content,
            Error = error,
            Reason = "a reason",
        };
}
