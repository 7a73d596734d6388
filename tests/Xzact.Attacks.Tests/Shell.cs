using System.Diagnostics;

namespace Xzact.Attacks.Tests;

/// <summary>Runs a script of ours with the system's sh and tools, in a folder that the test made.</summary>
internal static class Shell
{
    private const int Seconds = 20;

    // What distributions do not have without being asked.
    private static readonly string[] s_tools = ["uudecode", "xxd", "zstd", "perl", "unzip", "funzip", "openssl"];

    public sealed record Result(int ExitCode, byte[] Output, string Errors);

    /// <param name="script">Shell text.</param>
    /// <param name="folder">The current directory.</param>
    /// <param name="before">A folder that stands before the others in PATH; null for none.</param>
    public static Result Run(string script, string folder, string? before = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-s"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SHELL"] = before is null ? "/bin/sh" : Path.Combine(before, "sh");
        start.Environment["CC"] = "cc";
        if (before is not null)
            start.Environment["PATH"] = before + ":" + Environment.GetEnvironmentVariable("PATH");
        using Process process = Process.Start(start)!;
        using var output = new MemoryStream();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();

        // A pipeline whose first command reads standard input would otherwise eat the script.
        process.StandardInput.Write("{\n" + script + "} </dev/null\n");
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(Seconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Not done after {Seconds} s:\n{script}");
        }

        Task.WaitAll(copy, errors);
        return new(process.ExitCode, output.ToArray(), errors.Result);
    }

    /// <summary>Skips the test, or with CI=true fails it, if a program is not installed that a script names.</summary>
    public static void SkipWithoutTools(string script)
    {
        string[] missing = [.. s_tools.Where(t => script.Contains(t + " ", StringComparison.Ordinal) && !IsThere(t))];
        if (missing.Length == 0)
            return;
        string text = $"Not installed: {string.Join(", ", missing)}.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", text);
        Assert.Skip(text);
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
