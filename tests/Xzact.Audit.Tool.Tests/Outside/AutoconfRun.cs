using System.Diagnostics;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Runs the installed Autoconf on a configure.ac of these tests, once.</summary>
internal static class AutoconfRun
{
    private static readonly Dictionary<string, string> s_made = new(StringComparer.Ordinal);

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "autoconf")));

    public static string Configure(byte[] source)
    {
        string key = Convert.ToHexString(source);
        if (!s_made.TryGetValue(key, out string? made))
        {
            made = Run(source);
            s_made.Add(key, made);
        }

        return made;
    }

    private static string Run(byte[] source)
    {
        string folder = Directory.CreateTempSubdirectory("xzact-outside-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "configure.ac"), source);
            ProcessStartInfo start = new("autoconf")
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            return File.ReadAllText(Path.Combine(folder, "configure")).TrimEnd('\n');
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
