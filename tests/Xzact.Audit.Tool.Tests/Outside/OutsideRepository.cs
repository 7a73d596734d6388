using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Writes a bare repository: two commits and the annotated tag v1.0 on the second.</summary>
internal static class OutsideRepository
{
    private const string Person = "Ann Example <ann@example.org>";

    /// <summary>Writes the release's repository into an empty folder and returns the id of the tagged commit.</summary>
    public static async Task<string> WriteAsync(OutsideRelease release, string folder, Dictionary<string, string> links)
    {
        Directory.CreateDirectory(Path.Combine(folder, "objects"));
        Directory.CreateDirectory(Path.Combine(folder, "refs", "heads"));
        await File.WriteAllTextAsync(Path.Combine(folder, "HEAD"), "ref: refs/heads/main\n");

        // With unpackLimit the objects stay in one pack, which spares a second program for each repository.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "config"),
            "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[fastimport]\n\tunpackLimit = 1\n");

        ProcessStartInfo start = new("git")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["--git-dir", folder, "fast-import", "--quiet"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process git = Process.Start(start)!;
        Task<string> errors = git.StandardError.ReadToEndAsync();
        await git.StandardInput.BaseStream.WriteAsync(Import(release, links));
        git.StandardInput.Close();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, await errors);
        return (await File.ReadAllTextAsync(Path.Combine(folder, "refs", "heads", "main"))).Trim();
    }

    private static byte[] Import(OutsideRelease release, Dictionary<string, string> links)
    {
        using MemoryStream stream = new();
        long day = OutsideRelease.Tagged.ToUnixTimeSeconds();
        Commit(stream, 1, "Begin", day - (9 * 86_400));
        Put(stream, "README", release.Tracked["README"].Content, "100644");
        Commit(stream, 2, release.Subject, day);
        foreach ((string path, OutsideFile file) in release.Tracked)
        {
            string mode = file.LinkTarget is not null ? "120000" : file.Executable ? "100755" : "100644";
            Put(stream, path, file.LinkTarget is { } target ? Encoding.UTF8.GetBytes(target) : file.Content, mode);
        }

        foreach ((string path, string commit) in links)
        {
            Line(stream, $"M 160000 {commit} {path}");
        }

        Line(stream, "tag v1.0");
        Line(stream, "from :2");
        Line(stream, string.Create(CultureInfo.InvariantCulture, $"tagger {Person} {day} +0000"));
        Data(stream, Encoding.UTF8.GetBytes($"{release.Name} 1.0\n"));
        return stream.ToArray();
    }

    private static void Commit(Stream stream, int mark, string subject, long time)
    {
        Line(stream, "commit refs/heads/main");
        Line(stream, string.Create(CultureInfo.InvariantCulture, $"mark :{mark}"));
        Line(stream, string.Create(CultureInfo.InvariantCulture, $"committer {Person} {time} +0000"));
        Data(stream, Encoding.UTF8.GetBytes(subject + "\n"));
    }

    private static void Put(Stream stream, string path, byte[] content, string mode)
    {
        Line(stream, $"M {mode} inline {path}");
        Data(stream, content);
    }

    private static void Data(Stream stream, byte[] content)
    {
        Line(stream, string.Create(CultureInfo.InvariantCulture, $"data {content.Length}"));
        stream.Write(content);
        Line(stream, "");
    }

    private static void Line(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
}
