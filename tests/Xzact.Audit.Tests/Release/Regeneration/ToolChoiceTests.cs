using Xzact.Audit.Case;
using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class ToolChoiceTests
{
    private static readonly Dictionary<string, string> s_installed = new()
    {
        ["autoconf"] = "autoconf (GNU Autoconf) 2.71",
        ["autoconf2.69"] = "autoconf (GNU Autoconf) 2.69",
        ["autoconf-2.72"] = "autoconf (GNU Autoconf) 2.72",
        ["automake"] = "automake (GNU automake) 1.16.5",
        ["automake-1.16"] = "automake (GNU automake) 1.16.5",
        ["bison"] = "bison (GNU Bison) 3.8.2",
    };

    [Theory]
    [InlineData("2.69", "2.69", "autoconf2.69")]
    [InlineData("2.71", "2.71", null)]
    [InlineData("2.72", "2.72", "autoconf-2.72")]
    [InlineData("2.68", "2.69", "autoconf2.69")]
    [InlineData("2.70", "2.71", null)]
    [InlineData("2.73", "2.72", "autoconf-2.72")]
    [InlineData("$(reboot)", "2.69", "autoconf2.69")]
    public void The_version_that_files_name_runs_or_the_nearest(string claimed, string used, string? program)
    {
        ToolChoice choice = ToolChoice.Of([$"GNU Autoconf {claimed}"], s_installed);
        Assert.Equal(new RegenerationTool("autoconf", claimed, used), choice.Tools[0]);
        Assert.Equal(program, choice.Environment.GetValueOrDefault("AUTOCONF"));
        Assert.Equal(
            program?.Replace("autoconf", "autom4te", StringComparison.Ordinal),
            choice.Environment.GetValueOrDefault("AUTOM4TE"));
    }

    [Fact]
    public void Where_nothing_is_claimed_the_usual_program_runs()
    {
        ToolChoice choice = ToolChoice.Of([], s_installed);
        Assert.Equal(new("autoconf", null, "2.71"), choice.Tools[0]);
        Assert.Empty(choice.Environment);
    }

    [Fact]
    public void The_claim_of_most_files_counts()
    {
        ToolChoice choice = ToolChoice.Of(["automake 1.11", "automake 1.16.5", "automake 1.16.5"], s_installed);
        Assert.Contains(new("automake", "1.16.5", "1.16.5"), choice.Tools);
    }

    [Fact]
    public void A_tool_that_is_not_installed_is_said_to_be_missing() => Assert.Contains(
        new("help2man", "1.49.3", null), ToolChoice.Of(["help2man 1.49.3"], s_installed).Tools);

    [Theory]
    [InlineData("autoconf (GNU Autoconf) 2.71", "2.71")]
    [InlineData("flex 2.6.4", "2.6.4")]
    [InlineData("no version here", null)]
    [InlineData("", null)]
    public void The_version_is_the_last_word_that_is_one(string line, string? version) =>
        Assert.Equal(version, ToolChoice.VersionIn(line));
}
