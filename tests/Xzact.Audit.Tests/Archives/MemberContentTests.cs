using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class MemberContentTests
{
    [Fact]
    public void It_is_opened_once()
    {
        using var content = new MemberContent(new MemoryStream([7]));

        Assert.Equal(7, content.Open().ReadByte());
        Assert.Throws<InvalidOperationException>(content.Open);
    }

    [Fact]
    public void After_its_end_it_is_neither_opened_nor_read()
    {
        using var content = new MemberContent(new MemoryStream([7, 8]));
        Stream opened = content.Open();
        opened.ReadByte();

        content.End();

        Assert.Throws<ObjectDisposedException>(() => opened.ReadByte());
        Assert.Throws<ObjectDisposedException>(content.Open);
    }

    [Fact]
    public void A_caller_who_disposes_it_leaves_the_archive_open()
    {
        using var source = new MemoryStream([7, 8]);
        using var content = new MemberContent(source);

        content.Open().Dispose();

        Assert.Equal(7, source.ReadByte());
    }
}
