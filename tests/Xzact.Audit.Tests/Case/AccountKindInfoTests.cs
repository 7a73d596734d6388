using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class AccountKindInfoTests
{
    [Fact]
    public void Every_kind_has_exactly_one_row() => Assert.Equal(
        Enum.GetValues<AccountKind>().Order(), AccountKindInfo.All.Select(info => info.Kind).Order());

    [Fact]
    public void Identifiers_are_distinct() =>
        Assert.Equal(AccountKindInfo.All.Count, AccountKindInfo.All.Select(info => info.Id).Distinct().Count());

    [Fact]
    public void Every_kind_that_is_drawn_has_a_colour_for_tile_and_legend()
    {
        string css = EmbeddedText.Read("Reports/Html/report.css");
        foreach (AccountKindInfo info in AccountKindInfo.All.Where(i => i.InArchive))
        {
            Assert.Contains($".map .{info.Id} {{ fill:", css, StringComparison.Ordinal);
            Assert.Contains($".swatch.{info.Id} {{ background:", css, StringComparison.Ordinal);
        }
    }
}
