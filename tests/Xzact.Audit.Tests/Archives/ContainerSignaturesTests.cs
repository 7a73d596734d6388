using System.Text;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ContainerSignaturesTests
{
    [Theory]
    [InlineData("1F8B", "gzip")]
    [InlineData("425A6839314159265359", "bzip2")]
    [InlineData("FD377A585A00", "xz")]
    [InlineData("1F9D90", "compress")]
    [InlineData("28B52FFD1058", "Zstandard")]
    [InlineData("502A4D18", "frame")]
    [InlineData("5F2A4D18", "frame")]
    [InlineData("04224D18", "LZ4")]
    [InlineData("02214C18", "LZ4")]
    [InlineData("5D00008000FFFFFFFFFFFFFFFF", "lzma")]
    [InlineData("6D00001000", "lzma")]
    [InlineData("5D00003000", "lzma")]
    [InlineData("4C5A495001", "lzip")]
    [InlineData("4C525A4900", "lrzip")]
    [InlineData("894C5A4F000D0A1A0A", "lzop")]
    [InlineData("EDABEEDB", "RPM")]
    [InlineData("C771", "cpio")]
    [InlineData("71C70100", "cpio")]
    [InlineData("504B0304", "zip")]
    [InlineData("377ABCAF271C", "7-Zip")]
    [InlineData("526172211A07", "RAR")]
    [InlineData("4D53434600000000", "cabinet")]
    [InlineData("213C617263683E0A", "ar")]
    [InlineData("576172632F", null)]
    [InlineData("574152432F", "WARC")]
    [InlineData("236D74726565", "mtree")]
    [InlineData("61622D6C68352D", "LHA")]
    public void A_signature_is_found(string hex, string? name)
    {
        byte[] block = new byte[512];
        Convert.FromHexString(hex).CopyTo(block, 0);
        if (name is null)
        {
            Assert.Null(ContainerSignatures.Find(block));
            return;
        }

        Assert.Contains(name, ContainerSignatures.Find(block), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("begin 644 a\n", true)]
    [InlineData("some text\nbegin 755 a\n", true)]
    [InlineData("begin-base64 644 a\n", true)]
    [InlineData("begin 644", false)]
    [InlineData("begin abc d", false)]
    [InlineData("xbegin 644 a\n", false)]
    [InlineData("beginner-1.0/", false)]
    [InlineData("MSCF-1.0/", false)]
    [InlineData("MZlib-1.0/", false)]
    [InlineData("BZh-1.0/", false)]
    [InlineData("LZIP-1.0/", false)]
    [InlineData("070707-1.0/", false)]
    [InlineData("PK-1.0/", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData("q\u01c1/", false)]
    public void Text_is_a_signature_only_where_readers_take_it_for_one(string name, bool isFound)
    {
        byte[] block = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(block, 0);
        Assert.Equal(isFound, ContainerSignatures.Find(block) is not null);
    }

    [Fact]
    public void Cpio_in_text_is_found_by_all_its_numbers()
    {
        byte[] block = new byte[512];
        block.AsSpan(0, 76).Fill((byte)'0');
        "070707"u8.CopyTo(block);
        Assert.NotNull(ContainerSignatures.Find(block));
        block.AsSpan(0, 110).Fill((byte)'a');
        "070701"u8.CopyTo(block);
        Assert.NotNull(ContainerSignatures.Find(block));
        block[50] = (byte)'x';
        Assert.Null(ContainerSignatures.Find(block));
    }
}
