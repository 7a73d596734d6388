using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class KnownPartsWriterTests
{
    internal const string Macro =
        "AC_DEFUN([DEMO_X], [\nif test -n \"$demo_first\"; then\n  demo_second=$1-value\nfi\n"
        + "echo \"third of $1 lines\"\n])\n";

    [Fact]
    public void What_is_written_is_found()
    {
        KnownPartsIndex index = Index(
            ("demo", "x.m4", Macro, 12_000), ("other", "y.m4", "AC_DEFUN([OTHER_Y], [echo y])\n", 1));
        KnownUnit unit = index.FindUnit(CanonicalText.Statement(Macro))!;
        Assert.Equal(("demo", "DEMO_X"), (unit.Part.Project, unit.Part.Name));
        Assert.Equal(new DateOnly(2002, 11, 9), unit.FirstCommit);
        Assert.Null(index.FindUnit(
            CanonicalText.Statement(Macro.Replace("third", "fourth", StringComparison.Ordinal))));

        List<KnownLine> found = [];
        index.Find("if test -n \"$demo_first\"; then", _ => false, found);
        index.Find("echo \"third of seven lines\"", _ => false, found);
        Assert.Equal(2, found.Count);
        Assert.True(found[0].Places.Span[0].Rank < found[1].Places.Span[0].Rank);
        Assert.Equal("DEMO_X", index.PartAt(found[0].Places.Span[0].Part).Name);
        found.Clear();
        index.Find("echo \"third of `inert` lines\"", _ => false, found);
        Assert.Empty(found);
    }

    [Fact]
    public void The_same_collection_gives_the_same_bytes_in_any_order_of_files() => Assert.Equal(
        Bytes(("a", "x.m4", Macro, 1), ("b", "y.m4", "AC_DEFUN([OTHER_Y], [\necho y\n])\n", 1)),
        Bytes(("b", "y.m4", "AC_DEFUN([OTHER_Y], [\necho y\n])\n", 1), ("a", "x.m4", Macro, 1)));

    internal static KnownPartsIndex Index(params (string Project, string Name, string Text, int Day)[] files) =>
        KnownPartsIndex.Load(Bytes(files));

    internal static byte[] Bytes(params (string Project, string Name, string Text, int Day)[] files)
    {
        PartsCollection parts = new();
        foreach ((string project, string name, string text, int day) in files)
        {
            parts.Add(project, name, text, day);
        }

        using MemoryStream stream = new();
        KnownPartsWriter.Write(parts, stream);
        return stream.ToArray();
    }
}
