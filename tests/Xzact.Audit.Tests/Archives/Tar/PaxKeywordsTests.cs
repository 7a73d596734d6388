using System.Text;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class PaxKeywordsTests
{
    [Theory]
    [InlineData("mtime", "1", PaxEffect.None)]
    [InlineData("uname", "a", PaxEffect.None)]
    [InlineData("hdrcharset", "BINARY", PaxEffect.None)]
    [InlineData("hdrcharset", "KOI8-R", PaxEffect.Vendor)]
    [InlineData("path", "a", PaxEffect.Member)]
    [InlineData("linkpath", "a", PaxEffect.Member)]
    [InlineData("size", "1", PaxEffect.Member)]
    [InlineData("GNU.sparse.name", "a", PaxEffect.Vendor)]
    [InlineData("GNU.dumpdir", "a", PaxEffect.Vendor)]
    [InlineData("SCHILY.realsize", "1", PaxEffect.Vendor)]
    [InlineData("SUN.holesdata", " 0 1", PaxEffect.Vendor)]
    [InlineData("SCHILY.xattr.security.capability", "x", PaxEffect.Vendor)]
    [InlineData("SCHILY.xattr.user.note", "x", PaxEffect.Unknown)]
    [InlineData("comment", "x", PaxEffect.Unknown)]
    [InlineData("ANY.thing", "x", PaxEffect.Unknown)]
    public void Each_keyword_has_its_effect(string keyword, string value, object effect)
    {
        PaxRecords records = PaxRecords.Parse(Encoding.UTF8.GetBytes(TarBuilder.Record(keyword, value)), 0);
        Assert.Equal(effect, PaxKeywords.Of(keyword, records));
    }
}
