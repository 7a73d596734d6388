using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class LineMapTests
{
    [Fact]
    public void Offsets_have_lines()
    {
        LineMap map = LineMap.Of("a\nbc\n");
        Assert.Equal([1, 1, 2, 2, 2, 3], Enumerable.Range(0, 6).Select(map.LineAt));
        Assert.Equal(7, LineMap.Fixed(7).LineAt(100));
    }

    [Fact]
    public void Parts_keep_the_lines_of_their_file()
    {
        ShellTextBuilder builder = new();
        builder.Append("a\nb\n", 10).Append("c\n", 4);
        BuildScript script = builder.Build();
        Assert.Equal("a\nb\nc\n", script.Text);
        Assert.Equal([10, 10, 11, 11, 4], Enumerable.Range(0, 5).Select(script.Lines.LineAt));
    }
}
