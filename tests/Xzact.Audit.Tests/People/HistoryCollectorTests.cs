using System.Text;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

/// <summary>From repositories to facts: who landed what, checks and opaque files.</summary>
public sealed class HistoryCollectorTests : IDisposable
{
    private static readonly byte[] s_opaque = [0, 1, 2, 3, 255, 0];

    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_landed_a_change_is_its_committer_or_whoever_merged_it()
    {
        HistoryBuilder builder = new();
        int first = builder.Text("Ann", 1, "a", "1");
        int patch = builder.Text("Ben", 3, "a", "2", committer: "Ann", written: 2);
        int topic = builder.Commit("Ben", 4, [("b", "1"u8.ToArray())], from: first, branch: "topic");
        int merge = builder.Commit("Ann", 6, [], from: patch, merge: topic);
        builder.Commit("Ben", 7, [("c", "1"u8.ToArray())], committer: "GitHub", from: merge);
        CollectedHistory history = _folder.Collect(builder);
        string[] landers = [.. history.Commits.Select(c => c.Lander is int by ? history.Identities.NameOf(by) : "")];
        Assert.Equal(["Ann Example", "Ann Example", "Ann Example", "Ann Example", ""], landers);
        Assert.Equal([true, true, false, true, true], history.Commits.Select(c => c.IsMain));
        Assert.Equal(HistoryBuilder.Day(6), history.Commits[2].Landed);
    }

    [Fact]
    public void Opaque_files_are_found_once_and_at_their_first_commit()
    {
        HistoryBuilder builder = new();
        int first = builder.Commit("Ann", 1, [("a.bin", s_opaque), ("a.txt", "text"u8.ToArray())]);
        builder.Commit("Ann", 2, [("a.bin", null), ("moved.bin", s_opaque)]);
        builder.Commit("Ann", 3, [("moved.bin", [9, 0, 9])]);
        builder.Commit("Ben", 4, [("a.bin", s_opaque)], from: first, branch: "old");
        ProjectHistory history = _folder.Summarize(builder);
        Assert.Equal(
            [("a.bin", false, 1.0), ("moved.bin", true, 3.0)],
            history.Opaque.Select(e => (e.Path, e.Rewritten, (e.Time - HistoryBuilder.Day(0)).TotalDays)));
        Assert.Equal(s_opaque.Length, history.Opaque[0].Size);
    }

    [Theory]
    [InlineData("check landlock\n", "nothing\n", true)]
    [InlineData("check landlock\na\n", "check landlock\n.a\n", false)]
    public void A_sandbox_that_loses_a_line_is_weakened_and_one_with_other_text_around_is_touched(
        string before, string after, bool weakened)
    {
        HistoryBuilder builder = new();
        builder.Text("Ann", 1, "CMakeLists.txt", before);
        builder.Text("Ben", 2, "CMakeLists.txt", after);
        CheckEvent found = Assert.Single(_folder.Summarize(builder).Checks);
        Assert.Equal((CheckKind.Sandbox, weakened, 2), (found.Kind, found.Weakened, found.Contributor));
    }

    [Fact]
    public void What_goes_from_one_file_to_another_is_not_lost()
    {
        HistoryBuilder builder = new();
        builder.Text("Ann", 1, "configure.ac", "AC_CHECK(landlock)\nCFLAGS=-Wall\n");
        builder.Commit("Ann", 2,
            [("configure.ac", "x\n"u8.ToArray()), ("m4/a.m4", "AC_CHECK(landlock)\nCFLAGS=-Wall\n"u8.ToArray())]);
        builder.Commit("Ann", 3, [(".travis.yml", "make check\n"u8.ToArray())]);
        builder.Commit("Ann", 4, [(".travis.yml", null), (".github/workflows/a.yml", "make check\n"u8.ToArray())]);
        Assert.DoesNotContain(_folder.Summarize(builder).Checks, e => e.Weakened);
    }

    [Fact]
    public void Checks_that_go_or_are_switched_off_are_found()
    {
        HistoryBuilder builder = new();
        builder.Commit("Ann", 1,
        [
            ("SECURITY.md", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 10)))),
            (".github/workflows/a.yml", "run: make\n"u8.ToArray()),
            ("fuzz/run.sh", "cc -fsanitize=address\n"u8.ToArray()),
        ]);
        builder.Text("Ann", 2, "SECURITY.md", "1\n2\n");
        builder.Text("Ann", 3, ".github/workflows/a.yml", "run: make || true\n");
        builder.Text("Ann", 4, "fuzz/run.sh", "cc\n");
        builder.Commit("Ann", 5, [(".github/workflows/a.yml", null)]);
        Assert.Equal(
            [CheckKind.SecurityPolicy, CheckKind.Integration, CheckKind.Fuzzing, CheckKind.Integration],
            _folder.Summarize(builder).Checks.Where(e => e.Weakened).Select(e => e.Kind));
    }

    [Fact]
    public void A_repository_without_commits_is_empty() =>
        Assert.Empty(_folder.Collect(new()).Commits);
}
