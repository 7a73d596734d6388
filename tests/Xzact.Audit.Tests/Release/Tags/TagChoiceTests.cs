using Xzact.Audit.Git;
using Xzact.Audit.Release.Tags;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Release.Tags;

public sealed class TagChoiceTests : IDisposable
{
    private readonly GitFixture _git = new();

    public void Dispose() => _git.Dispose();

    private TagChoice Find(string fileName)
    {
        using GitRepository repository = GitRepository.Open(_git.Repository);
        return TagChoice.Find(repository, fileName);
    }

    private void Tag(params string[] names)
    {
        _git.Write("a.txt", "text");
        _git.Commit();
        foreach (string name in names)
        {
            _git.Git("tag", name);
        }
    }

    [Theory]
    [InlineData("json-c-0.16-20220414", "json-c-0.16.tar.gz", true)]
    [InlineData("fuse-3.14.0", "fuse3_3.14.0.orig.tar.xz", true)]
    [InlineData("v6.1.0", "foo-6.1.tar.gz", true)]
    [InlineData("foo-1.0-final", "foo-1.0.tar.gz", false)]
    [InlineData("v1.0.1", "foo-1.0.tar.gz", false)]
    [InlineData("v2.1.0", "foo-1.0.tar.gz", false)]
    [InlineData("v1.0-rc1", "foo-1.0.tar.gz", false)]
    [InlineData("v1.0", "foo-1.0.1.tar.gz", false)]
    [InlineData("", "foo-1.0.tar.gz", false)]
    public void A_tag_has_a_version_if_its_numbers_stand_there_alone(string tag, string fileName, bool expected) =>
        Assert.Equal(expected, ReleaseName.Readings(fileName).Any(r => TagChoice.HasVersion(tag, r)));

    [Theory]
    [InlineData("v5.4.1", "xz-5.4.1.tar.xz")]
    [InlineData("curl-7_88_1", "curl-7.88.1.tar.gz")]
    [InlineData("curl-7_88_1", "curl-curl-7_88_1.tar.gz")]
    [InlineData("pcre2-10.42", "pcre2-10.42.tar.bz2")]
    [InlineData("release-1.0", "foo-1.0.tar.gz")]
    [InlineData("releases/1.0", "foo-1.0.tar.gz")]
    [InlineData("REL_1_0", "foo-1.0.tar.gz")]
    [InlineData("foo-v1.0-rc1", "foo-1.0rc1.tar.gz")]
    [InlineData("v1.0.rc1", "foo-1.0-rc1.tar.gz")]
    [InlineData("foo1.0", "foo-1.0.tar.gz")]
    [InlineData("1.0", "v1.0.tar.gz")]
    [InlineData("v1.0", "foo_1.0+dfsg1.orig.tar.gz")]
    [InlineData("2.24.1", "gtk-3-2.24.1.tar.xz")]
    public void The_only_tag_of_the_version_is_taken_and_the_reason_named(string tag, string fileName)
    {
        Tag("v0.9", "v10.0", tag, "unrelated");
        TagChoice choice = Find(fileName);
        Assert.Equal(tag, choice.Tag);
        Assert.StartsWith("the only tag with the version ", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_tags_of_one_version_are_listed_and_none_is_taken()
    {
        Tag("v1.0", "1.0", "release-1.0");
        AuditInputException refused = Assert.Throws<AuditInputException>(() => Find("foo-1.0.tar.gz"));
        Assert.Contains("the tags 1.0, release-1.0, v1.0 of ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--tag", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo-1.0.tar.gz")]
    [InlineData("foo-1.0.1.tar.gz")]
    [InlineData("foo-1.tar.gz")]
    public void Tags_that_are_only_similar_are_named_and_not_taken(string fileName)
    {
        Tag("v1.0-rc1", "v1.00", "lib-1.0.1", "other/1");
        AuditInputException refused = Assert.Throws<AuditInputException>(() => Find(fileName));
        Assert.Contains("no tag of ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("near: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_of_the_version_is_never_taken()
    {
        Tag("v0.1-other");
        _git.Git("branch", "v1.0");
        Assert.Throws<AuditInputException>(() => Find("foo-1.0.tar.gz"));
    }

    [Fact]
    public void A_repository_without_tags_is_named_as_such()
    {
        Tag();
        AuditInputException refused = Assert.Throws<AuditInputException>(() => Find("foo-1.0.tar.gz"));
        Assert.Contains("no tags at all", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_version_asks_for_the_tag() =>
        Assert.Contains(
            "holds no version", Assert.Throws<AuditInputException>(() => Find("latest.tar.gz")).Message,
            StringComparison.Ordinal);
}
