using Xzact.Tools.Commands;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Options;

public sealed class ManualPageTests
{
    public static TheoryData<string> Names { get; } = [.. CommandNames.Installed];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_name_has_a_page_or_the_link_to_one(string name)
    {
        string page = ManualPage.Of(name);
        if (page.StartsWith(".so man1/", StringComparison.Ordinal))
        {
            string target = page[".so man1/".Length..].TrimEnd('\n');
            Assert.EndsWith(".1", target, StringComparison.Ordinal);
            page = ManualPage.Of(target[..^2]);
        }

        Assert.Contains(".SH DESCRIPTION\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".SH DESCRIPTION\n.SH", page, StringComparison.Ordinal);
        Assert.DoesNotContain("?.", page, StringComparison.Ordinal);
        Assert.All(page.Split('\n'), line => Assert.False(line.StartsWith('\''), line));
    }

    [Fact]
    public void A_name_that_is_none_is_refused() => Assert.Throws<UsageException>(() => ManualPage.Of("gzip"));

    [Fact]
    public void The_page_of_xz_has_every_option_and_preset()
    {
        string page = ManualPage.Of("xz");
        foreach (Option option in OptionTable.All.Where(option => option.Group != OptionGroup.Hidden))
        {
            string left = HelpText.Left(option).Trim().Replace("-", "\\-", StringComparison.Ordinal);
            Assert.Contains(left, page, StringComparison.Ordinal);
        }

        for (int level = 0; level <= 9; level++)
        {
            Assert.Contains($"\n  \\-{level} ", page, StringComparison.Ordinal);
        }
    }
}
