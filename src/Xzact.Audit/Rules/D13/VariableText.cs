using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules.D13;

/// <summary>
/// Tells text that a script already holds in its variables from data that it fetches. Generated configure scripts
/// evaluate the former all the time: <c>eval x=\"`echo $y | sed 's/:/ /'`\"</c>.
/// </summary>
internal static class VariableText
{
    private static readonly HashSet<string> s_printers =
        ["echo", "$ECHO", "$as_echo", "$as_echo_n", "as_echo", "printf", "expr", "$as_expr", "test", "[", "set", ":"];

    private static readonly HashSet<string> s_filters = ["sed", "$SED", "${SED}", "grep", "$GREP", "cut", "sort",
        "uniq"];

    // What Autoconf itself writes to try a shell, word for word.
    private static readonly HashSet<string> s_generated =
        ["$as_echo $as_bourne_compatible$as_required | as_run=a $SHELL",
         "$as_echo $as_bourne_compatible$as_required | as_run=a $as_shell"];

    /// <summary>Whether the pipeline only prints and filters variables: no file, no other program, no
    /// decoding.</summary>
    public static bool IsAll(ShellPipeline pipeline) => pipeline.Commands.TrueForAll(c =>
        !c.Redirections.Exists(r => r.Operator.Contains('<', StringComparison.Ordinal))
        && c.Name switch
        {
            null => true,
            "$CC" or "$LD" => c.Arguments.All(a => a.StartsWith("-print-", StringComparison.Ordinal)),
            string name when s_printers.Contains(name) => !Decodes(c),
            string name when s_filters.Contains(name) => ScriptOnly(c),
            _ => false,
        });

    /// <summary>Whether this is a line that Autoconf writes into every configure script.</summary>
    public static bool IsGenerated(ShellPipeline pipeline) =>
        s_generated.Contains(string.Join(" | ", pipeline.Commands.Select(c => string.Join(' ', c.Words))));

    /// <summary>Whether the command prints text that cannot be read in the script: <c>printf '\162'</c>.</summary>
    public static bool PrintsEscapes(ShellCommand command) =>
        s_printers.Contains(command.Name ?? "") && Decodes(command);

    private static bool Decodes(ShellCommand command) => command.Words.Exists(w =>
        w.AsSpan().IndexOf('\\') is >= 0 and int at && at + 1 < w.Length
        && (char.IsAsciiDigit(w[at + 1]) || w[at + 1] == 'x'));

    // With -e or without, a filter of a pipe has its script and no file.
    private static bool ScriptOnly(ShellCommand command)
    {
        string[] arguments = [.. command.Arguments];
        int scripts = arguments.Count(a => a == "-e");
        int operands = arguments.Count(a => !a.StartsWith('-') && a.Length > 0);
        return operands <= Math.Max(1, scripts);
    }
}
