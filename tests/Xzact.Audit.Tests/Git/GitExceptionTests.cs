using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitExceptionTests
{
    [Theory]
    [InlineData("a\u001b[31mb\r\n\0", "a\\u001b[31mb\\u000d\\u000a\\u0000")]
    [InlineData("\u0085\u009b\u007f", "\\u0085\\u009b\\u007f")]
    [InlineData("\u202e\u200b\ufeff\u2066", "\\u202e\\u200b\\ufeff\\u2066")]
    [InlineData("a\u2028b\u2029c", "a\\u2028b\\u2029c")]
    [InlineData("Gr\u00fc\u00dfe \u65e5\u672c \\u001b", "Gr\u00fc\u00dfe \u65e5\u672c \\u001b")]
    public void What_a_terminal_could_obey_is_escaped_and_text_stays(string message, string expected) =>
        Assert.Equal(expected, new GitException(GitFailure.Corrupt, message).Message);

    [Fact]
    public void A_byte_of_a_path_that_is_no_utf8_is_shown_as_its_escape() =>
        Assert.Equal("a\\udcff", new GitException(GitFailure.Corrupt, GitPath.Decode([0x61, 0xFF])).Message);

    [Fact]
    public void The_kind_the_cause_and_the_candidates_are_kept()
    {
        var cause = new IOException("cause");

        var exception = new GitException(GitFailure.NoSuchTag, "text", cause) { Candidates = ["v1", "v2"] };

        Assert.Equal(GitFailure.NoSuchTag, exception.Failure);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal(["v1", "v2"], exception.Candidates);
        Assert.Empty(new GitException(GitFailure.Failed, "text").Candidates);
    }
}
