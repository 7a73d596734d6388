using Xzact.Matching;

namespace Xzact.Tests.Matching;

public sealed class SpareThreadsTests
{
    [Fact]
    public void What_no_block_occupies_may_be_taken_once()
    {
        var spare = new SpareThreads(2);
        spare.Occupy();
        Assert.True(spare.Any);
        Assert.True(spare.TryTake());
        Assert.False(spare.Any);
        Assert.False(spare.TryTake());
        spare.Release();
        Assert.True(spare.TryTake());
    }

    [Fact]
    public void A_block_that_comes_later_overdraws_them_until_a_helper_ends()
    {
        var spare = new SpareThreads(2);
        spare.Occupy();
        Assert.True(spare.TryTake());
        Assert.False(spare.AreOverdrawn);
        spare.Occupy();
        Assert.True(spare.AreOverdrawn);
        Assert.False(spare.TryTake());
        spare.Release();
        Assert.False(spare.AreOverdrawn);
    }
}
