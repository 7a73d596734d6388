using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitProgramTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("xzact-git-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Only_absolute_folders_of_the_search_path_are_looked_into()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the search path is written the Unix way");
        string good = Directory.CreateDirectory(Path.Combine(_root, "good")).FullName;
        string git = GitFixture.WriteScript(Path.Combine(good, "git"), "#!/bin/sh\n");
        string notExecutable = Directory.CreateDirectory(Path.Combine(_root, "data")).FullName;
        File.WriteAllText(Path.Combine(notExecutable, "git"), "text");
        string here = Environment.CurrentDirectory;
        string relative = Path.GetRelativePath(here, good);

        Assert.Equal(git, GitProgram.Locate($"{relative}:.::{notExecutable}:{_root}/none:{good}"));
        Assert.Null(GitProgram.Locate($"{relative}:.:"));
        Assert.Null(GitProgram.Locate(null));
    }

    [Fact]
    public void A_failing_command_says_what_git_said()
    {
        GitException exception = Assert.Throws<GitException>(
            () => GitProgram.Run(_root, GitOptions.Default, 1000, "cat-file", "-p", "HEAD"));
        Assert.Equal(GitFailure.Failed, exception.Failure);
        Assert.Contains("not a git repository", exception.Message);
    }

    [Fact]
    public void Output_over_the_limit_is_refused()
    {
        GitException exception = Assert.Throws<GitException>(
            () => GitProgram.Run(_root, GitOptions.Default, 5, "version"));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
    }
}
