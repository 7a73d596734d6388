namespace Xzact.Audit.Tool.Tests;

public sealed class StepLinesTests : IDisposable
{
    private readonly StringWriter _error = new();

    private string[] Lines =>
        _error.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Each_step_is_named_once_whatever_it_prints()
    {
        StepLines lines = new(_error);
        lines.Report("autoreconf: running aclocal");
        lines.Report("autoreconf: running automake");
        lines.Report("make");
        Assert.Equal(["xzact: regenerating: autoreconf", "xzact: regenerating: make"], Lines);
    }

    [Fact]
    public void What_a_build_prints_cannot_flood_or_command_the_terminal()
    {
        StepLines lines = new(_error);
        for (int i = 0; i < 1_000; i++)
        {
            lines.Report($"\u001b[2J{i}: x");
        }

        lines.Report(new string('x', 1_000));
        Assert.InRange(Lines.Length, 1, 16);
        Assert.DoesNotContain('\u001b', _error.ToString());
    }
}
