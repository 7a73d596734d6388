using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarContentTests
{
    [Fact]
    public void It_ends_after_its_size_and_leaves_what_follows()
    {
        using ContainerStream container = ContainerStreamTests.Open([1, 2, 3, 4, 5], most: 2);
        using var content = new TarContent(container, "a", 4);
        byte[] buffer = new byte[10];

        Assert.Equal(4, content.ReadFull(buffer, 0, buffer.Length));

        Assert.Equal([1, 2, 3, 4, 0], buffer[..5]);
        Assert.Equal(0, content.Remaining);
        Assert.Equal(0, content.Read(buffer, 0, 1));
        Assert.Equal(5, container.ReadByte());
    }

    [Fact]
    public void The_rest_can_be_passed_over_more_than_once()
    {
        using ContainerStream container = ContainerStreamTests.Open([1, 2, 3, 4, 5]);
        using var content = new TarContent(container, "a", 4);
        Assert.Equal(1, content.ReadByte());
        Assert.Equal(3, content.Remaining);

        content.SkipRest();
        content.SkipRest();

        Assert.Equal(-1, content.ReadByte());
        Assert.Equal(5, container.ReadByte());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_archive_that_ends_inside_names_the_member_safely_and_says_how_much_is_missing(bool skips)
    {
        using ContainerStream container = ContainerStreamTests.Open([1, 2, 3]);
        using var content = new TarContent(container, "a\u001b", 5_000_000_000);

        ArchiveException exception = Assert.Throws<ArchiveException>(() =>
        {
            if (skips)
            {
                content.SkipRest();
            }

            content.CopyTo(Stream.Null);
        });

        Assert.Equal((ArchiveErrorReason.Truncated, 3L), (exception.Reason, exception.Offset));
        Assert.Contains("inside 'a\\u{1B}', 4999999997 ", exception.Message, StringComparison.Ordinal);
    }
}
