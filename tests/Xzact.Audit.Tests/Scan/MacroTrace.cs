using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

/// <summary>What autom4te lists as calls of a configure.ac, beside what the scan finds in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Listed">How many different calls autom4te lists that stand in the file.</param>
/// <param name="Found">How many different calls the scan finds.</param>
/// <param name="Differences">What only one of both has.</param>
internal sealed partial record MacroTrace(string Path, int Listed, int Found, IReadOnlyList<string> Differences)
{
    // Those whose arguments are shell text, files or conditions: what a scan must not lose. Of others, as
    // AC_COMPILE_IFELSE, the first argument is expanded before it is listed, and cannot be compared as it stands.
    private static readonly string[] s_macros =
    [
        "AC_ARG_ENABLE", "AC_ARG_WITH", "AC_CACHE_CHECK", "AC_CHECK_FUNCS", "AC_CHECK_HEADERS", "AC_CHECK_LIB",
        "AC_CHECK_PROG", "AC_CHECK_PROGS", "AC_CHECK_TOOL", "AC_CONFIG_COMMANDS",
        "AC_CONFIG_FILES", "AC_CONFIG_HEADERS", "AC_DEFINE", "AC_DEFINE_UNQUOTED", "AC_INIT",
        "AC_MSG_ERROR", "AC_PATH_PROG", "AC_PATH_PROGS", "AC_SEARCH_LIBS", "AC_SUBST", "AM_CONDITIONAL",
        "PKG_CHECK_MODULES",
    ];

    /// <summary>Runs autom4te on a configure.ac in its folder, with the aclocal.m4 there.</summary>
    public static async Task<MacroTrace> OfAsync(string path, CancellationToken cancellation)
    {
        const string End = "\u0001";
        using CacheFolder cache = new();
        ProcessStartInfo start = new("autom4te")
        {
            WorkingDirectory = System.IO.Path.GetDirectoryName(path),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["--language=Autoconf", $"--cache={cache.Path}", "--force",
            .. s_macros.Select(macro => $"--trace={macro}:$n|$1{End}"), System.IO.Path.GetFileName(path)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        string listed = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"{path}: autom4te: {await errors}");
        string text = await File.ReadAllTextAsync(path, Encoding.Latin1, cancellation);

        // Macros of the tools call others in their turn; only what stands in the file can be found there.
        string written = Plain(Uncommented().Replace(text, ""));
        HashSet<string> traced =
        [
            .. listed.Split(End).Select(line => line.Trim('\n')).Where(line => line.Contains('|')).Select(Key)
                .Where(key => IsIn(written, Plain(key.Replace("|", "(", StringComparison.Ordinal)))),
        ];
        HashSet<string> found = [.. M4ShellText.Calls(text).Where(call => s_macros.Contains(call.Name))
            .Select(call => Key($"{call.Name}|{call.First}"))];
        return new(path, traced.Count, found.Count,
        [
            .. traced.Except(found).Select(call => $"{path}: autom4te alone: {call}"),
            .. found.Except(traced).Select(call => $"{path}: scan alone: {call}"),
        ]);
    }

    private static bool IsIn(string written, string call) => written.Contains(call + ",", StringComparison.Ordinal)
        || written.Contains(call + ")", StringComparison.Ordinal);

    public override string ToString() => string.Join(
        '\n', Differences.Prepend($"{Path}: {Listed} listed, {Found} found, {Differences.Count} differ"));

    // m4 has taken the quotes away; blanks are of no matter.
    private static string Key(string call) => Blanks().Replace(call, " ").Replace("| ", "|", StringComparison.Ordinal)
        .Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Trim();

    private static string Plain(string text) => Blanks().Replace(text, "").Replace("[", "", StringComparison.Ordinal)
        .Replace("]", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(^|\s)(dnl\b|#)[^\n]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Uncommented();

    private sealed class CacheFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("xzact-autom4te");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
