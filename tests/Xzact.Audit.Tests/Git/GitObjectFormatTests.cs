using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitObjectFormatTests
{
    [Theory]
    [InlineData(GitObjectFormat.Sha1, 20, "sha1")]
    [InlineData(GitObjectFormat.Sha256, 32, "sha256")]
    public void Each_format_has_its_length_and_the_name_that_git_gives_it(
        GitObjectFormat format, int length, string name)
    {
        Assert.Equal(length, format.HashLength());
        Assert.Equal(name, format.ConfigName());
        string id = new('a', 2 * length);
        Assert.True(format.IsObjectId(id));
        Assert.False(format.IsObjectId(id[1..]));
        Assert.False(format.IsObjectId(id + "a"));
        Assert.False(format.IsObjectId(""));
    }

    [Theory]
    [InlineData('0', true)]
    [InlineData('9', true)]
    [InlineData('f', true)]
    [InlineData('F', false)]
    [InlineData('g', false)]
    [InlineData('\n', false)]
    [InlineData('\uFF10', false)]
    public void An_id_has_lower_case_hexadecimal_digits_only(char last, bool isId) =>
        Assert.Equal(isId, GitObjectFormat.Sha1.IsObjectId(new string('0', 39) + last));
}
