using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class LineEndsTests
{
    private static StoryPayload[] Of(IEnumerable<string> lines)
    {
        byte[] data = Encoding.Latin1.GetBytes(string.Join('\n', lines) + "\n");
        ContentFile content = new("doc/notes.txt", data.Length, () => data);
        ContentReport report = new ContentCollector(ContentLimits.Default, IndicatorList.Parse(""), new([], []))
            .Collect([content], CancellationToken.None);
        return [.. LineEnds.Of(new(content, isExecutable: false) { Account = report.Accounts[0] })];
    }

    private static string Bits(int value) =>
        string.Concat(Enumerable.Range(0, 8).Select(bit => (value >> bit & 1) == 0 ? ' ' : '\t'));

    [Fact]
    public void Blanks_and_tabs_that_differ_from_line_to_line_are_said()
    {
        StoryPayload fact = Assert.Single(Of(Enumerable.Range(0, 12).Select(i => $"Line {i}." + Bits(37 * i))));
        Assert.Equal(PayloadKind.LineEnds, fact.Kind);
        Assert.StartsWith("12 of its lines end in 4 blanks and tabs or more, in 12", fact.Evidence.What,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    ", 40)]
    [InlineData("  ", 40)]
    [InlineData("", 40)]
    public void Ends_that_are_alike_or_short_are_not(string end, int lines) =>
        Assert.Empty(Of(Enumerable.Range(0, lines).Select(i => $"Line {i}." + end)));

    [Fact]
    public void Few_lines_are_not() =>
        Assert.Empty(Of(Enumerable.Range(0, 7).Select(i => $"Line {i}." + Bits(37 * i))));
}
