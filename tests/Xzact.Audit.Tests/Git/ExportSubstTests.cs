using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class ExportSubstTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("$Format:%H %h %T %t %P %p$")]
    [InlineData("$Format:%an <%ae> %al %ad|%aD|%at|%ai|%aI|%as$")]
    [InlineData("$Format:%cn <%ce> %cl %cd|%cD|%ct|%ci|%cI|%cs$")]
    [InlineData("a $Format:%s$ b $Format:%f$ c $Format:%b$ d $Format:%B$ e $Format:%e$")]
    [InlineData("$Format:%d$ and $Format:%D$")]
    [InlineData("$Format:no placeholder$ $Format:$ $Format:100%%%n%x41$ $Format:open %H")]
    [InlineData("$Format:%H\n%h$ $Id$ %H")]
    public void The_expansion_is_what_git_archive_writes(string content)
    {
        byte[] archived = Archive(content, detached: true);
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitTag tag = repository.ResolveTag("v1");
        byte[] original = Encoding.UTF8.GetBytes(content);

        Assert.True(ExportSubst.IsExpansion(repository, tag, original, archived));
        Assert.True(ExportSubst.TryExpand(repository, tag, original, out byte[] expanded));
        string ours = Encoding.UTF8.GetString(expanded);
        string theirs = Encoding.UTF8.GetString(archived).Replace("HEAD, ", "", StringComparison.Ordinal);
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void Any_changed_or_added_byte_is_no_expansion()
    {
        const string Content = "begin $Format:%H %h %d %an %s$ end\n";
        byte[] archived = Archive(Content, detached: false);
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitTag tag = repository.ResolveTag("v1");
        byte[] original = Encoding.UTF8.GetBytes(Content);
        Assert.True(ExportSubst.IsExpansion(repository, tag, original, archived));

        for (int i = 0; i < archived.Length; i++)
        {
            byte[] changed = [.. archived];
            changed[i] ^= 1;
            Assert.False(ExportSubst.IsExpansion(repository, tag, original, changed), $"byte {i} changed");
            byte[] longer = [.. archived[..i], (byte)'~', .. archived[i..]];
            Assert.False(ExportSubst.IsExpansion(repository, tag, original, longer), $"byte {i} added");
        }

        Assert.False(ExportSubst.IsExpansion(repository, tag, original, original));
    }

    [Fact]
    public void Abbreviations_and_decorations_of_another_clone_are_accepted()
    {
        Archive("x", detached: false);
        _fixture.Git("branch", "maintenance");
        _fixture.Git("branch", "--force", "master");
        _fixture.Git("branch", "y';INERT;'");
        _fixture.Git("tag", "z';INERT;'");
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitTag tag = repository.ResolveTag("v1");
        Assert.True(Accepts("$Format:%h%d$", $"{tag.CommitId[..12]} (HEAD -> master, tag: v1)"));
        Assert.True(Accepts("$Format:%h%d$", tag.CommitId[..7]));
        Assert.True(Accepts("$Format:%D;$", "tag: v1, master;"));
        Assert.True(Accepts("$Format:%h%h$", tag.CommitId[..9] + tag.CommitId[..4]));
        Assert.False(Accepts("$Format:%h$", tag.CommitId[..3]));
        Assert.False(Accepts("$Format:%h$", tag.CommitId[1..9]));
        Assert.False(Accepts("$Format:%d$", " (tag: v0)")); // a tag, but of another commit
        Assert.False(Accepts("$Format:%d$", " (HEAD -> maintenance, tag: v1)")); // anybody's branch
        Assert.False(Accepts("$Format:%D;$", "tag: v1, y';INERT;';"));
        Assert.False(Accepts("$Format:%D;$", "tag: v1, tag: z';INERT;';"));
        Assert.False(Accepts("$Format:%d$", " (anything at all)"));
        Assert.False(Accepts("$Format:%d$", " (tag: v1"));

        bool Accepts(string content, string archived) => ExportSubst.IsExpansion(
            repository, tag, Encoding.UTF8.GetBytes(content), Encoding.UTF8.GetBytes(archived));
    }

    [Theory]
    [InlineData("$Format:%G?$")]
    [InlineData("$Format:%(describe)$")]
    [InlineData("$Format:%(trailers)$")]
    [InlineData("$Format:%aN$")]
    [InlineData("$Format:%ar$")]
    [InlineData("$Format:%C(red)$")]
    [InlineData("$Format:%w(9)$")]
    [InlineData("$Format:%a$")]
    public void What_is_not_supported_is_never_taken_for_an_expansion(string content)
    {
        byte[] archived = Archive(content, detached: false);
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitTag tag = repository.ResolveTag("v1");
        Assert.False(ExportSubst.TryExpand(repository, tag, Encoding.UTF8.GetBytes(content), out _));
        Assert.False(ExportSubst.IsExpansion(repository, tag, Encoding.UTF8.GetBytes(content), archived));
    }

    [Fact]
    public void An_expansion_that_grows_without_measure_is_refused()
    {
        _fixture.Write("version", "x");
        _fixture.Commit(new string('m', 100_000));
        _fixture.Git("tag", "v1");
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("$Format:%B$", 1000)));
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitException exception = Assert.Throws<GitException>(
            () => ExportSubst.TryExpand(repository, repository.ResolveTag("v1"), content, out _));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
    }

    private byte[] Archive(string content, bool detached)
    {
        _fixture.Commit("Before");
        _fixture.Git("tag", "v0");
        _fixture.Write(".gitattributes", "version export-subst\n");
        _fixture.Write("version", content);
        _fixture.Commit("Release v1\n\nA body with \u00FCmlauts\nin two lines.");
        _fixture.Git("tag", "--annotate", "--message", "Release", "v1");
        if (detached)
        {
            _fixture.Git("checkout", "--quiet", "--detach");
        }

        return GitAttributesTests.ReadTar(_fixture.GitIn(_fixture.Repository, "archive", "v1"))["version"];
    }
}
