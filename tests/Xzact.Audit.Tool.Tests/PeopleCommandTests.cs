using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tool.Tests;

public sealed class PeopleCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-people-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Repository()
    {
        string path = Path.Combine(_folder, "repo.git");
        GitImport.CreateBare(path, stream => stream.Write(Encoding.UTF8.GetBytes(
            "commit refs/heads/main\ncommitter Ann Example <ann@example.invalid> 1700000000 +0000\ndata 2\nm\n"
            + "M 100644 inline a\ndata 3\nabc\n\n")));
        return path;
    }

    [Fact]
    public async Task A_repository_is_looked_at_without_names()
    {
        ToolRun run = await ToolRun.OfAsync("people", Repository());
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 commit", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Names_are_refused_where_the_output_is_no_terminal()
    {
        ToolRun run = await ToolRun.OfAsync("people", Repository(), "--names");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("terminal", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_report_does_not_replace_a_mailbox()
    {
        string mailbox = Path.Combine(_folder, "list.mbox");
        File.WriteAllText(mailbox, "");
        ToolRun run = await ToolRun.OfAsync("people", Repository(), "--mbox", mailbox, "--report", $"json={mailbox}");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(0, new FileInfo(mailbox).Length);
    }

    [Theory]
    [InlineData("people")]
    [InlineData("people", "there-is-none")]
    public async Task Wrong_use_is_exit_code_2(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }
}
