using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>
/// What a line of build text takes a file for that it names, whatever the file's name says: <c>include local.conf</c>,
/// <c>sh mkversion</c>, <c>. ./defaults</c>, <c>sed -f x</c>, <c>@cc.flags</c>.
/// </summary>
internal static class NamedUse
{
    // What reads its first operand as a program; a variable or a substitution may hold such a name.
    private static readonly HashSet<string> s_interpreters = new(StringComparer.OrdinalIgnoreCase)
    {
        "sh", "bash", "dash", "ksh", "zsh", ".", "source", "perl", "python", "python2", "python3", "ruby", "tclsh",
        "wish", "expect", "guile", "php", "node", "lua", "Rscript", "octave", "groovy", "xsltproc", "m4", "SHELL",
        "CONFIG_SHELL", "PERL", "PYTHON", "PYTHON3", "RUBY", "TCLSH", "NODE", "XSLTPROC", "M4", "POSIX_SHELL",
    };

    // What reads a program that an option names.
    private static readonly HashSet<string> s_optionReaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "sed", "gsed", "awk", "gawk", "mawk", "nawk", "make", "gmake", "SED", "AWK", "MAKE", "gdb", "bc",
    };

    // Options of compilers whose value is read or run.
    private static readonly HashSet<string> s_compilerOptions = new(StringComparer.Ordinal)
    {
        "specs", "wrapper", "fplugin", "fuse-ld", "script", "version-script", "skeleton",
    };

    private static readonly HashSet<string> s_parsers = new(StringComparer.OrdinalIgnoreCase)
    {
        "bison", "YACC", "BISON", "flex", "LEX",
    };

    // What stands in front of a command and leaves it a command.
    private static readonly HashSet<string> s_prefixes =
        ["exec", "eval", "env", "time", "nohup", "command", "then", "do", "else", "if", "while", "until", "!", "set",
         "test", "&&", "||"];

    /// <summary>Whether a file of this role may have another one by a line that names it.</summary>
    public static bool CanBe(FileRole role) => !role.IsBuildText() && role != FileRole.Source;

    // What names a file more often than that, or behind more text, is not read: it is taken to run it.
    private const int MaxPlaces = 4_096;
    private const int MaxBefore = 8_192;

    /// <summary>What the file is for; null if the line does not say.</summary>
    /// <param name="command">The line, with the lines that it continues.</param>
    /// <param name="start">Where the line itself begins in it; what stands before was read with its own line.</param>
    /// <param name="word">The name as it stands there, without the variables in front of it.</param>
    /// <param name="from">The role of the text that has the line.</param>
    /// <param name="isCommand">Whether the line is one where a command may stand: a recipe, or a line of a
    /// script.</param>
    public static FileRole? Of(string command, int start, string word, FileRole from, bool isCommand)
    {
        int places = 0;
        for (int at = command.IndexOf(word, start, StringComparison.Ordinal); at >= 0;
            at = command.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (++places > MaxPlaces)
            {
                return FileRole.PackageBuild;
            }

            if (At(command, at, at + word.Length, from, isCommand) is FileRole role)
            {
                return role;
            }
        }

        return null;
    }

    private static FileRole? At(string command, int start, int end, FileRole from, bool isCommand)
    {
        if (end < command.Length && (char.IsAsciiLetterOrDigit(command[end]) || command[end] is '_' or '-' or ':'))
        {
            return null;
        }

        int token = start;
        while (token > 0 && start - token < MaxBefore && !IsBreak(command[token - 1])
            && (command[token - 1] != '(' || (token > 1 && command[token - 2] == '$')))
        {
            token--;
        }

        string before = command[Math.Max(0, token - MaxBefore)..token].TrimEnd(' ', '\t', '"', '\'');
        string[] words = before[(before.LastIndexOfAny([';', '|', '&', '`']) + 1)..]
            .Split(
                [' ', '\t', '(', ')', '[', ']', '"', '\'', '{', '}', '@', '$'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0 && Includes(words[^1], from) is FileRole included)
        {
            return included;
        }

        // Options of a compiler or linker; @srcdir@/x is a file in a folder.
        if (command[token] == '@' && command.IndexOf('@', token + 1, start - token) < 0 && words.Length > 0)
        {
            return FileRole.PackageBuild;
        }

        if (PipesIntoShell(command[end..]) || (before.EndsWith('<') && words.Any(IsShell)))
        {
            return FileRole.Script;
        }

        // MAKEFILES names makefiles that are read before all others.
        if (before.EndsWith('=') && words.Length > 0
            && before.TrimEnd('=', ' ', ':', '?', '+').EndsWith("MAKEFILES", StringComparison.Ordinal))
        {
            return FileRole.Make;
        }

        if (before.EndsWith('=') && words.Length > 0
            && s_compilerOptions.Contains(words[^1].TrimEnd('=').TrimStart('-')))
        {
            return FileRole.PackageBuild;
        }

        if (before.Length > 0 && before[^1] is '=' or '>')
        {
            return null;
        }

        int program = Array.FindIndex(words, word => !IsPrefix(word));
        if (program < 0)
        {
            return isCommand && IsCommandAt(command, token, end) ? FileRole.Script : null;
        }

        string name = words[program][(words[program].LastIndexOf('/') + 1)..].TrimStart('-', '+');
        string[] rest = words[(program + 1)..];
        if (rest.Length > 0 && ((rest[^1] is "-T" or "-Wl,-T" or "--script")
            || (rest[^1] is "-S" or "--skeleton" && s_parsers.Contains(name))))
        {
            return FileRole.PackageBuild;
        }

        bool byOption = rest.Length > 0 && (rest[^1] is "-f" or "--file" or "--script" || command[token] == '-');
        return (s_interpreters.Contains(name) && rest.All(IsOption))
            || (s_optionReaders.Contains(name)
                && (byOption || command.AsSpan(token, start - token).SequenceEqual("-f")))
            ? (name.Contains("make", StringComparison.OrdinalIgnoreCase) ? FileRole.Make : FileRole.Script)
            : null;
    }

    // With a folder, as whatever is not on the PATH; not in a list of names.
    private static bool IsCommandAt(string command, int token, int end)
    {
        bool isQuoted = token > 0 && command[token - 1] is '"' or '\'';
        bool isPlain = end == command.Length || command[end] is ' ' or '\t' or ';' or '|' or '&' or '>' or '<' or '`';
        return command.AsSpan(token, end - token).Contains('/')
            && (isQuoted ? command[token] == '$' && end < command.Length && command[end] == '"' : isPlain);
    }

    private static bool IsPrefix(string word) => s_prefixes.Contains(word)
        || word.Contains('=', StringComparison.Ordinal) || word is "Q" or "V"
        || word.StartsWith("AM_V_", StringComparison.Ordinal);

    private static bool IsShell(string word)
    {
        string name = word[(word.LastIndexOf('/') + 1)..];
        return name is "sh" or "bash" or "dash" or "ksh" or "zsh" or "SHELL" or "CONFIG_SHELL" or "POSIX_SHELL";
    }

    private static bool IsBreak(char c) => c is ' ' or '\t' or ';' or '|' or '&' or '<' or '>' or '"' or '\'' or '`'
        or '=' or '[' or ',';

    private static bool IsOption(string word) => word[0] is '-' or '/' or '<' || word is "srcdir" or "top_srcdir"
        || word.Contains("DIR", StringComparison.OrdinalIgnoreCase);

    private static FileRole? Includes(string word, FileRole from) => word switch
    {
        "include" or "-include" or "sinclude" when from == FileRole.Make => FileRole.Make,
        "include" when from == FileRole.CMake => FileRole.CMake,
        "include" or "sinclude" or "m4_include" or "m4_sinclude" => FileRole.Macro,
        _ => null,
    };

    private static bool PipesIntoShell(string rest) => rest.Split('|').Skip(1).Any(stage =>
        stage.Split([' ', '\t', '(', ')', '{', '}', '$', '@', ';', '&', '"'], StringSplitOptions.RemoveEmptyEntries)
            is [var first, ..] && IsShell(first));
}
