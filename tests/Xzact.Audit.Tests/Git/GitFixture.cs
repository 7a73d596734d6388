using System.Diagnostics;
using System.Text;

namespace Xzact.Audit.Tests.Git;

/// <summary>
/// A temporary folder with repositories made by plain git: user settings as a user has them, fixed dates, no network.
/// </summary>
public sealed class GitFixture : IDisposable
{
    public GitFixture()
    {
        Root = Directory.CreateTempSubdirectory("xzact-git-test-").FullName;
        Home = Directory.CreateDirectory(Path.Combine(Root, "home")).FullName;
        Repository = Path.Combine(Root, "repository");
        GitIn(Root, "init", "--quiet", "--initial-branch=main", Repository);
    }

    public string Root { get; }

    public string Home { get; }

    /// <summary>The work tree that the helpers below write to.</summary>
    public string Repository { get; }

    public string GitDirectory => Path.Combine(Repository, ".git");

    public string Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    public string Write(string path, byte[] content)
    {
        string file = Path.Combine(Repository, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>Writes a file that can be executed.</summary>
    public static string WriteScript(string file, string content)
    {
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    /// <summary>More environment variables for plain git.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Commits everything in the work tree.</summary>
    public string Commit(string message = "Change")
    {
        Git("add", "--all", "--force");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return Git("rev-parse", "HEAD").Trim();
    }

    /// <summary>Runs plain git in the work tree and gives what it prints.</summary>
    public string Git(params string[] arguments) => Encoding.UTF8.GetString(GitIn(Repository, arguments));

    /// <summary>Runs plain git in a folder; it must succeed.</summary>
    public byte[] GitIn(string folder, params string[] arguments)
    {
        (int exitCode, byte[] output, string errors) = TryGit(folder, arguments);
        Assert.True(exitCode == 0, $"git {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    /// <summary>Runs plain git in a folder.</summary>
    public (int ExitCode, byte[] Output, string Errors) TryGit(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] names = [.. start.Environment.Keys];
        foreach (string name in names.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)))
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["TZ"] = "UTC";
        foreach (string role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Fixture";
            start.Environment[$"GIT_{role}_EMAIL"] = "fixture@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "1700000000 +0200";
        }

        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception) when (System.Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("git is not installed");
            throw;
        }

        using (process)
        {
            process.StandardInput.Close();
            using var timeout = new Timer(_ => process.Kill(entireProcessTree: true), null, 30_000, Timeout.Infinite);
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return (process.ExitCode, output.ToArray(), errors.Result);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
