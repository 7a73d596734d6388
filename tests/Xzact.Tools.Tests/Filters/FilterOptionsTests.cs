using Xzact.Tools.Filters;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Filters;

public sealed class FilterOptionsTests
{
    [Theory]
    [InlineData("lzma2", null, "--lzma2=dict=8MiB,lc=3,lp=0,pb=2,mode=normal,nice=64,mf=bt4,depth=0")]
    [InlineData("lzma2", "dict=max,preset=1e,depth=4294967295",
        "--lzma2=dict=1MiB,lc=3,lp=0,pb=2,mode=normal,nice=273,mf=bt4,depth=4294967295")]
    [InlineData("delta", ",dist=256,", "--delta=dist=256")]
    [InlineData("ia64", "start=16", "--ia64=start=16")]
    [InlineData("sparc", "", "--sparc")]
    public void Pairs_set_what_they_name(string filter, string? text, string expected) => Assert.Equal(
        expected, FilterDescription.Of([FilterOptions.Parse(FilterKind.Find(filter)!, text)], encodes: true));

    [Theory]
    [InlineData("lc", "lc: Options must be 'name=value' pairs separated with commas")]
    [InlineData("lc=1,=2", ": Invalid option name")]
    [InlineData("mode=slow", "slow: Invalid option value")]
    [InlineData("preset=6ee", "Unsupported LZMA1/LZMA2 preset: 6ee")]
    [InlineData("nice=274", "Value of the option 'nice' must be in the range [2, 273]")]
    [InlineData("lc=2,lp=3", "The sum of lc and lp must not exceed 4")]
    public void What_is_no_pair_is_refused(string text, string message) => Assert.Equal(
        message, Assert.Throws<UsageException>(() => FilterOptions.Parse(FilterKind.Lzma2, text)).Message);
}
