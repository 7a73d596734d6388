using Xzact.Audit.Case;
using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class LineDiffTests
{
    [Fact]
    public void Equal_texts_have_no_hunks() => Assert.Empty(LineDiff.Compare("a\nb\na\n", "a\nb\na\n"));

    [Fact]
    public void An_added_line_is_one_hunk_with_its_number()
    {
        ResidualHunk hunk = Assert.Single(LineDiff.Compare("a\nb\nevil\nc\n", "a\nb\nc\n"));
        Assert.Equal((3, 3), (hunk.Line, hunk.RegeneratedLine));
        Assert.Equal(["evil"], hunk.Lines);
        Assert.Empty(hunk.RegeneratedLines);
    }

    [Fact]
    public void A_changed_line_among_repeated_ones_is_found_alone()
    {
        string same = string.Concat(Enumerable.Repeat("fi\n", 50));
        ResidualHunk hunk = Assert.Single(LineDiff.Compare(same + "x\n" + same, same + "y\n" + same));
        Assert.Equal((51, 51, "x", "y"), (hunk.Line, hunk.RegeneratedLine, hunk.Lines[0], hunk.RegeneratedLines[0]));
    }

    [Fact]
    public void A_moved_line_is_in_two_hunks()
    {
        IReadOnlyList<ResidualHunk> hunks = LineDiff.Compare("a\nm\nb\nc\nd\n", "a\nb\nc\nm\nd\n");
        Assert.Equal(2, hunks.Count);
        Assert.Equal(1, hunks.Sum(h => h.Lines.Count));
        Assert.Equal(1, hunks.Sum(h => h.RegeneratedLines.Count));
    }

    [Fact]
    public void The_hunks_make_the_one_text_of_the_other_whatever_they_are()
    {
        Random random = new(41);
        for (int round = 0; round < 300; round++)
        {
            int alphabet = random.Next(1, 40);
            string[] right = [.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => $"l{random.Next(alphabet)}")];
            List<string> left = [.. right];
            for (int i = random.Next(8); i > 0; i--)
            {
                int at = random.Next(left.Count + 1);
                if (random.Next(2) == 0 || at == left.Count)
                {
                    left.Insert(at, $"l{random.Next(alphabet * 2)}");
                }
                else
                {
                    left.RemoveAt(at);
                }
            }

            string archived = string.Join('\n', left);
            string regenerated = string.Join('\n', right);
            IReadOnlyList<ResidualHunk> hunks = LineDiff.Compare(archived, regenerated);
            Assert.Equal(archived, Apply(hunks, regenerated));
            Assert.All(hunks, hunk => Assert.True(hunk.Count > 0));
        }
    }

    [Fact]
    public void Texts_of_nothing_but_repeated_lines_cost_no_more_than_their_limit()
    {
        string left = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i % 7}\n"));
        string right = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i % 5}\n"));
        Assert.Equal(left, Apply(LineDiff.Compare(left, right), right));
    }

    private static string Apply(IReadOnlyList<ResidualHunk> hunks, string regenerated)
    {
        string[] lines = regenerated.Split('\n');
        List<string> result = [];
        int at = 0;
        foreach (ResidualHunk hunk in hunks)
        {
            int from = Assert.NotNull(hunk.RegeneratedLine) - 1;
            result.AddRange(lines[at..from]);
            Assert.Equal(hunk.Line, result.Count + 1);
            Assert.Equal(hunk.RegeneratedLines, lines.Skip(from).Take(hunk.RegeneratedLines.Count));
            result.AddRange(hunk.Lines);
            at = from + hunk.RegeneratedLines.Count;
        }

        return string.Join('\n', result.Concat(lines[at..]));
    }
}
