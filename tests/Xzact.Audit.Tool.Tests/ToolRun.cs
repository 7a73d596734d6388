namespace Xzact.Audit.Tool.Tests;

/// <summary>One run of the tool in this process, with its output captured.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static async Task<ToolRun> OfAsync(params string[] arguments)
    {
        await using StringWriter output = new();
        await using StringWriter error = new();
        ToolConsole console = new(output, error, OutIsTerminal: false, ErrorIsTerminal: false, _ => null);
        int code = await XzactCommand.RunAsync(arguments, console, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
