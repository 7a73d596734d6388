using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitTreeEntryTests
{
    [Theory]
    [InlineData("100755", GitEntryType.Blob, true)]
    [InlineData("100744", GitEntryType.Blob, true)]
    [InlineData("100644", GitEntryType.Blob, false)]
    [InlineData("100611", GitEntryType.Blob, false)]
    [InlineData("120777", GitEntryType.SymbolicLink, false)]
    [InlineData("160755", GitEntryType.Submodule, false)]
    public void Only_a_file_that_its_owner_may_execute_is_executable(string mode, GitEntryType type, bool expected) =>
        Assert.Equal(expected, new GitTreeEntry("a", Convert.ToInt32(mode, 8), type, "id", 1).IsExecutable);
}
