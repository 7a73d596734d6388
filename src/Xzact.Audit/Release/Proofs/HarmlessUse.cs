using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Commands that name a file and do not give out what it holds: they ask whether it is there, write or remove it, list
/// or install it, or compile messages. Whatever is not known to be one of these, as a whole, may read the file.
/// </summary>
internal static class HarmlessUse
{
    private static readonly HashSet<string> s_commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "test", "[", "[[", "rm", "touch", "echo", "printf", "chmod", "mkdir", "exit", "ls", "case", "cmp", "for",
        "AC_CONFIG_SRCDIR", "AC_MSG_ERROR", "AC_MSG_WARN", "AC_MSG_NOTICE", "AC_MSG_CHECKING", "AC_MSG_RESULT",
        "AS_ECHO", "mkinstalldirs", "find",
        "RM", "MKDIR_P", "MSGFMT", "MSGMERGE", "MSGMERGE_UPDATE", "XGETTEXT", "msgfmt", "msgmerge", "xgettext",
        "msginit", "msgcmp", "msgattrib", "MSGATTRIB", "GMSGFMT", "%doc", "%license", "%files", "message",
        "dh_installchangelogs", "dh_installdocs", "maintainer-clean", "return", "dnl", "halt", "export", "local",
        "wc", "sha1sum", "sha256sum", "sha512sum", "md5sum", "b2sum", "cksum", "etags", "ctags", "ETAGS", "CTAGS",
        "basename", "dirname", "du", "stat", "zip", "list", "unset", "cd", ":", "true", "false", "readonly",
        "makeinfo", "MAKEINFO", "MAKEINFOHTML", "TEXI2DVI", "TEXI2PDF", "texi2dvi", "texi2pdf", "DVIPS", "help2man",
        "setup", "fs.exists", "os.path.exists", "os.path.isfile", "install_data", "install_man",
    };

    // What makes a page of a page, where it goes into a file of such a kind.
    private static readonly HashSet<string> s_formatters = new(StringComparer.OrdinalIgnoreCase)
    {
        "groff", "nroff", "troff", "man", "mandoc", "roffit", "man2html", "pod2man", "pod2html", "ps2pdf", "pandoc",
    };

    // Where their output goes is followed.
    private static readonly HashSet<string> s_transforms = new(StringComparer.OrdinalIgnoreCase)
    {
        "set", "mapfile", "readarray", "iconv", "nl", "expand", "unexpand", "col", "join", "comm", "diff", "tee", "fmt",
        "install-info", "bzcat", "unxz", "gunzip", "bunzip2", "zstd", "lzma", "lzip", "shift", "trap", "alias",
        "expr", "GTKDOC_REBASE", "gtkdoc-rebase", "html2text", "w3m", "lynx", "xmlto", "asciidoc", "a2x",
        "pdflatex", "tex", "latex", "dot", "git", "getopt",
        "sleep", "kill", "sync", "ldd", "nm", "readelf", "objdump", "ar", "ranlib", "strip", "RANLIB", "STRIP", "AR",
        "if", "then", "else", "fi", "elif", "esac", "done", "AC_CONFIG_FILES", "AC_CONFIG_LINKS", "AC_CONFIG_HEADERS",
    };

    private static readonly string[] s_pages = [".ps", ".pdf", ".html", ".txt", ".dvi", "/dev/null"];

    // What these say of names are names.
    private static readonly HashSet<string> s_naming = new(StringComparer.Ordinal)
    {
        "echo", "printf", "ls", "find", "basename", "dirname", "wildcard", "word", "firstword", "lastword", "filter",
        "filter-out", "patsubst", "addprefix", "addsuffix", "notdir", "strip", "abspath", "realpath", "foreach",
        "cygpath", "CYGPATH_W", "Path", "pathlib.Path", "os.path.join", "files", "subst", "wordlist",
    };

    // Copies: harmless where they go into the release, its documentation, or where things are installed.
    private static readonly HashSet<string> s_copies = new(StringComparer.OrdinalIgnoreCase)
    {
        "cp", "mv", "ln", "install", "INSTALL", "INSTALL_DATA", "CP", "LN_S", "MV", "CP_P", "install-sh",
        "INSTALL_SCRIPT", "INSTALL_PROGRAM", "install_sh", "install_sh_DATA", "rsync", "scp",
    };

    private static readonly string[] s_places =
        ["distdir", "DESTDIR", "docdir", "buildroot", "RPM_BUILD_ROOT", "/usr/share/", "DOCDIR", "mandir", "datadir",
         "htmldir"];

    private static readonly HashSet<string> s_git = new(StringComparer.Ordinal)
    {
        "add", "rm", "log", "ls-files", "ls-tree", "status", "commit", "archive", "describe", "rev-parse", "checkout",
        "mv", "tag", "push",
    };

    private static readonly HashSet<string> s_calls = new(StringComparer.OrdinalIgnoreCase)
    {
        "set", "list", "install", "message", "if", "install_data", "install_man", "source_group", "warning", "error",
        "exists", "files", "is_file", "elseif", "foreach", "gettext_process_po_files", "gettext_create_translations",
        "gettext_process_pot_file", "set_source_files_properties",
    };

    /// <summary>Whether a command only gives out, copies or transforms what a file holds: where that goes is
    /// followed.</summary>
    public static bool IsFollowed(SimpleCommand command) => s_transforms.Contains(command.Program)
        || (DataReaders.IsReader(command.Program) && !Obedience.IsInterpreter(command)) || IsCopy(command)
        || s_formatters.Contains(command.Program) || s_commands.Contains(command.Program)
        || s_naming.Contains(command.Program);

    /// <summary>Whether a command only makes names of names.</summary>
    public static bool IsNaming(SimpleCommand command) =>
        s_naming.Contains(command.Program) || (command.IsCall && command.Words[0].TrimEnd('[', '=', '{') is var name
            && (name.Length < command.Words[0].Length || name.EndsWith("join", StringComparison.Ordinal)));

    /// <summary>Whether a command copies or moves files.</summary>
    public static bool IsCopy(SimpleCommand command) => !command.IsCall && s_copies.Contains(command.Program);

    /// <summary>Where a copy goes to; empty if it does not say.</summary>
    public static string DestinationOf(SimpleCommand command)
    {
        string[] words = [.. command.Arguments];
        int option = Array.FindIndex(words, word => word is "-t" or "--target-directory");
        const string Long = "--target-directory=";
        return option >= 0 && option + 1 < words.Length ? words[option + 1]
            : Array.Find(words, word => word.StartsWith(Long, StringComparison.Ordinal)) is string target
                ? target[Long.Length..]
            : words.LastOrDefault() ?? "";
    }

    /// <summary>Whether a command is harmless to a file that it mentions.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isFile">Whether a word means the file.</param>
    public static bool Is(SimpleCommand command, Func<string, bool> isFile)
    {
        // Two patterns of a case are joined like a pipeline.
        if (command.IsPattern || command.Words is [['*', ..]])
        {
            return true;
        }

        string program = command.Program;
        int at = command.ProgramAt;
        bool isKnown = s_commands.Contains(program) || IsOwn(command, program)
            || (command.IsCall && command.Words[0].StartsWith("long_description=", StringComparison.Ordinal));
        if (command.Reads.Exists(word => isFile(word)))
        {
            return isKnown && program is not ("for" or "export" or "local" or "find");
        }

        if (at == command.Words.Count)
        {
            return true; // what is assigned is followed by its name
        }

        if (!command.IsCall && isFile(command.Words[at]) && !isKnown)
        {
            return false;
        }

        if (IsCopy(command))
        {
            string to = DestinationOf(command);
            bool isSafe = (s_places.Any(p => to.Contains(p, StringComparison.Ordinal))
                    && !to.Contains("..", StringComparison.Ordinal))
                || (program == "scp" && to.Contains(':', StringComparison.Ordinal))
                || (to == "$@" && command.Rule is { } rule && rule.Targets.All(IsStamp));
            return isSafe || (isFile(to) && command.Arguments.Count(isFile) == 1);
        }

        bool isThrownAway = command is { IsPiped: false, Writes: ["/dev/null"] } && DataReaders.IsReader(program);
        return isKnown || isThrownAway || IsWritten(command, isFile)
            || (s_formatters.Contains(program) && command is { IsPiped: false, Writes.Count: > 0 }
                && command.Writes.TrueForAll(to => Array.Exists(
                    s_pages, page => to.EndsWith(page, StringComparison.Ordinal))));
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
                return words.Length > 0 && IsCall(words[^1]);
            }
        }

        return false;
    }

    /// <summary>Whether calls of this name are.</summary>
    public static bool IsCall(string name) => s_calls.Contains(name);

    // By what they are told to do.
    private static bool IsOwn(SimpleCommand command, string program) => program switch
    {
        "git" => command.Arguments.FirstOrDefault(a => a[0] != '-') is string verb && (s_git.Contains(verb)
            || (verb == "config" && !command.Words.Exists(word => word.Contains('!', StringComparison.Ordinal)))),
        "hg" => command.Arguments.FirstOrDefault() is "log" or "status" or "add",
        "tar" or "TAR" or "AMTAR" or "am__tar" => command.Arguments.FirstOrDefault() is string first
            && first.Contains('c', StringComparison.Ordinal) && !first.Contains('x', StringComparison.Ordinal)
            && !first.StartsWith("--", StringComparison.Ordinal),
        "gpg" or "gpg2" => command.Arguments.Any(a => a is "-b" or "--detach-sign" or "-ab" or "-sb" or "-sab"),
        "gzip" or "bzip2" or "xz" => !command.Arguments.Any(a => a[0] == '-' && a.AsSpan().ContainsAny('d', 'c')),
        _ => false,
    };

    // As Automake's rule for version.texi makes stamp-vti.
    private static bool IsStamp(string target) =>
        target[(target.LastIndexOf('/') + 1)..].StartsWith("stamp-", StringComparison.Ordinal);

    // > x, >> x, -o x: each mention of it is one of these.
    private static bool IsWritten(SimpleCommand command, Func<string, bool> isFile)
    {
        for (int i = 0; i < command.Words.Count; i++)
        {
            if (isFile(command.Words[i]) && (i == 0 || command.Words[i - 1] is not ("-o" or "--output")))
            {
                return false;
            }
        }

        return true;
    }
}
