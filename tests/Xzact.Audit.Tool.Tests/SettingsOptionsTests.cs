namespace Xzact.Audit.Tool.Tests;

public sealed class SettingsOptionsTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const string Empty = "{\"schema\":\"xzact-config/v1\",\"failOn\":\"none\"}";

    private string[] Release(params string[] more) => ["release", demo.Shipped, "--source", demo.Source, .. more];

    private string Write(string name, string text)
    {
        string file = Path.Combine(demo.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<ToolRun> RunAsync(string? xdg, params string[] arguments)
    {
        await using StringWriter output = new();
        await using StringWriter error = new();
        ToolConsole console = new(
            output, error, OutIsTerminal: false, ErrorIsTerminal: false,
            name => name == "XDG_CONFIG_HOME" ? xdg : null);
        int code = await XzactCommand.RunAsync(arguments, console, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    [Fact]
    public async Task Settings_of_the_user_hold_unless_the_command_line_says_otherwise()
    {
        Write("xdg/xzact/config.json", Empty);
        string xdg = Path.Combine(demo.Folder, "xdg");
        Assert.Equal(0, (await RunAsync(xdg, Release())).ExitCode);
        Assert.Equal(1, (await RunAsync(xdg, Release("--fail-on", "high"))).ExitCode);
        Assert.Equal(1, (await RunAsync(null, Release())).ExitCode);
    }

    [Fact]
    public async Task Settings_that_are_named_replace_those_of_the_user()
    {
        Write("xdg2/xzact/config.json", Empty);
        string named = Write("named.json", "{\"schema\":\"xzact-config/v1\"}");
        ToolRun run = await RunAsync(Path.Combine(demo.Folder, "xdg2"), Release("--config", named));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("named.json", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_in_the_audited_repository_are_refused_or_passed_over()
    {
        string inside = Write("demosum.git/xzact/config.json", Empty);
        Assert.Equal(2, (await RunAsync(null, Release("--config", inside))).ExitCode);
        ToolRun run = await RunAsync(demo.Source, Release());
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("were not read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_goes_out_and_comes_in_again()
    {
        string ledger = Path.Combine(demo.Folder, "ledger.json");
        Assert.Equal(1, (await RunAsync(null, Release("--ledger-out", ledger))).ExitCode);
        string text = await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken);
        Assert.Contains("\"review\": \"\"", text, StringComparison.Ordinal);
        Write(
            "ledger.json",
            text.Replace("\"review\": \"\"", "\"review\": \"a look-alike\"", StringComparison.Ordinal));
        ToolRun again = await RunAsync(null, Release("--ledger-in", ledger, "--ledger-out", ledger));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("earlier audit, not again", again.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(
            "a look-alike", await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_may_not_replace_the_archive() =>
        Assert.Equal(2, (await RunAsync(null, Release("--ledger-out", demo.Shipped))).ExitCode);
}
