using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Xzact.Bench.Jobs;

/// <summary>Programs run on a file, their output thrown away or kept.</summary>
internal static partial class Programs
{
    private const string Callgrind = "valgrind --tool=callgrind --callgrind-out-file=/dev/null --";

    /// <summary>Runs a program; its standard output goes to a file.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static void Run(string program, string arguments, string input, string output)
    {
        // The shell connects the files and is then replaced by the program.
        (int code, string errors) = Shell($"exec \"$0\" {arguments} <\"$1\" >\"$2\"", program, input, output);
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} {arguments} failed: {errors}");
        }
    }

    /// <summary>Instructions of one run, user mode, by perf or callgrind; null where neither counts.</summary>
    public static long? Instructions(string program, string arguments, string input)
    {
        string run = $"\"$0\" {arguments} <\"$1\" >\"$2\"";
        return Count(PerfCount(), Shell($"exec perf stat -x , -e instructions:u -- {run}", program, input, "/dev/null"))
            ?? Count(CallgrindCount(), Shell($"exec {Callgrind} {run}", program, input, "/dev/null"));
    }

    /// <summary>The first line that a program says about its version.</summary>
    public static string Version(string program)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, ["--version"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? program;
    }

    private static long? Count(Regex pattern, (int Code, string Errors) run) =>
        run.Code == 0 && pattern.Match(run.Errors) is { Success: true } match
            ? long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)
            : null;

    private static (int Code, string Errors) Shell(string script, params ReadOnlySpan<string> arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script, .. arguments])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }

    [GeneratedRegex(@"^(?<count>\d+),", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PerfCount();

    [GeneratedRegex(@"Collected : (?<count>\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex CallgrindCount();
}
