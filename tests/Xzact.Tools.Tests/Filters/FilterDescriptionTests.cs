using Xzact.Tools.Filters;

namespace Xzact.Tools.Tests.Filters;

public sealed class FilterDescriptionTests
{
    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(1023UL, "1023")]
    [InlineData(4294967295UL, "4294967295")]
    [InlineData(1UL << 42, "4096GiB")]
    public void Sizes_have_the_largest_unit_that_leaves_them_whole(ulong size, string expected) =>
        Assert.Equal(expected, FilterDescription.Size(size));
}
