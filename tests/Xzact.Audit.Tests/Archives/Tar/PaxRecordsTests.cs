using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class PaxRecordsTests
{
    [Fact]
    public void Values_may_hold_newlines_equals_signs_and_nul()
    {
        PaxRecords records = Parse(
            TarBuilder.Record("path", "a\n=b\0c") + TarBuilder.Record("comment", "") + TarBuilder.Record("mtime", "1"));

        Assert.Equal("a\n=b\0c"u8, records.Find(PaxRecords.Path)!);
        Assert.Null(records.Find(PaxRecords.Comment));
        Assert.True(records.Has(PaxRecords.Comment));
        Assert.Equal("1"u8, records.Find(PaxRecords.ModificationTime)!);
        Assert.Empty(records.Repeated);
    }

    [Fact]
    public void The_last_of_two_records_counts_and_the_repetition_is_kept()
    {
        PaxRecords records = Parse(TarBuilder.Record("path", "a") + TarBuilder.Record("path", "b"));

        Assert.Equal("b"u8, records.Find(PaxRecords.Path)!);
        Assert.Equal(["path"], records.Repeated);
    }

    [Theory]
    [InlineData("7 path=a\n")] // one byte short
    [InlineData("11 path=a\n")] // one byte long
    [InlineData("9 path=a ")] // no newline
    [InlineData("6 path\n")] // no equals sign, wrong length
    [InlineData("7 path\n")]
    [InlineData("4 =\n")] // no keyword
    [InlineData("path=a\n")] // no length
    [InlineData(" 9 path=a\n")]
    [InlineData("+9 path=a\n")]
    [InlineData("-1 path=a\n")]
    [InlineData("0 ")]
    [InlineData("2 \n")]
    [InlineData("99999999999 path=a\n")]
    [InlineData("4294967305 path=a\n")]
    [InlineData("9")]
    public void A_malformed_record_is_corrupt_and_says_where(string text)
    {
        string good = TarBuilder.Record("mtime", "1");

        ArchiveException exception = Assert.Throws<ArchiveException>(() => Parse(good + text));

        Assert.Equal(ArchiveErrorReason.Corrupt, exception.Reason);
        Assert.Equal(1000 + good.Length, exception.Offset);
    }

    [Theory]
    [InlineData(" path")] // GNU tar passes over the blanks and renames the member
    [InlineData("  path")]
    [InlineData("\tpath")]
    [InlineData("\npath")]
    [InlineData("path ")]
    [InlineData("path\0")]
    [InlineData("path\0junk")]
    [InlineData("pa\u007fth")]
    public void A_keyword_that_some_readers_take_for_another_is_kept_as_malformed(string keyword)
    {
        Assert.Equal([keyword], Parse(TarBuilder.Record(keyword, "a")).MalformedKeywords);
        Assert.Empty(Parse(TarBuilder.Record("SCHILY.xattr.user.\u00e9", "a b\tc")).MalformedKeywords);
    }

    private static PaxRecords Parse(string text) => PaxRecords.Parse(Encoding.UTF8.GetBytes(text), 1000);
}
