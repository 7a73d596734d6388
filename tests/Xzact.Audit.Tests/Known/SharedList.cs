using System.Diagnostics;
using Xzact.Testing.Files;

namespace Xzact.Audit.Tests.Known;

/// <summary>
/// The list of known files that the index was made from. It lies in <c>data/known-files.tsv.xz</c> of the folder that
/// XZACT_SHARED names, or of a folder "shared" beside the repository or one level above.
/// </summary>
internal static class SharedList
{
    private static readonly Lazy<string?> s_text = new(Decode);

    internal static string RepositoryRoot => RepositoryFolder.Root;

    /// <summary>The text. Without the file the test is skipped; with CI=true that is a failure.</summary>
    internal static string Read()
    {
        if (s_text.Value is { } text)
        {
            return text;
        }

        const string Reason = "known-files.tsv.xz or the xz program is missing; set XZACT_SHARED to the shared folder";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Reason);
        Assert.Skip(Reason);
        return "";
    }

    private static string? Decode()
    {
        string?[] folders =
        [
            Environment.GetEnvironmentVariable("XZACT_SHARED"),
            Path.Combine(RepositoryRoot, "..", "shared"),
            Path.Combine(RepositoryRoot, "..", "..", "shared"),
        ];
        string? file = folders.Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => Path.Combine(folder!, "data", "known-files.tsv.xz"))
            .FirstOrDefault(File.Exists);
        if (file is null)
        {
            return null;
        }

        try
        {
            using Process xz = Process.Start(
                new ProcessStartInfo("xz", ["-dc", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            string text = xz.StandardOutput.ReadToEnd();
            xz.WaitForExit();
            Assert.Equal(0, xz.ExitCode);
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
