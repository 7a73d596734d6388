using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class EvidenceTests
{
    [Fact]
    public void An_excerpt_is_trimmed_and_cut_at_its_limit()
    {
        Assert.Equal("a b", new Evidence("w", Excerpt: "  a b\n").Excerpt);
        string cut = new Evidence("w", Excerpt: new string('x', Evidence.MaxExcerpt + 1)).Excerpt!;
        Assert.Equal(Evidence.MaxExcerpt, cut.Length);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void An_excerpt_of_exactly_the_limit_is_kept_whole()
    {
        string text = new('x', Evidence.MaxExcerpt);
        Assert.Equal(text, new Evidence("w", Excerpt: text).Excerpt);
    }
}
