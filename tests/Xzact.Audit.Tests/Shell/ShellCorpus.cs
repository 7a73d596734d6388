using System.Diagnostics;
using System.Text;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

/// <summary>
/// Holds the parser to scripts of the field: what dash and bash accept must parse, and print to a script with the same
/// tree. By hand, with a file that names one script a line: see docs/scan-shell.md.
/// </summary>
internal static class ShellCorpus
{
    /// <summary>What became of one script in one grammar.</summary>
    public static string Judge(string path, string script, ShellGrammar grammar)
    {
        ShellScript parsed = ShellParser.Parse(script, grammar);
        if (parsed.Errors is [var error, ..])
        {
            int line = 1 + script.AsSpan(0, Math.Min(error.Offset, script.Length)).Count('\n');
            return $"refused\t{path}:{line}: {error.Message}";
        }

        string printed = ShellPrinter.Print(parsed.Commands);
        ShellScript again = ShellParser.Parse(printed, grammar);
        if (again.Errors is [var second, ..])
        {
            return $"unprintable\t{path}: {second.Message} at {second.Offset} of what was printed";
        }

        (string before, string after) = (TreeText.Of(parsed), TreeText.Of(again));
        if (before == after)
        {
            return "same";
        }

        int at = before.AsSpan().CommonPrefixLength(after);
        return $"differs\t{path}: {Around(before, at)} <> {Around(after, at)}";
    }

    /// <summary>Whether <paramref name="shell"/> parses the script; nothing of it is run.</summary>
    public static bool Accepts(string shell, string path)
    {
        ProcessStartInfo start = new(shell) { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-n");
        start.ArgumentList.Add("--");
        start.ArgumentList.Add(path);
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public static string Read(string path) => Encoding.Latin1.GetString(File.ReadAllBytes(path));

    private static string Around(string text, int at)
    {
        int start = Math.Max(0, at - 30);
        return text[start..Math.Min(text.Length, at + 30)].ReplaceLineEndings("~");
    }
}
