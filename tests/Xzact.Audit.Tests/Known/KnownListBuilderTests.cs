using Xzact.Audit.Git;
using Xzact.Audit.Known;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownListBuilderTests : IDisposable
{
    private readonly GitFixture _gnulib = new();
    private readonly GitFixture _automake = new();

    public void Dispose()
    {
        _gnulib.Dispose();
        _automake.Dispose();
    }

    [Fact]
    public void The_list_holds_every_selected_content_of_the_whole_history_once()
    {
        _gnulib.Write("m4/foo.m4", Macro("# foo.m4 serial 1"));
        _gnulib.Write("lib/foo.c", "int foo;\n");
        _gnulib.Write("README", "not selected\n");
        CommitAt(_gnulib, "2001-02-03T10:00:00 +0000");
        _gnulib.Write("m4/foo.m4", Macro("# foo.m4\n# serial 2"));
        _gnulib.Write("build-aux/compile", "shared script\n");
        CommitAt(_gnulib, "2002-02-03T23:30:00 -0500");
        File.Delete(Path.Combine(_gnulib.Repository, "m4/foo.m4"));
        _gnulib.Write("m4/renamed.m4", Macro("# foo.m4\n# serial 2"));
        CommitAt(_gnulib, "2003-02-03T10:00:00 +0000");
        _gnulib.Git("checkout", "--quiet", "-b", "side", "HEAD~1");
        _gnulib.Write("m4/side.m4", Macro("dnl no number"));
        CommitAt(_gnulib, "2004-02-03T10:00:00 +0000");
        _gnulib.Git("checkout", "--quiet", "main");
        _automake.Write("lib/compile", "shared script\n");
        CommitAt(_automake, "2000-01-01T00:00:00 +0000");

        string[] rows = Build(("gnulib", _gnulib.Repository), ("automake", _automake.Repository))
            .Select(row => $"{row.File.Project} {row.File.Path} {row.File.FirstCommit:yyyy-MM-dd} {row.File.Serial}")
            .ToArray();
        Assert.Equal(
            [
                "automake lib/compile 2000-01-01 ",
                "gnulib lib/foo.c 2001-02-03 ",
                "gnulib m4/foo.m4 2001-02-03 1",
                "gnulib m4/foo.m4 2002-02-04 2", // committed on the 3rd at 23:30 -0500
                "gnulib m4/side.m4 2004-02-03 ",
            ],
            rows);
    }

    [Fact]
    public void The_index_of_a_built_list_finds_the_files_of_the_clone()
    {
        string content = Macro("# foo.m4 serial 7");
        _gnulib.Write("m4/foo.m4", content);
        CommitAt(_gnulib, "2001-02-03T10:00:00 +0000");
        using var list = new StringWriter();
        KnownListBuilder.Build([("gnulib", _gnulib.Repository)], list);
        using var binary = new MemoryStream();
        KnownUpstreamIndexWriter.Write(new StringReader(list.ToString()), binary);
        binary.Position = 0;

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(content);
        byte[] hash = System.Security.Cryptography.SHA256.HashData(bytes);
        Assert.True(KnownUpstreamIndex.Load(binary).TryFind(hash, bytes.Length, out KnownFile? file));
        Assert.Equal(new KnownFile("gnulib", "m4/foo.m4", bytes.Length, new DateOnly(2001, 2, 3), 7), file);
    }

    [Fact]
    public void A_content_that_only_a_merge_brought_in_is_found()
    {
        _gnulib.Write("m4/a.m4", Macro("base"));
        CommitAt(_gnulib, "2001-01-01T00:00:00 +0000");
        _gnulib.Git("checkout", "--quiet", "-b", "side");
        _gnulib.Write("m4/b.m4", Macro("side"));
        CommitAt(_gnulib, "2001-01-02T00:00:00 +0000");
        _gnulib.Git("checkout", "--quiet", "main");
        _gnulib.Git("merge", "--quiet", "--no-ff", "--no-commit", "side");
        _gnulib.Write("m4/evil.m4", Macro("only in the merge"));
        CommitAt(_gnulib, "2001-01-03T00:00:00 +0000");
        Assert.Contains(Build(("gnulib", _gnulib.Repository)), row => row.File.Path == "m4/evil.m4");
    }

    [Fact]
    public void A_shallow_clone_is_refused()
    {
        _gnulib.Write("m4/a.m4", Macro("one"));
        CommitAt(_gnulib, "2001-01-01T00:00:00 +0000");
        CommitAt(_gnulib, "2001-01-02T00:00:00 +0000");
        string shallow = Path.Combine(_gnulib.Root, "shallow");
        _gnulib.GitIn(_gnulib.Root, "clone", "--quiet", "--depth=1", "file://" + _gnulib.Repository, shallow);
        GitException exception = Assert.Throws<GitException>(() => Build(("gnulib", shallow)));
        Assert.Equal(GitFailure.MissingObject, exception.Failure);
    }

    [Fact]
    public void A_project_named_twice_is_an_error()
    {
        CommitAt(_gnulib, "2001-01-01T00:00:00 +0000");
        Assert.Throws<ArgumentException>(() => Build(("a", _gnulib.Repository), ("a", _gnulib.Repository)));
    }

    private static string Macro(string head) => head + "\n" + string.Concat(Enumerable.Repeat("dnl filling\n", 10));

    private static KnownListRow[] Build(params (string Name, string Path)[] clones)
    {
        using var list = new StringWriter();
        KnownListBuilder.Build(clones, list);
        return [.. KnownList.Read(new StringReader(list.ToString()))];
    }

    private static void CommitAt(GitFixture fixture, string date)
    {
        fixture.Environment["GIT_COMMITTER_DATE"] = date;
        fixture.Commit();
    }
}
