using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitReferencesTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void All_references_are_read_and_tags_are_in_ordinal_order()
    {
        string commit = _fixture.Commit();
        Tag("b", "B", "a/b", "a-b");
        using GitRepository repository = GitRepository.Open(_fixture.Repository);

        GitReferences references = repository.References;

        Assert.Equal(["B", "a-b", "a/b", "b"], references.Tags);
        Assert.Contains(new GitReference("refs/heads/main", commit, ""), references.All);
        Assert.Equal(new GitReference("refs/tags/a/b", commit, ""), references.FindTag("a/b"));
    }

    [Fact]
    public void The_nearest_five_tags_are_named_best_first_the_same_version_before_similar_names()
    {
        _fixture.Commit();
        Tag("v1.0.1", "v1.0.2", "v1.0.3", "v1.0.4", "v1.0.5", "V1_0_9", "release-1.0.9", "unlike-in-every-way");

        GitException exception = Fails("v1.0.9");

        Assert.Equal(["V1_0_9", "release-1.0.9", "v1.0.1", "v1.0.2", "v1.0.3"], exception.Candidates);
        Assert.Equal(
            "the repository has no tag \"v1.0.9\"; near: V1_0_9, release-1.0.9, v1.0.1, v1.0.2, v1.0.3.",
            exception.Message);
        Assert.Equal("release-1.0.9", Fails("release-1.0.9x").Candidates[0]);
        Assert.Equal("V1_0_9", Fails("1.0.9").Candidates[0]);
    }

    [Fact]
    public void A_repository_without_tags_or_without_similar_ones_says_so()
    {
        _fixture.Commit();
        Assert.EndsWith(
            "; it has no tags at all; git fetch --tags gets them.", Fails("v1").Message, StringComparison.Ordinal);

        Tag("something-else-entirely");
        GitException exception = Fails("v1");
        Assert.Empty(exception.Candidates);
        Assert.EndsWith("; none of its 1 tags is similar.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_and_an_alias_are_no_tags()
    {
        _fixture.Commit();
        Tag("v1");
        _fixture.Git("symbolic-ref", "refs/tags/latest", "refs/tags/v1");

        Assert.StartsWith(
            "\"main\" is a branch, and a release is compared with a tag", Fails("main").Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "\"latest\" is no tag but an alias of refs/tags/v1, which can move.", Fails("latest").Message);
    }

    [Fact]
    public void A_name_from_the_command_line_cannot_reach_other_references()
    {
        _fixture.Commit();
        Tag("v1");
        foreach (string name in (string[])["", "../heads/main", "refs/tags/v1", "v1\n", "V1", "v1\0"])
        {
            Assert.DoesNotContain('\n', Fails(name).Message);
        }
    }

    private GitException Fails(string tag)
    {
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitException exception = Assert.Throws<GitException>(() => repository.References.FindTag(tag));
        Assert.Equal(GitFailure.NoSuchTag, exception.Failure);
        return exception;
    }

    private void Tag(params string[] names)
    {
        foreach (string name in names)
        {
            _fixture.Git("tag", name);
        }
    }
}
