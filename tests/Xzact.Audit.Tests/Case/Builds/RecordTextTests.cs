using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Tests.Case.Builds;

public sealed class RecordTextTests
{
    private const string Header = """{"format":"xzact-build/1","command":["make"],"root":"/b"}""" + "\n";

    [Fact]
    public void What_was_written_is_read_again()
    {
        BuildRecord record = new(
            new(["make", "a\u001b\n\"b"], "/b", "strace 6.1", Sandboxed: true, Network: false),
            [new("tests/x\u202e.bin", FileRole.TestData, 7, "00", "11"), new("link", FileRole.Other, 0, null, null)],
            [
                new(BuildEventKind.Start, 2) { Parent = 1 },
                new(BuildEventKind.Exec, 2)
                {
                    Path = "/usr/bin/cc", Arguments = ["cc", ""], Folder = "/b", Input = "pipe:[1]", Output = "/b/o",
                },
                new(BuildEventKind.Write, 2) { Path = "/usr/x", Mode = WriteMode.Update, Error = "EROFS" },
                new(BuildEventKind.Rename, 2) { Path = "/b/a", Target = "/b/c" },
                new(BuildEventKind.Exit, 2) { Code = 137 },
            ],
            new(0, 5, 1, 2) { Trouble = "none" });
        using StringWriter text = new();
        RecordText.Write(record, text);
        using StringReader reader = new(text.ToString());
        BuildRecord again = RecordText.Read(reader, "x");
        using StringWriter second = new();
        RecordText.Write(again, second);
        Assert.Equal(text.ToString(), second.ToString());
        Assert.Equal(record.End, again.End);
        Assert.Equal(record.Tree, again.Tree);
        Assert.Equal(record.Events[2], again.Events[2] with { Arguments = record.Events[2].Arguments });
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{}\n", "line 1: a record begins")]
    [InlineData("not json\n", "line 1: it is no line")]
    [InlineData(Header + "{\"p\":0,\"do\":\"read\"}\n", "line 2: it has no process")]
    [InlineData(Header + "{\"p\":1,\"do\":\"fly\"}\n", "line 2: it has no process or no known action")]
    [InlineData(Header + "{\"p\":1,\"do\":\"0\"}\n", "line 2: it has no process or no known action")]
    [InlineData(Header + "{\"p\":1,\"do\":\"read\",\"extra\":1}\n", "line 2: it is no line")]
    [InlineData(Header + "\n{\"end\":true}\n{\"p\":1,\"do\":\"exit\"}\n", "line 4: there is more behind the end")]
    public void A_damaged_record_is_refused_with_the_line(string text, string expected)
    {
        using StringReader reader = new(text);
        AuditInputException e = Assert.Throws<AuditInputException>(() => RecordText.Read(reader, "name"));
        Assert.Contains("name: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_cut_off_says_so()
    {
        using StringReader reader = new(Header + "{\"p\":1,\"do\":\"read\",\"path\":\"/b/a\"}\n");
        Assert.NotNull(RecordText.Read(reader, "x").End.Trouble);
    }

    [Fact]
    public void A_line_that_would_fill_the_memory_is_refused()
    {
        using StringReader reader = new(Header + new string(' ', 2_000_000) + "\n");
        Assert.Throws<AuditInputException>(() => RecordText.Read(reader, "x"));
    }
}
