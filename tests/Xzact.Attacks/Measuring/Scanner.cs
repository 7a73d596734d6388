using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Xzact.Attacks.Measuring;

/// <summary>What a scanner said of a tree, or why it said nothing.</summary>
public sealed record ScanAnswer(ScanReport? Report, string Failure, TimeSpan Time);

/// <summary>A scanner as a command line, to which the tree's folder is added.</summary>
/// <param name="command">Program and arguments, separated by blanks.</param>
/// <param name="without">Rules that are switched off, each as <c>--without RULE</c>.</param>
/// <param name="limit">How long one scan may take.</param>
public sealed class Scanner(string command, IReadOnlyList<string> without, TimeSpan limit)
{
    // Found, or incomplete: both with a report.
    private static readonly int[] s_reporting = [0, 1, 3];

    private readonly string[] _words =
    [
        .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        .. without.SelectMany(rule => new[] { "--without", rule }),
    ];

    /// <summary>Scans a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="off">One more rule that is switched off; null for none.</param>
    public ScanAnswer Scan(string folder, string? off = null)
    {
        string[] more = off is null ? [] : ["--without", off];
        var start = new ProcessStartInfo(_words[0], [.. _words[1..], .. more, folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using Process? started = Start(start, out string failure);
        if (started is not { } process)
            return new(null, failure, watch.Elapsed);

        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return new(null, $"not done after {limit.TotalSeconds:F0} s", watch.Elapsed);
        }

        Task.WaitAll(output, errors);
        TimeSpan time = watch.Elapsed;
        if (!s_reporting.Contains(process.ExitCode))
            return new(null, Failure(process.ExitCode, errors.Result), time);
        try
        {
            return new(ScanReport.Parse(output.Result), "", time);
        }
        catch (FormatException e)
        {
            return new(null, e.Message, time);
        }
    }

    private static Process? Start(ProcessStartInfo start, out string failure)
    {
        try
        {
            failure = "not started";
            return Process.Start(start);
        }
        catch (Win32Exception e)
        {
            failure = e.Message;
            return null;
        }
    }

    private static string Failure(int exitCode, string errors) => string.Create(
        CultureInfo.InvariantCulture, $"exit code {exitCode}: {errors.Split('\n')[0].Trim()}");
}
