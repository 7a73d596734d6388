using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveMemberTests
{
    public static TheoryData<byte[]> Archives => new(
        new TarBuilder().Add("a", "first").Add("b", "second").End(),
        new ZipBuilder().Add("a", "first").Add("b", "second").End());

    [Theory]
    [MemberData(nameof(Archives))]
    public void The_content_is_opened_once_and_lives_until_the_reader_moves_on(byte[] archive)
    {
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(archive), "test", ArchiveLimits.Default);
        Assert.True(reader.TryRead(out ArchiveMember? first));
        Stream content = first.OpenContent();
        Assert.Throws<InvalidOperationException>(() => first.OpenContent());
        Assert.Equal('f', content.ReadByte());

        Assert.True(reader.TryRead(out ArchiveMember? second));

        Assert.Throws<ObjectDisposedException>(() => content.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => first.OpenContent());
        using var text = new StreamReader(second.OpenContent());
        Assert.Equal("second", text.ReadToEnd());
    }
}
