using Xzact.Coding;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class BacklogTests
{
    [Fact]
    public void What_is_read_is_coded_and_what_is_coded_is_handed_out()
    {
        var backlog = new Backlog();
        backlog.Read(100);
        Assert.Equal(new PendingBytes(100, 0), backlog.Bytes);
        backlog.Coded(60, 20);
        Assert.Equal(new PendingBytes(40, 20), backlog.Bytes);
        backlog.HandedOut(5);
        Assert.Equal(new PendingBytes(40, 15), backlog.Bytes);
        backlog.Read(-40);
        Assert.Equal(new PendingBytes(0, 15), backlog.Bytes);
        backlog.Reset();
        Assert.Equal(default, backlog.Bytes);
    }

    [Fact]
    public void Threads_that_tell_at_the_same_time_lose_nothing()
    {
        const int Times = 100_000;
        var backlog = new Backlog();
        Parallel.For(0, Times, _ =>
        {
            backlog.Read(3);
            backlog.Coded(2, 5);
            backlog.HandedOut(4);
        });
        Assert.Equal(new PendingBytes(Times, Times), backlog.Bytes);
    }
}
