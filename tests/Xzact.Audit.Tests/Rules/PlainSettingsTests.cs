using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class PlainSettingsTests
{
    [Theory]
    [InlineData("pytest.ini", "[pytest]\naddopts = -q -ra --tb=short --strict-markers\nmarkers =\n    slow: long\n")]
    [InlineData("tox.ini", "# tests\n[tox]\nenvlist =\n    py3\n    lint\n\n[flake8]\nmax-line-length = 100\n")]
    [InlineData("tox.ini", "[tox]\nenvlist = py{310,311}\n")]
    [InlineData("demo.props", "<Project/>\n")]
    [InlineData("demo.props", "<Project>\n  <PropertyGroup>\n <Version>1.0</Version>\n </PropertyGroup>\n</Project>\n")]
    [InlineData("demo.vcxproj.user", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        + "<Project ToolsVersion=\"4.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n</Project>\n")]
    [InlineData("log.user", "who wrote what\n")]
    [InlineData("demo.gemspec", "Gem::Specification.new do |s|\n  s.name = \"demo\"\n  s.authors = ['A', 'B']\nend\n")]
    [InlineData("demo.gemspec", "Gem::Specification.new { |s| s.name = \"demo\" }\n")]
    public void Settings_that_only_describe_do_not_act(string name, string text) =>
        Assert.Null(PlainSettings.FirstOther(File(name, text)));

    [Theory]
    [InlineData("pytest.ini", "addopts = -p demo")]
    [InlineData("pytest.ini", "addopts = -pdemo")]
    [InlineData("pytest.ini", "addopts = -c x.ini")]
    [InlineData("pytest.ini", "python_files = *.bin")]
    [InlineData("pytest.ini", "  -p demo")]
    [InlineData("tox.ini", "commands = date")]
    [InlineData("tox.ini", "    date")]
    [InlineData("tox.ini", "[testenv]\n    date")]
    [InlineData("tox.ini", "deps = demo")]
    [InlineData("demo.props", "<Import Project=\"x\"/>")]
    [InlineData("demo.props", "<PropertyGroup><PreBuildEvent>date</PreBuildEvent></PropertyGroup>")]
    [InlineData("demo.props", "<Version>$([System.IO.File]::ReadAllText(x))</Version>")]
    [InlineData("demo.props", "<PropertyGroup Condition=\"$([System.IO.File]::Exists(x))\">")]
    [InlineData("demo.props", "<Project Sdk=\"Demo\">")]
    [InlineData("demo.props", "<!DOCTYPE x>")]
    [InlineData("demo.user", "<Target Name=\"x\">")]
    [InlineData("demo.gemspec", "s.version = `date`")]
    [InlineData("demo.gemspec", "s.version = \"#{date}\"")]
    [InlineData("demo.gemspec", "s.extensions = [\"extconf.rb\"]")]
    [InlineData("demo.gemspec", "s.name = \"a\"; system(\"date\")")]
    [InlineData("demo.gemspec", "s.authors = [File.read(\"x\")]")]
    [InlineData("demo.gemspec", "require \"demo\"")]
    public void Any_other_line_may(string name, string line)
    {
        Evidence? act = PlainSettings.FirstOther(File(name, "\n" + line + "\n"));
        Assert.Equal(line.Split('\n')[^1].Trim(), act?.Excerpt);
    }

    [Theory]
    [InlineData("pytest.ini", true)]
    [InlineData("Directory.Build.props", true)]
    [InlineData("setup.cfg", false)]
    [InlineData("demo.targets", false)]
    public void It_reads_three_kinds_of_files(string name, bool isRead) =>
        Assert.Equal(isRead, PlainSettings.CanRead(name));

    private static SuspectFile File(string path, string text) =>
        new(new(path, new(AccountKind.Unaccounted, "")) { Role = FileRole.PackageBuild }, text);
}
