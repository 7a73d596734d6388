namespace Xzact.Audit.Tool.Tests;

public sealed class ToolConsoleTests
{
    [Theory]
    [InlineData("auto", true, null, null, null, true)]
    [InlineData("auto", false, null, null, null, false)]
    [InlineData("auto", true, "1", null, null, false)]
    [InlineData("auto", true, null, "dumb", null, false)]
    [InlineData("auto", false, null, null, "1", true)]
    [InlineData("auto", false, null, null, "0", false)]
    [InlineData("always", false, "1", "dumb", null, true)]
    [InlineData("never", true, null, null, "1", false)]
    public void Colour_follows_the_option_then_the_environment_then_the_terminal(
        string choice, bool terminal, string? noColor, string? term, string? force, bool expected)
    {
        ToolConsole console = new(TextWriter.Null, TextWriter.Null, terminal, terminal, name => name switch
        {
            "NO_COLOR" => noColor,
            "TERM" => term,
            "CLICOLOR_FORCE" => force,
            _ => null,
        });
        Assert.Equal(expected, console.UsesColor(choice));
    }
}
