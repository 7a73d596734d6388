using Xzact.Tools.Files;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Files;

public sealed class SuffixesTests
{
    [Theory]
    [InlineData("a.xz", null, "a")]
    [InlineData("d.d/a.txz", null, "d.d/a.tar")]
    [InlineData("a.tlz", null, "a.tar")]
    [InlineData("a.lzma", ".foo", "a")]
    [InlineData("a.lz", null, "a")]
    [InlineData("a.foo", ".foo", "a")]
    [InlineData("afoo", "foo", "a")]
    [InlineData("a.xz.foo", ".foo", "a.xz")]
    [InlineData("a.XZ", null, null)]
    [InlineData(".xz", null, null)]
    [InlineData("d/.xz", null, null)]
    [InlineData("foo", "foo", null)]
    [InlineData("a", null, null)]
    public void Decompression_cuts_off_what_it_knows(string source, string? custom, string? expected) =>
        Assert.Equal(expected, Suffixes.Remove(source, FileFormat.Auto, custom));

    [Theory]
    [InlineData("a.xz", null, ".xz")]
    [InlineData("a.txz", ".foo", ".txz")]
    [InlineData("a.foo", ".foo", ".foo")]
    [InlineData("a.lz", null, null)]
    [InlineData(".xz", null, null)]
    [InlineData("a", null, null)]
    public void Compression_refuses_what_has_its_suffix(string source, string? custom, string? expected) =>
        Assert.Equal(expected, Suffixes.Compressed(source, FileFormat.Xz, custom));

    [Theory]
    [InlineData("a", null, "a.xz")]
    [InlineData("a", "foo", "afoo")]
    public void Compression_appends(string source, string? custom, string expected) =>
        Assert.Equal(expected, Suffixes.Add(source, FileFormat.Xz, custom));
}
