namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Commands that name a file and do not give out what it holds: they ask whether it is there, write or remove it, list
/// or install it, or compile messages. Whatever is not known to be one of these may read the file.
/// </summary>
internal static class HarmlessUse
{
    private static readonly HashSet<string> s_commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "test", "[", "rm", "touch", "echo", "printf", "chmod", "mkdir", "exit", "ls", "git", "hg", "case", "cmp",
        "AC_CONFIG_SRCDIR", "AC_MSG_ERROR", "AC_MSG_WARN", "AC_MSG_NOTICE", "AS_ECHO", "AM_V_GEN", "mkinstalldirs",
        "RM", "MKDIR_P", "MSGFMT", "MSGMERGE", "MSGMERGE_UPDATE", "XGETTEXT", "msgfmt", "msgmerge", "xgettext",
        "msginit", "msgcmp", "GMSGFMT", "%doc", "%license", "%files", "list", "message", "install_data",
        "install_man", "dh_installchangelogs", "dh_installdocs", "maintainer-clean", "return", "dnl", "halt",
    };

    // Copies: harmless where they go into the release or its documentation.
    private static readonly HashSet<string> s_copies = new(StringComparer.OrdinalIgnoreCase)
    {
        "cp", "mv", "ln", "install", "INSTALL", "INSTALL_DATA", "CP", "LN_S", "MV", "CP_P", "gzip", "install-sh",
    };

    private static readonly HashSet<string> s_calls = new(StringComparer.OrdinalIgnoreCase)
    {
        "set", "list", "install", "message", "if", "install_data", "install_man", "source_group", "warning", "error",
    };

    private static readonly string[] s_places =
        ["distdir", "DESTDIR", "docdir", "buildroot", "RPM_BUILD_ROOT", "debian/", "DESTINATION"];

    private static readonly HashSet<string> s_prefixes = new(StringComparer.Ordinal)
    {
        "then", "do", "else", "if", "elif", "while", "until", "!", "exec", "env", "command", "Q", "V", "AM_V_at",
        "AM_V_GEN", "time", "eval", "",
    };

    /// <summary>Whether a command is one.</summary>
    /// <param name="command">One command, without those joined to it by <c>;</c>, <c>&amp;&amp;</c>, <c>||</c>.</param>
    /// <param name="name">The name that stands in it.</param>
    public static bool Is(string command, string name)
    {
        string[] words = [.. command.TrimStart('@', '-', '+', '{', '(', '}', ' ', '\t')
            .Split([' ', '\t', '(', ')', '{', '}', '[', ']', '"', '\'', '$', '@'], StringSplitOptions.TrimEntries)
            .SkipWhile(word => s_prefixes.Contains(word) || word.StartsWith("AM_V_", StringComparison.Ordinal))];
        if (words.Length == 0)
        {
            return true;
        }

        string program = words[0][(words[0].LastIndexOf('/') + 1)..];
        bool isCopy = s_copies.Contains(program);
        return s_commands.Contains(program)
            || (isCopy && (IsLast(command, name) || s_places.Any(p => command.Contains(p, StringComparison.Ordinal))))
            || (!isCopy && IsWritten(command, name))
            || IsAssignment(words[0]);
    }

    /// <summary>Whether a call of CMake or Meson is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the name stands in it.</param>
    public static bool IsCall(string text, int at)
    {
        const int MaxCall = 4_096;
        string before = text[Math.Max(0, at - MaxCall)..at];
        int depth = 0;
        for (int i = before.Length - 1; i >= 0; i--)
        {
            depth += before[i] == ')' ? 1 : before[i] == '(' ? -1 : 0;
            if (depth < 0)
            {
                string[] words = before[..i].Split(
                    [' ', '\t', '\n', '(', ')', '.', '='], StringSplitOptions.RemoveEmptyEntries);
                return words.Length > 0 && s_calls.Contains(words[^1]);
            }
        }

        return false;
    }

    // What is assigned to a variable is followed by its name.
    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) > 0;

    // > x, >> x, -o x: each mention of it is behind one of these.
    private static bool IsWritten(string command, string name)
    {
        for (int at = command.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = command.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            string before = command[..at];
            string operand = before[(before.LastIndexOfAny([' ', '\t', '>']) + 1)..];
            string sign = before[..^operand.Length].TrimEnd();
            if (!sign.EndsWith('>') && !sign.EndsWith(" -o", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLast(string command, string name) =>
        command.TrimEnd(' ', '\t', '"', '\'', ')', '}').EndsWith(name, StringComparison.Ordinal)
        && command.IndexOf(name, StringComparison.Ordinal) == command.LastIndexOf(name, StringComparison.Ordinal);
}
