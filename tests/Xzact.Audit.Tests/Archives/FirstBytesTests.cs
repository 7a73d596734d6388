using System.Text;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class FirstBytesTests
{
    public static TheoryData<byte[], string> Starts() => new()
    {
        { [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0],
            "it looks like an ELF program or library and begins with the bytes 7f454c4602010100" },
        { [0x28, 0xB5, 0x2F, 0xFD],
            "it looks like Zstandard data and begins with the bytes 28b52ffd" },
        { "LZIP\u0001"u8.ToArray(), "it looks like lzip data and begins with the bytes 4c5a495001" },
        { "\n <!DOCTYPE HTML><title>404</title>"u8.ToArray(),
            "it looks like a web page, such as a server's message in place of the file" },
        { "Not Found\n"u8.ToArray(), "it looks like text" },
        { [0x00, 0x01, 0x02], "it begins with the bytes 000102" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_file_that_is_no_archive_is_named_for_what_it_seems(byte[] start, string description) =>
        Assert.Equal(description, FirstBytes.Describe(start));

    [Fact]
    public void The_message_of_the_reader_says_what_it_is_and_what_is_read()
    {
        using MemoryStream page = new(Encoding.ASCII.GetBytes("<html>moved</html>"));
        ArchiveException failure = Assert.Throws<ArchiveException>(
            () => ArchiveReader.Open(page, "foo.tar.gz", ArchiveLimits.Default));
        Assert.Contains("it looks like a web page", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "known are tar, tar.gz, tar.bz2, tar.xz, tar.lz, tar.zst and zip", failure.Message,
            StringComparison.Ordinal);
    }
}
