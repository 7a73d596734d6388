using System.Text.RegularExpressions;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Whether a command runs or obeys the content of a file: shells, interpreters, compilers, m4 and make, whatever
/// version their names have, and the programs of awk, sed and perl that give what they read to a shell.
/// </summary>
internal static partial class Obedience
{
    private static readonly HashSet<string> s_shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "dash", "ksh", "zsh", "ash", "mksh", "busybox", ".", "source", "SHELL", "CONFIG_SHELL",
        "POSIX_SHELL", "BASH",
    };

    private static readonly HashSet<string> s_interpreters = new(StringComparer.Ordinal)
    {
        "perl", "python", "python2", "python3", "ruby", "tclsh", "guile", "php", "node", "lua", "Rscript", "expect",
        "PERL", "PYTHON", "PYTHON3", "RUBY", "NODE", "TCLSH", "bc", "dc", "gdb", "xsltproc", "java", "gnuplot",
        "ocaml", "octave", "wish", "sqlite3",
    };

    // What runs or obeys all that it is given.
    private static readonly HashSet<string> s_obeying = new(StringComparer.Ordinal)
    {
        "m4", "M4", "patch", "PATCH", "ed", "ex", "include", "-include", "sinclude", "m4_include", "m4_sinclude",
        "xargs", "XARGS", "exec", "eval", "compile", "execfile", "os.system", "os.popen", "runpy.run_path",
        "exec_module", "imp.load_source", "add_custom_command", "execute_process", "run_command", "vim", "emacs",
        "autom4te", "AC_SUBST_FILE", "pickle.load", "marshal.load", "run-parts",
    };

    // What runs text that it is given.
    private static readonly HashSet<string> s_evaluating = new(StringComparer.Ordinal) { "trap", "alias" };

    private static readonly HashSet<string> s_compilers = new(StringComparer.Ordinal)
    {
        "cc", "gcc", "g++", "c++", "clang", "clang++", "CC", "CXX", "CPP", "as", "ld", "LD", "COMPILE", "LINK",
        "CXXCOMPILE", "LTCOMPILE", "LTCXXCOMPILE", "CCAS", "CPPASCOMPILE", "BUILD_CC", "CC_FOR_BUILD", "depcomp",
        "HOSTCC", "HOST_CC", "tcc", "nasm", "yasm",
    };

    private static readonly HashSet<string> s_optionReaders = new(StringComparer.Ordinal)
    {
        "sed", "gsed", "awk", "gawk", "mawk", "nawk", "make", "gmake", "ninja", "SED", "AWK", "MAKE",
    };

    // Options of shells and interpreters with an operand of their own, which is no script.
    private static readonly HashSet<string> s_withOperand =
        new(StringComparer.Ordinal) { "-o", "+o", "-O", "-W", "-X" };

    /// <summary>Whether a word is a compiler, an assembler or a linker.</summary>
    public static bool IsCompiler(string word) => IsOne(s_compilers, SimpleCommand.Plain(word));

    /// <summary>Whether a command is a shell or an interpreter.</summary>
    public static bool IsInterpreter(SimpleCommand command) =>
        IsOne(s_shells, command.Program) || IsOne(s_interpreters, command.Program);

    /// <summary>The script that a shell or an interpreter runs, as its place among the command's words; -1 if none is
    /// named.</summary>
    public static int ScriptAt(SimpleCommand command)
    {
        for (int i = command.ProgramAt + 1; i < command.Words.Count; i++)
        {
            string word = command.Words[i];
            if (word is "-c" or "-e" or "-E")
            {
                return -1;
            }

            if (s_withOperand.Contains(word))
            {
                i++;
            }
            else if (word[0] is not ('-' or '+') && word != "$()")
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a command runs a file that holds the content, or text that does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isFed">Whether it gets the content as its input.</param>
    /// <param name="isContent">Whether a word means a file that holds it, or is text that does.</param>
    /// <param name="isText">Whether a word is text that holds it.</param>
    public static bool Is(SimpleCommand command, bool isFed, Func<string, bool> isContent, Func<string, bool> isText)
    {
        List<string> words = command.Words;
        int at = command.ProgramAt;
        if (words.Take(at).Any(word => word is "m4_esyscmd" or "m4_esyscmd_s" or "esyscmd"))
        {
            return true;
        }

        if (at >= words.Count)
        {
            return false;
        }

        if (words.Take(at).Contains("eval"))
        {
            string[] evaluated = words[at].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(at).Any(isText))
            {
                return true;
            }

            if (evaluated.Length > 1)
            {
                SimpleCommand inner = new() { Line = command.Line };
                inner.Words.AddRange(evaluated);
                return Is(inner, isFed, isContent, isText);
            }
        }

        string program = command.Program;
        string[] arguments = [.. command.Arguments];
        if (!command.IsCall && IsOne(s_compilers, program))
        {
            return isFed || arguments.Where((word, i) => i == 0 || arguments[i - 1] != "-o").Any(isContent);
        }

        if (command.IsCall && (words[0].EndsWith("exec", StringComparison.Ordinal)
            || words[0].StartsWith("subprocess.", StringComparison.Ordinal)))
        {
            return true;
        }

        if (s_obeying.Contains(command.IsCall ? words[0] : program))
        {
            return isFed || Array.Exists(arguments, word => isContent(word));
        }

        if (!command.IsCall && s_evaluating.Contains(program))
        {
            return Array.Exists(arguments, word => isText(word));
        }

        bool isShell = IsOne(s_shells, program);
        if (isShell || IsOne(s_interpreters, program))
        {
            return IsRun(command, arguments, isShell, isFed, isContent, isText);
        }

        bool isTold = s_optionReaders.Contains(program) && (Evaluates(program, arguments)
            && (isFed || Array.Exists(arguments, word => isContent(word))));
        int file = Array.FindIndex(arguments, IsFileOption);
        return isTold || (s_optionReaders.Contains(program)
                && ((file >= 0 && file + 1 < arguments.Length
                        && (isContent(arguments[file + 1]) || (isFed && arguments[file + 1] == "-")))
                    || Array.Exists(arguments, a => (a.StartsWith("-f", StringComparison.Ordinal)
                        || a.StartsWith("--file=", StringComparison.Ordinal)) && a.Length > 2 && isContent(a[2..]))))
            || (program == "git" && arguments.FirstOrDefault() is "apply" or "am")
            || Array.Exists(arguments, a => a[0] == '@' && a.Length > 1 && a[^1] != '@' && isContent(a[1..]));
    }

    private static bool IsRun(
        SimpleCommand command, string[] arguments, bool isShell, bool isFed, Func<string, bool> isContent,
        Func<string, bool> isText)
    {
        int option = Array.FindIndex(arguments, word => word is "-c" or "-e" or "-E"
            || (!isShell && word.Length > 2 && word[0] == '-' && word[^1] == 'e'));
        if (option >= 0)
        {
            return option + 1 < arguments.Length
                && ((isShell ? isContent(arguments[option + 1]) : isText(arguments[option + 1]))
                    || (!isShell && Starts().IsMatch(arguments[option + 1])
                        && (isFed || Array.Exists(arguments, word => isContent(word)))));
        }

        int operand = ScriptAt(command) - command.ProgramAt - 1;
        return operand < 0 ? isFed || Array.Exists(arguments, word => isContent(word))
            : arguments.Take(operand + 1).Any(isContent);
    }

    // awk: system, a pipe into a command; sed: s///e and e.
    private static bool Evaluates(string program, string[] arguments) =>
        program is "sed" or "gsed" or "SED" ? Array.Exists(arguments, word => Executes().IsMatch(word))
        : program is not ("make" or "gmake" or "MAKE" or "ninja")
            && Array.Exists(arguments, word => Starts().IsMatch(word));

    private static bool IsFileOption(string word) =>
        word == "--file" || (word.Length > 1 && word[0] == '-' && word[1] != '-' && word[^1] == 'f');

    // python3.11, gcc-12.
    private static bool IsOne(HashSet<string> programs, string program)
    {
        if (programs.Contains(program))
        {
            return true;
        }

        ReadOnlySpan<char> bare = program.AsSpan().TrimEnd("0123456789.").TrimEnd('-');
        return bare.Length > 1 && bare.Length < program.Length
            && programs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(bare);
    }

    // What starts a command in awk, perl and their like.
    [GeneratedRegex(
        """\b(system|exec|eval|popen)\b|\|&?[ \t]*["']|\|[ \t]*getline|`""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Starts();

    // The command e alone, and the flag e of s/…/…/.
    [GeneratedRegex(
        "(^|[;{}/0-9$ ])e( |;|}|$)|s/[^/]*/[^/]*/[gpiIm0-9]*e|s,[^,]*,[^,]*,[gpiIm0-9]*e"
            + "|s[|][^|]*[|][^|]*[|][gpiIm0-9]*e",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Executes();
}
