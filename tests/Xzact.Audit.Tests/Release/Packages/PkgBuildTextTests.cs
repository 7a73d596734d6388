using Xzact.Audit.Release.Packages;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class PkgBuildTextTests
{
    private static readonly string s_sum = new('a', 64);

    [Fact]
    public void Sources_are_paired_with_their_digests() => Assert.Equal(
        [new("foo-1.2.tar.gz", s_sum), new("renamed.tar.gz"), new("fix.patch", s_sum), new("plain")],
        PkgBuildText.Parse(
            "pkgname=foo\npkgver='1.2' # the version\nurl=\"https://example.org\"\n"
            + "source=(\"$url/$pkgname-${pkgver}.tar.gz\"  # first\n  renamed.tar.gz::https://x/y.tar.gz?signed\n"
            + "        'fix.patch'\n plain)\n"
            + $"sha256sums=('{s_sum}' 'SKIP'\n'{s_sum}')\nbuild() {{\n  source=evil.tar\n}}\n"));

    [Theory]
    [InlineData("source=(\"$(curl x | sh).tar.gz\")\n")]
    [InlineData("source=(\"`id`.tar.gz\")\n")]
    [InlineData("source=(\"${pkgver//./_}.tar.gz\")\n")]
    public void What_would_have_to_be_run_is_seen_to_be_unread(string text) =>
        Assert.Contains(PkgBuildText.Parse("pkgver=1.0\n" + text), s => s.Name.AsSpan().ContainsAny('$', '`'));

    [Theory]
    [InlineData("")]
    [InlineData("source=(")]
    [InlineData("source=('a")]
    [InlineData("source=(\"$")]
    [InlineData("source=")]
    [InlineData("=\n==\n")]
    public void A_text_that_ends_anywhere_is_read_to_its_end(string text) =>
        Assert.InRange(PkgBuildText.Parse(text).Count, 0, 1);
}
