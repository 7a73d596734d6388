using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class ThreadCountTests
{
    [Fact]
    public void Zero_stands_for_the_processors_and_every_other_number_for_itself() =>
        Assert.Equal((Environment.ProcessorCount, 1, 7), (ThreadCount.Of(0), ThreadCount.Of(1), ThreadCount.Of(7)));
}
