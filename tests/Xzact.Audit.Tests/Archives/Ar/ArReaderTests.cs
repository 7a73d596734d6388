using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Ar;

namespace Xzact.Audit.Tests.Archives.Ar;

public sealed class ArReaderTests
{
    internal static byte[] Write(params (string Name, byte[] Content)[] members) =>
    [
        .. "!<arch>\n"u8,
        .. members.SelectMany(m => (byte[])
        [
            .. Encoding.ASCII.GetBytes($"{m.Name,-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{m.Content.Length,-10}`\n"),
            .. m.Content,
            .. m.Content.Length % 2 == 1 ? "\n"u8.ToArray() : [],
        ]),
    ];

    private static ArMember[] Read(byte[] file) => [.. ArReader.Read(new MemoryStream(file))];

    [Fact]
    public void Names_of_every_form_are_read()
    {
        byte[] file = Write(
            ("/", [0, 0, 0, 0]), ("//", "a-name-that-is-long.o/\n"u8.ToArray()), ("short.o/", [1]), ("/0", [2, 2]),
            ("#1/4", [.. "bsd\0"u8, 3]), ("debian-binary", [4]));
        Assert.Equal(
            [("short.o", 1L), ("a-name-that-is-long.o", 2), ("bsd", 1), ("debian-binary", 1)],
            Read(file).Select(m => (m.Name, m.Length)));
        Assert.Equal([1, 2, 3, 4], Read(file).Select(m => file[m.Offset]));
    }

    [Theory]
    [InlineData(1, ArchiveErrorReason.Truncated)]
    [InlineData(40, ArchiveErrorReason.Corrupt)]
    public void A_cut_archive_is_an_error(int missing, ArchiveErrorReason reason)
    {
        byte[] file = Write(("a.o/", [1, 2, 3, 4]));
        ArchiveException e = Assert.Throws<ArchiveException>(() => Read(file[..^missing]));
        Assert.Equal(reason, e.Reason);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("-1")]
    [InlineData("x")]
    public void A_length_that_is_none_is_an_error(string length)
    {
        byte[] file = Write(("a.o/", [1, 2]));
        Encoding.ASCII.GetBytes($"{length,-10}"[..10]).CopyTo(file, 8 + 48);
        Assert.Throws<ArchiveException>(() => Read(file));
    }

    [Fact]
    public void The_content_of_a_member_ends_where_it_ends()
    {
        byte[] file = Write(("a/", [1, 2, 3]), ("b/", [9]));
        using MemoryStream stream = new(file);
        using ArMemberStream content = new(stream, ArReader.Read(stream).First());
        using MemoryStream copy = new();
        content.CopyTo(copy);
        Assert.Equal([1, 2, 3], copy.ToArray());
    }
}
