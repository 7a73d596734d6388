using System.Text;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class OpaqueManifestTests
{
    private static readonly string s_sha256 = new('a', 64);

    private static OpaqueManifest Parse(string text) => OpaqueManifest.Parse(Encoding.UTF8.GetBytes(text), "list.json");

    [Fact]
    public void What_is_written_is_read_again()
    {
        OpaqueManifest list = new("", "",
        [
            new("tests/a.bin", s_sha256, "what \"it\" is", "by <hand>", "again", "tests/a.sh", "make.sh"),
            new("žluť.bin", s_sha256, "", "", "", ""),
        ]);
        using StringWriter written = new();
        list.Write(written);
        OpaqueManifest read = Parse(written.ToString());
        Assert.Equal(list.Entries, read.Entries);
        Assert.Equal("list.json", read.Name);
        Assert.DoesNotContain("\r", written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "wrong in line 1")]
    [InlineData("null", "is empty")]
    [InlineData("{}", "has no \"opaqueFiles\"")]
    [InlineData("{\"opaqueFiles\":[null]}", "entry 1 has no \"file\"")]
    [InlineData("{\"opaqueFiles\":[{\"file\":\"a\"}]}", "entry 1 has a \"sha256\"")]
    [InlineData("{\"opaqueFiles\":[{\"file\":\"a\",\"sha256\":\"zz\"}]}", "entry 1 has a \"sha256\"")]
    [InlineData("{\"opaqueFiles\":[{\"file\":\"a\",\"sha\":\"zz\"}]}", "wrong in line 1, at $.opaqueFiles[0]")]
    [InlineData("{\"opaqueFiles\":[{\"file\":1}]}", "at $.opaqueFiles[0].file: the value is of another kind")]
    [InlineData("{\"opaqueFiles\":[],\"more\":1}", "line 1, at $.more: there is no property of that name")]
    public void A_list_that_is_wrong_is_refused_with_its_place(string text, string message) => Assert.Contains(
        message, Assert.Throws<AuditInputException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_is_listed_once()
    {
        string entry = $"{{\"file\":\"a\",\"sha256\":\"{s_sha256}\"}}";
        Assert.Contains(
            "entry 2 names a again",
            Assert.Throws<AuditInputException>(() => Parse($"{{\"opaqueFiles\":[{entry},{entry}]}}")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_or_not_there_is_refused()
    {
        Assert.Contains("no UTF-8 text at byte 1", Assert.Throws<AuditInputException>(
            () => OpaqueManifest.Parse([(byte)'{', 0xFF], "list.json")).Message, StringComparison.Ordinal);
        Assert.Throws<AuditInputException>(() => OpaqueManifest.Read(Path.GetTempPath()));
        Assert.Throws<AuditInputException>(
            () => OpaqueManifest.Read(Path.Combine(Path.GetTempPath(), "xzact-is-not-there", "a")));
    }
}
