using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.Tests.Release.Tags;

public sealed class ReleaseNameTests
{
    [Theory]
    [InlineData("xz-5.4.1.tar.xz", "xz", "5.4.1")]
    [InlineData("xz-utils_5.4.1.orig.tar.xz", "xz-utils", "5.4.1")]
    [InlineData("curl-7_88_1.tgz", "curl", "7_88_1")]
    [InlineData("v1.0.tar.gz", "", "1.0")]
    [InlineData("1.0.zip", "", "1.0")]
    [InlineData("pcre2-10.42.tar.bz2", "pcre2", "10.42")]
    [InlineData("foo-1.0-rc1-src.tar.gz", "foo", "1.0-rc1")]
    [InlineData("foo_1.0+dfsg1.orig.tar.gz", "foo", "1.0")]
    [InlineData("foo_2.3~ds.orig.tar.xz", "foo", "2.3")]
    [InlineData("FOO-1.0.TAR.GZ", "FOO", "1.0")]
    public void A_name_is_split_into_project_and_version(string fileName, string project, string version) =>
        Assert.Equal(new(project, version), ReleaseName.Readings(fileName)[0]);

    [Fact]
    public void A_number_in_the_projects_name_may_not_be_the_version() => Assert.Equal(
        [new("gtk", "3-2.24.1"), new("gtk-3", "2.24.1")], ReleaseName.Readings("gtk-3-2.24.1.tar.xz"));

    [Fact]
    public void The_rest_of_a_dotted_version_is_no_version_of_its_own() =>
        Assert.Equal([new("foo", "2.0-1")], ReleaseName.Readings("foo-2.0-1.tar.gz"));

    [Theory]
    [InlineData("latest.tar.gz")]
    [InlineData("foo.tar.xz")]
    [InlineData(".tar.gz")]
    [InlineData("foo2.tar")]
    public void A_name_without_a_version_has_no_reading(string fileName) =>
        Assert.Empty(ReleaseName.Readings(fileName));

    [Fact]
    public void A_name_longer_than_any_file_name_is_not_read() =>
        Assert.Empty(ReleaseName.Readings(string.Concat(Enumerable.Repeat("1-", 5000))));
}
