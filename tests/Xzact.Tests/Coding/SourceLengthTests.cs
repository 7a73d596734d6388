using Xzact.Coding;

namespace Xzact.Tests.Coding;

public sealed class SourceLengthTests
{
    [Fact]
    public void Without_an_announcement_everything_is_allowed()
    {
        SourceLength length = default;
        length.Take(int.MaxValue);
        Assert.Null(length.Announced);
        Assert.True(length.Allows(int.MaxValue, isFinal: false) && length.Allows(0, isFinal: true));
    }

    [Fact]
    public void Not_more_may_come_and_in_the_end_not_less()
    {
        SourceLength length = default;
        length.Announce(10);
        Assert.True(length.Allows(10, isFinal: false) && length.Allows(10, isFinal: true));
        Assert.False(length.Allows(11, isFinal: false) || length.Allows(9, isFinal: true));
        length.Take(7);
        Assert.True(length.Allows(0, isFinal: false) && length.Allows(3, isFinal: true));
        Assert.False(length.Allows(4, isFinal: false) || length.Allows(2, isFinal: true));
        Assert.Equal(10, length.Announced);
    }

    [Fact]
    public void It_can_be_announced_before_the_first_byte_only()
    {
        SourceLength length = default;
        Assert.Throws<ArgumentOutOfRangeException>("length", () => length.Announce(-1));
        length.Announce(5);
        length.Announce(6);
        length.Take(1);
        Assert.Throws<InvalidOperationException>(() => length.Announce(6));
    }
}
