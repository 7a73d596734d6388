using System.Diagnostics;
using Xzact.Audit.Content;

namespace Xzact.Audit.Tests.Content;

public sealed class ContentFileTests
{
    [Fact]
    public void Links_are_not_followed_and_files_are_in_order()
    {
        string folder = Directory.CreateTempSubdirectory("xzact-content-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            File.WriteAllText(Path.Combine(folder, "b", "c"), "12");
            File.WriteAllText(Path.Combine(folder, ".a"), "");
            File.CreateSymbolicLink(Path.Combine(folder, "link"), "/etc/passwd");
            Directory.CreateSymbolicLink(Path.Combine(folder, "up"), folder);
            IReadOnlyList<ContentFile> files = ContentFile.In(folder);
            Assert.Equal([".a", "b/c"], files.Select(file => file.Path));
            Assert.Equal("12"u8.ToArray(), files[1].Read());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_name_that_is_no_text_is_refused_by_its_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("xzact-content-");
        try
        {
            Shell($"printf x > \"{folder.FullName}/$(printf 'odd\\377')\"");
            AuditInputException e = Assert.Throws<AuditInputException>(() => ContentFile.In(folder.FullName));
            Assert.StartsWith("odd\uFFFD: its name is not UTF-8", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Shell($"rm -r '{folder.FullName}'");
        }
    }

    private static void Shell(string script)
    {
        using Process shell = Process.Start("/bin/sh", ["-c", script]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
