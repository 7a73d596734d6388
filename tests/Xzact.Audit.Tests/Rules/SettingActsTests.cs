using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class SettingActsTests
{
    [Theory]
    [InlineData("a.spec", "Summary: what %(echo it) does")]
    [InlineData("a.spec", "%global x %{lua:print(1)}")]
    [InlineData("a.spec", "%include other.inc")]
    [InlineData("a.spec", "%{load:macros}")]
    [InlineData("a.spec", "Summary: %%%(echo three signs)")]
    [InlineData("Doxyfile", "INPUT_FILTER = sed")]
    [InlineData("Doxyfile.in", "@INCLUDE = other")]
    [InlineData("Doxyfile.release", "FILTER_PATTERNS += *.h=tool")]
    public void A_line_that_names_what_is_run_acts(string path, string line)
    {
        Evidence act = SettingActs.First(File(path, "Name: x\n" + line + "\n"))!;
        Assert.Equal((2, line), (act.Line, act.Excerpt));
    }

    [Theory]
    [InlineData("a.spec", "Version: %{version}\n%build\n%configure\nmake %{?_smp_mflags}")]
    [InlineData("a.spec", "# %(echo a comment)")]
    [InlineData("a.spec", "Summary: one hundred %%(of it)")]
    [InlineData("a.spec", "%changelog\n* Sat May 03 2025 nobody - 1.0-1\n- Release")]
    [InlineData("Doxyfile", "INPUT = src\nPROJECT_NUMBER = 1.0")]
    [InlineData("Doxyfile", "INPUT_FILTER =\n# INPUT_FILTER = sed")]
    public void Any_other_line_does_not(string path, string text) => Assert.Null(SettingActs.First(File(path, text)));

    [Theory]
    [InlineData("a.spec", true)]
    [InlineData("Doxyfile.in", true)]
    [InlineData("setup.py", false)]
    public void It_reads_two_kinds_of_files(string name, bool isRead) =>
        Assert.Equal(isRead, SettingActs.CanRead(name));

    private static SuspectFile File(string path, string text) =>
        new(new(path, new(AccountKind.Unaccounted, "")) { Role = FileRole.PackageBuild }, text);
}
