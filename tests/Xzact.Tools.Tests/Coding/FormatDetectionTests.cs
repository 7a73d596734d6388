using Xzact.Tools.Coding;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Coding;

public sealed class FormatDetectionTests
{
    [Theory]
    [InlineData("FD 37 7A 58 5A 00 00 04 E6 D6 B4 46 02", FileFormat.Xz)]
    [InlineData("FD 37 7A 58 5A 00", FileFormat.Xz)]
    [InlineData("4C 5A 49 50 01 0C", FileFormat.Lzip)]
    [InlineData("5D 00 00 80 00 FF FF FF FF FF FF FF FF", FileFormat.Lzma)] // 8 MiB, size not known
    [InlineData("5D 00 00 C0 00 05 00 00 00 00 00 00 00", FileFormat.Lzma)] // 12 MiB, five bytes
    [InlineData("5D FF FF FF FF 05 00 00 00 00 00 00 00", FileFormat.Lzma)] // the largest dictionary
    public void Formats_are_known_by_their_first_bytes(string start, object expected) =>
        Assert.Equal((FileFormat)expected, FormatDetection.Detect(Bytes(start)));

    [Theory]
    [InlineData("")]
    [InlineData("FD 37 7A 58 5A")]
    [InlineData("68 65 6C 6C 6F 2C 20 77 6F 72 6C 64 21")] // text
    [InlineData("5D 00 00 80 00 FF FF FF FF FF FF FF")] // a byte is missing
    [InlineData("E1 00 00 80 00 FF FF FF FF FF FF FF FF")] // properties out of range
    [InlineData("5D 00 00 A0 00 FF FF FF FF FF FF FF FF")] // 10 MiB: no encoder writes that
    [InlineData("5D 00 00 00 00 FF FF FF FF FF FF FF FF")] // no dictionary
    [InlineData("5D 00 00 80 00 01 00 00 00 40 00 00 00")] // 256 GiB and one byte
    public void Everything_else_is_not_known(string start) => Assert.Null(FormatDetection.Detect(Bytes(start)));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
