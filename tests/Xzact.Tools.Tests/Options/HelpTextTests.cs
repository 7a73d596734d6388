using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Options;

public sealed class HelpTextTests
{
    [Fact]
    public void It_fits_a_terminal_of_80_columns_and_shows_every_option()
    {
        string text = HelpText.Format("xz", all: true, OptionTable.All);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 79));
        Assert.All(
            OptionTable.All.Where(o => o.Group != OptionGroup.Hidden && o.Name.Length > 0),
            option => Assert.Contains("--" + option.Name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_short_help_has_the_basic_options_only()
    {
        string text = HelpText.Format("xz", all: false, OptionTable.All);
        Assert.Contains("--keep", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--robot", text, StringComparison.Ordinal);
    }
}
