using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class MacroGapTests
{
    [Fact]
    public void What_stands_between_statements_goes_with_the_one_that_follows_and_at_the_end_with_the_last()
    {
        const string Text = "# first\nONE\n\nTWO\nTHREE\n# last\n";
        MacroGap[] gaps = [.. MacroGap.Of(Text, MacroFile.Read(Text)!.Units)];
        Assert.Equal(
            [new(0, 8, null, "ONE"), new(12, 1, "ONE", "TWO"), new(23, 7, "THREE", null)], gaps);
        Assert.Equal(MacroGap.InFront("ONE", "# first\n"), gaps[0].In(Text));
        Assert.Equal(MacroGap.AtEnd("THREE", "# last\n"), gaps[2].In(Text));
        Assert.Equal(3, gaps.Select(gap => gap.In(Text)).Distinct().Count());
    }

    [Fact]
    public void A_text_without_statements_is_one_gap() =>
        Assert.Equal([new(0, 4, null, null)], MacroGap.Of("# a\n", []));

    [Fact]
    public void The_last_year_of_a_range_has_a_place() =>
        Assert.Equal("# 1996-N, 2002", MacroGap.WithoutYear("# 1996-2021, 2002"));
}
