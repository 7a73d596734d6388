using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class SubstValuesTests : IDisposable
{
    private readonly GitFixture _fixture = new();
    private GitRepository? _repository;

    public void Dispose()
    {
        _repository?.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public void Values_are_those_of_the_tagged_commit_and_not_of_the_branch()
    {
        string commit = Release("Subject\n\nBody line");
        _fixture.Commit("Later");

        SubstValues values = Values("%s", "%b", "%an", "%ct");

        Assert.Equal("Subject", Text(values["%s"]));
        Assert.Equal("Body line\n", Text(values["%b"]));
        Assert.Equal("Fixture", Text(values["%an"]));
        Assert.Equal("1700000000", Text(values["%ct"]));
        Assert.Equal(commit, Text(values["%H"]));
        Assert.Throws<KeyNotFoundException>(() => values["%cn"]);
    }

    [Fact]
    public void Fixed_text_and_full_values_have_one_end_or_none()
    {
        string commit = Release("Subject");
        SubstValues values = Values("%H");

        Assert.Equal([3], Ends(values, new SubstPart("b"u8.ToArray(), null), "aab", 2));
        Assert.Empty(Ends(values, new SubstPart("b"u8.ToArray(), null), "aab", 1));
        Assert.Empty(Ends(values, new SubstPart("bc"u8.ToArray(), null), "aab", 2));
        Assert.Equal([1 + commit.Length], Ends(values, "%H", "x" + commit + "y", 1));
        Assert.Empty(Ends(values, "%H", commit[..^1], 0));
    }

    [Fact]
    public void An_abbreviated_id_ends_after_four_digits_or_any_more_that_are_right()
    {
        string commit = Release("Subject");
        SubstValues values = Values("%h", "%t");

        Assert.Equal(Enumerable.Range(4, 37), Ends(values, "%h", commit + "0", 0));
        Assert.Equal([6, 7], Ends(values, "%h", "--" + commit[..5] + "~", 2));
        Assert.Empty(Ends(values, "%h", commit[..3], 0));
        Assert.Empty(Ends(values, "%h", commit.ToUpperInvariant().Replace('0', 'O'), 0));
        string tree = _fixture.Git("rev-parse", "v1^{tree}").Trim();
        Assert.Equal([4, 5], Ends(values, "%t", tree[..5], 0));
    }

    [Fact]
    public void Abbreviated_parents_stand_in_order_with_one_space_between()
    {
        string first = _fixture.Commit("First");
        _fixture.Git("checkout", "--quiet", "-b", "side");
        string second = _fixture.Commit("Side");
        _fixture.Git("checkout", "--quiet", "main");
        _fixture.Git("merge", "--quiet", "--no-ff", "--message", "Merge", "side");
        _fixture.Git("tag", "v1");
        SubstValues values = Values("%p");

        Assert.Equal([9, 10], Ends(values, "%p", $"{first[..4]} {second[..5]}", 0));
        Assert.Equal([12], Ends(values, "%p", $"{first[..7]} {second[..4]}", 0));
        Assert.Empty(Ends(values, "%p", $"{second[..7]} {first[..7]}", 0));
        Assert.Empty(Ends(values, "%p", $"{first[..7]}  {second[..7]}", 0));
        Assert.Empty(Ends(values, "%p", first[..7], 0));
    }

    [Fact]
    public void A_first_commit_has_no_parents_and_they_take_no_text()
    {
        Release("Subject");

        Assert.Equal([2], Ends(Values("%p"), "%p", "abcdef", 2));
    }

    [Fact]
    public void Decorations_may_be_the_main_branch_and_the_tags_of_the_commit_and_no_other_branch()
    {
        _fixture.Commit("Before");
        _fixture.Git("tag", "v0");
        Release("Subject");
        _fixture.Git("branch", "maint");
        SubstValues values = Values("%d", "%D");

        Assert.Equal([0, " (tag: v1)".Length], Ends(values, "%d", " (tag: v1)", 0));
        Assert.Equal([0, 4], Ends(values, "%D", "main", 0));
        Assert.Equal([0, 4], Ends(values, "%D", "maint", 0));
        Assert.Equal([0, 4, 10], Ends(values, "%D", "HEAD, maint", 0));
        Assert.Equal([0], Ends(values, "%D", "tag: v0", 0));
        Assert.Equal([0], Ends(values, "%d", " (tag: v1", 0));
        Assert.Equal([0], Ends(values, "%d", "(tag: v1)", 0));
    }

    [Fact]
    public void Endless_decorations_end()
    {
        Release("Subject");
        string text = " (" + string.Concat(Enumerable.Repeat("main, ", 100_000)) + "main)";

        Assert.Equal([0], Ends(Values("%d"), "%d", text, 0));
    }

    private static int[] Ends(SubstValues values, string placeholder, string text, int start) =>
        Ends(values, new SubstPart([], placeholder), text, start);

    private static int[] Ends(SubstValues values, SubstPart part, string text, int start)
    {
        var ends = new SortedSet<int>();
        values.AddEnds(part, Encoding.UTF8.GetBytes(text), start, ends);
        return [.. ends];
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private string Release(string message)
    {
        _fixture.Write("file", message);
        string commit = _fixture.Commit(message);
        _fixture.Git("tag", "v1");
        return commit;
    }

    private SubstValues Values(params string[] placeholders)
    {
        _repository = GitRepository.Open(_fixture.Repository);
        return new SubstValues(_repository, _repository.ResolveTag("v1"), placeholders);
    }
}
