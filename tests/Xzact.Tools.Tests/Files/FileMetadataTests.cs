using Xzact.Tools.Files;

namespace Xzact.Tools.Tests.Files;

public sealed class FileMetadataTests
{
    [Fact]
    public void Without_the_group_nobody_may_do_more_than_before()
    {
        for (uint mode = 0; mode <= 0x1FF; mode++)
        {
            uint result = FileMetadata.WithoutGroup(mode);
            uint group = (mode >> 3) & 7;
            uint others = mode & 7;
            Assert.Equal(mode & 0x1C0, result & 0x1C0);
            Assert.Equal(group & others, (result >> 3) & 7);
            Assert.Equal(group & others, result & 7);
        }
    }
}
