using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ReviewCommandTests
{
    private static readonly ReleaseRequest s_request = new()
    {
        ArchivePath = "a b.tar.gz",
        SourcePath = "repo",
        Tag = "v1"
    };

    private static AccountedFile File(string name, GitTreeEntry? tracked = null) =>
        new(name, new(AccountKind.Unaccounted, ""), new("x-1/" + name, ArchiveMemberType.File), tracked);

    [Fact]
    public void An_added_file_is_shown() => Assert.Equal(
        "tar -xOf 'a b.tar.gz' x-1/m4/x.m4 | less", ReviewCommand.For(File("m4/x.m4"), s_request, "tar.gz"));

    [Fact]
    public void A_changed_file_is_compared_with_the_tag() => Assert.Equal(
        "git -C repo show v1:f | diff -u - <(unzip -p 'a b.tar.gz' x-1/f)",
        ReviewCommand.For(File("f", new("f", 0x81A4, GitEntryType.Blob, "", 1)), s_request, "zip"));

    [Fact]
    public void A_name_cannot_break_out_of_its_quotes() => Assert.Equal(
        "tar -xOf 'a b.tar.gz' 'x-1/a'\\''$(date);`b`' | less",
        ReviewCommand.For(File("a'$(date);`b`"), s_request, "tar"));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\u202Eb")]
    public void A_name_that_must_not_be_pasted_gives_no_command(string name) =>
        Assert.Null(ReviewCommand.For(File(name), s_request, "tar"));
}
