using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Content;

public sealed class ContentAccountantTests
{
    private static readonly ContentAccountant s_accountant = new(ContentLimits.Default, IndicatorList.Shipped);

    [Fact]
    public void Parts_within_parts_have_accounts()
    {
        byte[] tar = new TarBuilder().Add("inner.gz", FormatExamples.Gzip(FormatExamples.Script), '0', "", 0x1A4).End();
        ContentAccount account = s_accountant.Account("a.tar.xz", FormatExamples.Xz(tar));
        Assert.Equal(
            [".xz", "tar", "gzip", null], account.WithParts().Select(part => part.Format));
        ContentAccount script = account.WithParts().Last();
        Assert.Equal(ContentClass.Script, script.Class);
        Assert.Equal(FormatExamples.Script.Length, script.Length);
    }

    [Fact]
    public void A_chunk_of_a_type_that_PNG_does_not_define_is_looked_into()
    {
        byte[] png = FormatExamples.Png(FormatExamples.Chunk("teSt", FormatExamples.Script));
        ContentAccount account = s_accountant.Account("a.png", png);
        ContentSpan span = Assert.Single(account.Spans, span => !span.IsAccounted);
        Assert.Equal(SpanKind.UnknownPart, span.Kind);
        Assert.Equal(FormatExamples.Script.Length + 12, span.Length);
        Assert.Contains(account.WithParts(), part => part.Class == ContentClass.Script);
    }

    [Fact]
    public void Bytes_behind_the_stream_of_a_picture_are_found_although_a_chunk_holds_them()
    {
        ContentAccount account = s_accountant.Account("a.png", FormatExamples.Png(behind: FormatExamples.Script));
        Assert.Contains(account.Parts, part => part.Class == ContentClass.Script);
        Assert.Single(account.Notes);
    }

    [Fact]
    public void A_stream_inside_opaque_bytes_is_found()
    {
        byte[] noise = new byte[1000];
        new Random(1).NextBytes(noise);
        ContentAccount account = s_accountant.Account(
            "a.bin", (byte[])[.. noise, .. FormatExamples.Xz(FormatExamples.Script), .. noise]);
        Assert.Null(account.Format);
        Assert.Contains(account.Parts, part => part is { Name: "at 1000", Format: ".xz" });
        Assert.Contains(account.WithParts(), part => part.Class == ContentClass.Script);
    }

    [Fact]
    public void Text_that_encodes_a_script_has_it_as_a_part()
    {
        string lines = Convert.ToBase64String(FormatExamples.Script, Base64FormattingOptions.InsertLineBreaks);
        ContentAccount account = s_accountant.Account("a.txt", Encoding.ASCII.GetBytes("Hello\n" + lines + "\n"));
        Assert.Equal(ContentClass.Text, account.Class);
        Assert.Equal("base64 at 6", Assert.Single(account.Parts).Name);
        Assert.Equal(ContentClass.Script, account.Parts[0].Class);
    }

    [Theory]
    [InlineData(IndicatorKind.FileSha256)]
    [InlineData(IndicatorKind.ArchiveSha256)]
    [InlineData(IndicatorKind.GitBlob)]
    public void A_published_indicator_is_not_decoded_where_it_lies_in_an_archive(IndicatorKind kind)
    {
        byte[] listed = FormatExamples.Gzip(FormatExamples.Script);
        ContentAccountant accountant = new(ContentLimits.Default, Listing(kind, listed));
        byte[] tar = new TarBuilder().Add("listed", listed, '0', "", 0x1A4)
            .Add("later", FormatExamples.Xz(FormatExamples.Script), '0', "", 0x1A4).End();
        ContentAccount account = accountant.Account("a.tar", tar);
        ContentAccount part = Assert.Single(account.Parts);
        Assert.NotNull(part.Indicator);
        Assert.Null(part.Format);
        Assert.Empty(part.Parts);
        Assert.StartsWith("stopped", account.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_ends_at_the_limit_and_says_so()
    {
        byte[] content = FormatExamples.Script;
        for (int i = 0; i < 12; i++)
        {
            content = FormatExamples.Gzip(content);
        }

        ContentAccount[] all = [.. s_accountant.Account("a.gz", content).WithParts()];
        Assert.Equal(ContentLimits.Default.MaxDepth + 1, all.Length);
        Assert.Contains("deeper", all[^1].Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_grows_beyond_the_limit_is_cut_and_incomplete()
    {
        ContentAccountant small = new(new ContentLimits { MaxDecodedBytes = 100_000 }, IndicatorList.Shipped);
        byte[] zeros = new byte[9_000_000];
        foreach (byte[] bomb in new[] { FormatExamples.Gzip(zeros), FormatExamples.Xz(zeros) })
        {
            ContentAccount account = small.Account("bomb", bomb);
            Assert.Equal("over a limit", account.Incomplete);
            Assert.Equal(DamageKind.OverLimit, account.Damages[0].Kind);
            Assert.All(account.Parts, part => Assert.InRange(part.Length, 1, 200_000));
        }
    }

    [Fact]
    public void A_name_that_lies_about_damage_is_told()
    {
        byte[] good = FormatExamples.Xz(FormatExamples.Script);
        byte[] bad = [.. good];
        bad[good.Length / 2] ^= 1;
        Assert.NotNull(s_accountant.Account("tests/bad-1.xz", good).FalseClaim);
        Assert.NotNull(s_accountant.Account("tests/good-1.xz", bad).FalseClaim);
        Assert.Null(s_accountant.Account("tests/bad-1.xz", bad).FalseClaim);
        Assert.Null(s_accountant.Account("tests/good-1.xz", good).FalseClaim);
    }

    private static IndicatorList Listing(IndicatorKind kind, byte[] content)
    {
        (string name, string digest) = kind switch
        {
            IndicatorKind.GitBlob => ("git-blob", GitBlobHash.Compute(content, GitObjectFormat.Sha1)),
            IndicatorKind.FileSha256 => ("file-sha256", Sha256(content)),
            _ => ("archive-sha256", Sha256(content)),
        };
        return IndicatorList.Parse($"{name} | {digest} | example | 2026-01-01 | EX-1 | a test");
    }

    private static string Sha256(byte[] content) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
