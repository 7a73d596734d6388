using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Cpio;

namespace Xzact.Audit.Tests.Archives.Cpio;

public sealed class CpioContentTests
{
    [Theory]
    [InlineData(true, 200 + 201 + 202)]
    [InlineData(false, 200)]
    public void The_sum_is_that_of_all_bytes_if_it_is_asked_for(bool needsSum, uint sum)
    {
        using ContainerStream container = ContainerStreamTests.Open([200, 201, 202, 9]);
        using CpioContent content = new(container, "a", 3);
        Assert.Equal(200, content.ReadByte());
        content.Finish(needsSum);
        Assert.Equal((sum, 9), (content.Sum, container.ReadByte()));
    }

    [Fact]
    public void Content_that_is_cut_off_fails()
    {
        using ContainerStream container = ContainerStreamTests.Open([1, 2]);
        using CpioContent content = new(container, "a", 3);
        Assert.Equal(
            ArchiveErrorReason.Truncated, Assert.Throws<ArchiveException>(() => content.Finish(needsSum: true)).Reason);
    }
}
