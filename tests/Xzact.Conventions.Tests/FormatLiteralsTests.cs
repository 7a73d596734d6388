using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class FormatLiteralsTests
{
    [Fact]
    public void The_numbers_of_the_formats_are_written_once() => Hold.That(FormatLiterals.Check(Repository.CSharp));

    [Theory]
    [InlineData("byte b = 0xfd;")]
    [InlineData("uint p = 0xEDB8_8320u;")]
    [InlineData("uint p = 3988292384;")]
    [InlineData("ulong id = 0x4000000000000001;")]
    [InlineData("byte[] magic = [0x59, 0x5A];")]
    [InlineData("byte[] magic = { (byte)'Y', (byte)'Z' };")]
    [InlineData("System.ReadOnlySpan<byte> M => \"YZ\"u8;")]
    [InlineData("string magic = \"\\u00FD7zXZ\\0\";")]
    [InlineData("int id = 0x21;")]
    [InlineData("\n#if NET10_0_OR_GREATER\nint id = 0x21;\n#endif\n")]
    public void A_number_of_the_format_outside_its_home_is_found(string member)
    {
        string text = $"class A {{ {member} }}";
        Hold.Finds(
            "its home is src/Xzact/Format/", FormatLiterals.Check([new TextFile("src/Xzact/Container/A.cs", text)]));
        Assert.Empty(FormatLiterals.Check([new TextFile("src/Xzact/Format/A.cs", text)]));
    }

    [Theory]
    [InlineData("int n = 33; int m = 253; int k = 0x20;")]
    [InlineData("// 0xFD, \"YZ\"")]
    [InlineData("string s = \"The footer must end with YZ.\";")]
    [InlineData("byte[] b = [0x59, 0x00, 0x5A];")]
    public void Ordinary_numbers_and_texts_are_left_alone(string member) =>
        Assert.Empty(FormatLiterals.Check([new TextFile("src/Xzact/Container/A.cs", $"class A {{ {member}\n }}")]));
}
