using Xzact.Audit.Git;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Git;

public sealed class GitLocationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("xzact-location-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_work_tree_its_git_folder_and_a_bare_repository_are_found()
    {
        string tree = At("tree");
        string git = MakeRepository("tree/.git");
        string bare = MakeRepository("bare.git");

        Assert.Equal(new GitLocation(tree, git, null), GitLocation.Find(tree));
        Assert.Equal(new GitLocation(git, git, null), GitLocation.Find(git));
        Assert.Equal(new GitLocation(bare, bare, null), GitLocation.Find(bare));
        Assert.Equal(git, GitLocation.Find(tree + "/").GitDirectory);
    }

    [Theory]
    [InlineData("# v2 git bundle\nrest", true)]
    [InlineData("# v3 git bundle\n", true)]
    [InlineData("# v4 git bundle\n", false)]
    [InlineData("# v2 git bundle", false)]
    [InlineData("", false)]
    public void A_bundle_is_known_by_its_signature(string text, bool isBundle)
    {
        string file = Write("file", text);

        if (isBundle)
        {
            Assert.Equal(new GitLocation(file, null, file), GitLocation.Find(file));
        }
        else
        {
            Fails(file, "does not begin like a git bundle");
        }
    }

    [Fact]
    public void A_link_file_and_the_common_folder_of_a_linked_work_tree_are_followed()
    {
        string main = MakeRepository("main/.git");
        Write("main/.git/worktrees/one/commondir", "../..\n");
        string link = Write("linked/.git", "gitdir: ../main/.git/worktrees/one\r\n");

        Assert.Equal(main, GitLocation.Find(At("linked")).GitDirectory);
        Assert.Equal(main, GitLocation.Find(link).GitDirectory);
    }

    [Theory]
    [InlineData("gitdir: nowhere\n", "which is not there")]
    [InlineData("gitdir: \n", "lacks HEAD, objects or refs")]
    [InlineData("gitdir:x\n", "does not begin with")]
    [InlineData("", "does not begin with")]
    [InlineData("gitdir: a\0b\n", "")]
    public void A_broken_link_file_is_no_repository_and_says_why(string text, string why)
    {
        Write("tree/.git", text);

        Fails(At("tree"), why);
    }

    [Theory]
    [InlineData("../nowhere\n")]
    [InlineData("a\0b\n")]
    public void A_common_folder_that_is_none_is_no_repository(string text)
    {
        MakeRepository("tree/.git");
        Write("tree/.git/commondir", text);

        Fails(At("tree"), "");
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("objects")]
    [InlineData("refs")]
    public void A_git_folder_that_lacks_a_part_is_no_repository(string part)
    {
        string git = MakeRepository("tree/.git");
        string missing = Path.Combine(git, part);
        if (part == "HEAD")
        {
            File.Delete(missing);
        }
        else
        {
            Directory.Delete(missing);
        }

        Fails(At("tree"), "lacks HEAD, objects or refs");
        Fails(git, "it has no .git");
    }

    [Fact]
    public void A_folder_inside_a_work_tree_is_not_looked_up_from()
    {
        MakeRepository("tree/.git");
        Directory.CreateDirectory(At("tree/inside"));

        Fails(At("tree/inside"), "name the top folder");
        Fails(At("missing"), "no such file or folder");
    }

    [Fact]
    public void Links_that_go_in_circles_and_pipes_are_errors_and_are_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes and links are those of Unix");
        string git = MakeRepository("tree/.git");
        File.CreateSymbolicLink(Path.Combine(git, "circle"), "circle");
        SystemTool.Require("mkfifo");
        SystemTool.Run(_root, "mkfifo", "pipe");
        GitLocation location = GitLocation.Find(At("tree"));
        File.CreateSymbolicLink(Path.Combine(git, "to-pipe"), At("pipe"));

        Assert.Null(location.FileOf("to-pipe"));
        Fails(At("pipe"), "does not begin like a git bundle");
        GitException exception = Assert.Throws<GitException>(() => location.FileOf("circle"));
        Assert.Equal(GitFailure.NotARepository, exception.Failure);
        Assert.Contains("circle", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_given_if_it_is_there_and_holds_something()
    {
        string git = MakeRepository("tree/.git");
        string alternates = Write("tree/.git/objects/info/alternates", "x");
        Write("tree/.git/empty", "");
        File.CreateSymbolicLink(Path.Combine(git, "broken"), "nowhere");
        GitLocation location = GitLocation.Find(At("tree"));

        Assert.Equal(alternates, location.FileOf("objects", "info", "alternates"));
        Assert.Null(location.FileOf("empty"));
        Assert.Null(location.FileOf("missing"));
        Assert.Null(location.FileOf("objects"));
        Assert.Null(location.FileOf("broken"));
    }

    private static void Fails(string path, string why)
    {
        GitException exception = Assert.Throws<GitException>(() => GitLocation.Find(path));
        Assert.Equal(GitFailure.NotARepository, exception.Failure);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', exception.Message);
    }

    private string At(string path) => Path.Combine(_root, path);

    private string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
        return At(path);
    }

    private string MakeRepository(string path)
    {
        Write(path + "/HEAD", "ref: refs/heads/main\n");
        Directory.CreateDirectory(At(path + "/objects"));
        Directory.CreateDirectory(At(path + "/refs"));
        return At(path);
    }
}
