using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Options;

public sealed class OptionTableTests
{
    /// <summary>The long options of XZ Utils 5.8.3.</summary>
    private const string LongNames =
        "arm arm64 armthumb best block-list block-size check compress decompress delta extreme fast files files0 " +
        "filters filters-help filters1 filters2 filters3 filters4 filters5 filters6 filters7 filters8 filters9 " +
        "flush-timeout force format help ia64 ignore-check info-memory keep list long-help lzma1 lzma2 memlimit " +
        "memlimit-compress memlimit-decompress memlimit-mt-decompress memory no-adjust no-sparse no-sync no-warn " +
        "powerpc quiet riscv robot single-stream sparc stdout suffix test threads to-stdout uncompress verbose " +
        "version x86";

    private const string ShortNames = "0123456789CFHMQSTVcdefhklqrtvz";

    [Fact]
    public void The_set_of_options_is_that_of_upstream()
    {
        Assert.Equal(
            LongNames,
            string.Join(
                ' ',
                OptionTable.All.Where(o => o.Name.Length > 0 && !o.IsOwn).Select(o => o.Name)
                    .Order(StringComparer.Ordinal)));
        Assert.Equal(
            ShortNames,
            string.Concat(OptionTable.All.Select(o => o.Short).Where(c => c != '\0').Distinct().Order()));
    }

    [Fact]
    public void Options_with_one_letter_have_one_meaning_and_one_rule() =>
        Assert.All(
            OptionTable.All.Where(o => o.Short != '\0').GroupBy(o => o.Short),
            same => Assert.Single(same.Select(o => (o.Meaning, o.Rule)).Distinct()));

    [Fact]
    public void What_the_help_shows_has_a_text() =>
        Assert.All(
            OptionTable.All.Where(o => o.Group != OptionGroup.Hidden), option => Assert.NotEqual("", option.Help));
}
