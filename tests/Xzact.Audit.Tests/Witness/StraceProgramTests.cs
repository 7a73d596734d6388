using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class StraceProgramTests
{
    [Theory]
    [InlineData("strace -- version 6.1\nCopyright (c) 1991-2022", "6.1")]
    [InlineData("strace -- version 5.15.0.12-abc", "5.15.0.12")]
    [InlineData("strace -- version 7", "7.0")]
    [InlineData("something else", null)]
    [InlineData("", null)]
    public void The_version_is_read_from_what_it_prints(string said, string? expected) =>
        Assert.Equal(expected, StraceProgram.ParseVersion(said)?.ToString());
}
