namespace Xzact.Audit.Rules;

/// <summary>
/// Tells which variables of a build end up as a command, or decide which one runs, and which values make a command of
/// an innocent one. The names are those of GNU make's manual (10.3 "Variables Used by Implicit Rules"), of the GNU
/// Coding Standards, Automake, Libtool and the dynamic linker.
/// </summary>
internal static class CommandVariables
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        // of make itself
        "SHELL", ".SHELLFLAGS", "MAKEFLAGS", "GNUMAKEFLAGS", "MAKEFILES", "MAKEOVERRIDES", "MAKE", "VPATH",
        ".RECIPEPREFIX", ".LIBPATTERNS", ".INCLUDE_DIRS", ".DEFAULT_GOAL", "AM_MAKEFLAGS", "ACLOCAL_AMFLAGS",

        // of the shell and the dynamic linker
        "PATH", "IFS", "ENV", "BASH_ENV", "CDPATH", "CONFIG_SHELL", "CONFIG_SITE", "SHELLOPTS", "PS4", "LD_PRELOAD",
        "LD_LIBRARY_PATH", "LD_AUDIT", "PYTHONPATH", "PYTHONSTARTUP", "PERL5LIB", "PERL5OPT", "PROMPT_COMMAND",

        // programs
        "CC", "CXX", "CPP", "CXXCPP", "CCLD", "CXXLD", "LD", "AR", "AS", "NM", "RANLIB", "STRIP", "OBJCOPY",
        "OBJDUMP", "DLLTOOL", "WINDRES", "RC", "OBJC", "OBJCXX", "F77", "FC", "GCJ", "UPC", "VALAC", "GOC", "LEX",
        "YACC", "BISON", "FLEX", "LIBTOOL", "LIBTOOL_DEPS", "LTCC", "M4", "SED", "AWK", "GREP", "EGREP", "FGREP",
        "PERL", "PYTHON", "RUBY", "TCLSH", "INSTALL", "INSTALL_PROGRAM", "INSTALL_DATA", "INSTALL_SCRIPT",
        "INSTALL_STRIP_PROGRAM", "LN_S", "MKDIR_P", "MSGFMT", "XGETTEXT", "MSGMERGE", "GMSGFMT", "MAKEINFO",
        "TEXI2DVI", "HELP2MAN", "GPERF", "PKG_CONFIG", "TAR", "AMTAR", "AUTOCONF", "AUTOHEADER", "AUTOMAKE",
        "ACLOCAL", "AUTORECONF", "AUTOM4TE", "TESTS_ENVIRONMENT", "AM_TESTS_ENVIRONMENT", "ECHO", "as_echo", "RM",
        "CP", "MV", "CAT",

        // lists of what is compiled, linked, run or read
        "SUBDIRS", "TESTS", "LIBS", "BUILT_SOURCES", "SOURCES", "OBJECTS", "OBJS", "SRCS",
    };

    private static readonly string[] s_endings =
    [
        "_COMMAND", "_LAUNCHER", "_COMPILER", "_PROG", "_HOOK", "_SOURCES", "_OBJECTS", "_OBJS", "_SRCS", "_LDADD",
        "_LIBADD", "_DEPENDENCIES", "_SCRIPTS", "_PROGRAMS", "COMPILE", "LINK", "_TEMPLATE_DIR",
    ];

    private static readonly string[] s_beginnings = ["ac_cv_path_", "ac_cv_prog_", "lt_cv_path_", "gl_cv_prog_"];

    // Options with which a compiler or linker reads or runs what is named.
    private static readonly string[] s_readingOptions =
    [
        "-wrapper", "-fplugin", "-specs", "-B", "-include", "-imacros", "-T", "-Wl,-T", "-Wp,-include", "-Xlinker",
        "-Wl,-dynamic-linker", "-Wl,--dynamic-linker", "-fuse-ld", "-l:",
    ];

    // Of the linker's options with B these name no file.
    private static readonly string[] s_plainOptions = ["-Bsymbolic", "-Bstatic", "-Bdynamic", "-Bgroup"];

    private static readonly string[] s_linkedFiles = [".o", ".a", ".so", ".lo", ".la", ".dll", ".lib"];

    private static readonly HashSet<string> s_interpreters = new(StringComparer.Ordinal)
    {
        "sh", "bash", "dash", "ksh", "zsh", "csh", "env", "eval", "exec", "source", "awk", "gawk", "sed", "perl",
        "python", "python3", "ruby", "tclsh", "m4", "node", "xargs", "find", "nohup", "sudo", "busybox",
    };

    /// <summary>Whether a build runs the value of this variable, or takes from it what to compile, link or
    /// read.</summary>
    public static bool IsCommand(string name) => s_names.Contains(name)
        || Array.Exists(s_endings, e => name.EndsWith(e, StringComparison.Ordinal))
        || Array.Exists(s_beginnings, b => name.StartsWith(b, StringComparison.Ordinal));

    /// <summary>
    /// The part of a value that makes a command, or makes a compiler or linker read or run something, wherever the
    /// value is used; null if there is none.
    /// </summary>
    public static string? ActingPart(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char next = i + 1 < value.Length ? value[i + 1] : '\0';
            if (value[i] is ';' or '|' or '`' or '&' || (value[i] is '<' or '>' && next != '='))
            {
                return value[i].ToString();
            }
        }

        string[] words = value.Split([' ', '\t', '\r', '\n', '"', '\''], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            if (IsReading(words[i]) || (i + 1 < words.Length && s_interpreters.Contains(LastName(words[i]))))
            {
                return words[i];
            }
        }

        return null;
    }

    // @file is a list of options; @NAME@ is filled in by configure.
    private static bool IsReading(string word) =>
        (Array.Exists(s_readingOptions, o => word.StartsWith(o, StringComparison.Ordinal))
            && !Array.Exists(s_plainOptions, o => word.StartsWith(o, StringComparison.Ordinal)))
        || (word[0] == '@' && word.Length > 1 && word[^1] != '@')
        || Array.Exists(s_linkedFiles, e => word.Length > e.Length && word.EndsWith(e, StringComparison.Ordinal));

    private static string LastName(string word) => word[(word.LastIndexOf('/') + 1)..];
}
