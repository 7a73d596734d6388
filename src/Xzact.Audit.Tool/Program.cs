namespace Xzact.Audit.Tool;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => XzactCommand.RunAsync(arguments, ToolConsole.OfProcess());
}
