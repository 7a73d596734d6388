using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class CarrierRuleTests
{
    private static readonly Dictionary<string, string> s_none = [];

    private static Evidence? Judge(string carried, Dictionary<string, string>? texts = null, int padding = 4000)
    {
        byte[] content = Encoding.UTF8.GetBytes(new string('x', padding) + carried);
        return CarrierRule.WhyWithdrawn(
            "po/de.po", content,
            new(AccountKind.DerivedAndVerified, "r")
            {
                Carriers = [new(padding, content.Length - padding, "a comment")],
            },
            texts ?? s_none);
    }

    [Theory]
    [InlineData("# TRANSLATORS: keep this short")]
    [InlineData("# Übersetzer: bitte kürzer; 翻訳者への注意")]
    [InlineData("X-Bugs: https://bugs.example.org/report")]
    public void A_little_prose_stands(string carried) => Assert.Null(Judge(carried));

    [Fact]
    public void What_looks_encoded_is_withdrawn() =>
        Assert.Contains("no plain text", Judge("# " + new string('Q', CarrierRule.MaxWord + 1))!.What);

    [Theory]
    [InlineData("# a\u0001b")]
    [InlineData("# a\u200Bb")]
    [InlineData("# a\uE000b")]
    public void Control_and_invisible_characters_are_withdrawn(string carried) => Assert.NotNull(Judge(carried));

    [Fact]
    public void Bytes_that_are_no_text_are_withdrawn() => Assert.NotNull(CarrierRule.WhyWithdrawn(
        "po/de.po", [.. new byte[4000], 0xFF, 0xFE],
        new(AccountKind.DerivedAndVerified, "r") { Carriers = [new(4000, 2, "a comment")] }, s_none));

    [Fact]
    public void A_long_range_is_withdrawn() => Assert.Contains(
        "more than", Judge(string.Concat(Enumerable.Repeat("word ", (CarrierRule.MaxLength / 5) + 1)))!.What);

    [Fact]
    public void Much_of_a_small_file_is_withdrawn() =>
        Assert.Contains("does not cover", Judge("# some words", padding: 10)!.What);

    [Theory]
    [InlineData("sed -n 's/^# //p' po/de.po > x")]
    [InlineData("\tcat $(srcdir)/po/*.po")]
    [InlineData("for f in po/*; do . ./$f; done")]
    [InlineData("$AWK -f prog ../de.po")]
    [InlineData("run < po/de.po")]
    [InlineData("x=`head -1 de.po`")]
    [InlineData("/bin/{cat,echo} po/de.po")]
    [InlineData("{cat,po/de.po}")]
    [InlineData("${xz}-d po/de.po; xz po/*.po")]
    public void A_build_text_that_reads_the_file_withdraws_the_account(string line)
    {
        Evidence why = Judge("# words", new() { ["Makefile.am"] = $"all:\n\t{line}\n" })!;
        Assert.Equal(("Makefile.am", 2), (why.Path, why.Line));
    }

    [Theory]
    [InlineData("EXTRA_DIST = po/de.po po/fr.po")]
    [InlineData("# sed po/de.po")]
    [InlineData("cat po/fr.po")]
    [InlineData("cat po/nde.po")]
    [InlineData("cat po/de.po_old")]
    [InlineData("cp po/{xz,cat}-*.po po/*.po $(distdir)")]
    public void A_line_that_only_names_it_or_reads_another_file_does_not(string line) =>
        Assert.Null(Judge("# words", new() { ["Makefile.am"] = line }));
}
