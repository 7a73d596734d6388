using System.Buffers;

namespace Xzact.Audit.Scan;

/// <summary>What programs do with data.</summary>
internal static class CommandTable
{
    private static readonly SearchValues<char> s_sedFlags = SearchValues.Create("gpeImM0123456789");

    private static readonly HashSet<string> s_shells =
        ["sh", "bash", "dash", "ksh", "zsh", "ash", "mksh", "rbash", "posh"];

    private static readonly HashSet<string> s_interpreters =
        ["python", "python2", "python3", "perl", "ruby", "node", "lua", "tclsh", "php", "m4", "guile", "osascript"];

    private static readonly HashSet<string> s_compilers =
        ["cc", "gcc", "g++", "c++", "cpp", "clang", "clang++", "as", "ld", "gold", "lld", "ar", "ranlib", "tcc", "c89",
         "c99", "libtool", "rustc", "javac", "gfortran", "nasm", "yasm"];

    // They hand on nothing that they read.
    private static readonly HashSet<string> s_silent =
        [":", "true", "false", "test", "[", "[[", "mkdir", "rm", "rmdir", "exit", "return", "shift", "set", "unset",
         "trap", "wait", "umask", "chmod", "chown", "touch", "sleep", "kill", "ulimit", "break", "continue", "cmp",
         "diff", "alias", "hash", "type", "command", "which", "mkfifo", "pwd", "cd", "strip", "wc", "cksum", "sum",
             "md5sum",
         "sha1sum", "sha256sum", "stat", "file", "du", "uname"];

    private static readonly HashSet<string> s_fetchers = ["curl", "wget", "fetch", "aria2c", "svn", "hg", "scp", "ftp"];

    private static readonly HashSet<string> s_wrappers =
        ["env", "exec", "command", "nohup", "nice", "time", "builtin", "busybox", "toybox", "sudo", "stdbuf", "xargs",
         "timeout", "setsid", "fakeroot", "ionice", "chroot", "unbuffer", "setarch"];

    private static readonly HashSet<string> s_buildFiles =
        ["configure", "config.status", "libtool", "ltmain.sh", "Makefile", "makefile", "GNUmakefile", "Makefile.in",
         "Makefile.am", "aclocal.m4", "build.ninja", "CMakeCache.txt", "configure.ac", "config.site"];

    private static readonly HashSet<string> s_decompressors =
        ["xz", "unxz", "xzcat", "lzma", "unlzma", "lzcat", "gzip", "gunzip", "zcat", "bzip2", "bunzip2", "bzcat",
            "zstd",
         "zstdcat", "unzstd", "lzip", "lz4", "lz4cat", "brotli", "lzop", "unzip", "funzip", "tar", "bsdtar", "cpio",
         "uncompress", "pigz", "pbzip2", "pixz", "7z", "zpaq", "compress", "rpm2cpio", "gtar"];

    private static readonly HashSet<string> s_decoders =
        ["base64", "base32", "basenc", "uudecode", "openssl", "xxd", "rev", "tac", "gpg", "iconv", "od", "hexdump"];

    public static bool IsShell(string program) => s_shells.Contains(program);

    /// <summary>Whether it runs programs of another language.</summary>
    public static bool IsInterpreter(string program) => s_interpreters.Contains(program);

    public static bool IsCompiler(string program) => s_compilers.Contains(program)
        || program.EndsWith("-gcc", StringComparison.Ordinal) || program.EndsWith("-ld", StringComparison.Ordinal)
        || program.EndsWith("-as", StringComparison.Ordinal) || program.EndsWith("-ar", StringComparison.Ordinal);

    /// <summary>Whether an archiver takes members out and puts none in.</summary>
    public static bool TakesOut(string program, IReadOnlyList<string> arguments) => program is "ar"
        && arguments is [var mode, ..] && mode.TrimStart('-') is ['x' or 'p' or 't', ..];

    public static bool IsSilent(string program) => s_silent.Contains(program);

    public static bool IsFetcher(string program, IReadOnlyList<string> arguments) => s_fetchers.Contains(program)
        || (program == "git" && arguments is ["clone" or "fetch" or "pull" or "submodule", ..]);

    /// <summary>Whether the program runs the command that stands behind it.</summary>
    public static bool IsWrapper(string program) => s_wrappers.Contains(program);

    /// <summary>Whether an option of a wrapper has its value in the next word.</summary>
    public static bool TakesValue(string wrapper, string option) => wrapper switch
    {
        "xargs" => option is "-I" or "-n" or "-P" or "-L" or "-d" or "-a" or "-s" or "-E",
        "env" => option is "-u" or "-C",
        "nice" => option is "-n",
        "timeout" => option is "-s" or "-k",
        "exec" => option is "-a",
        _ => false,
    };

    /// <summary>Whether the build runs or reads the file later as a program.</summary>
    public static bool IsBuildFile(string path) => s_buildFiles.Contains(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Whether it can undo a compression or open a container.</summary>
    public static bool IsDecompressor(string program) => s_decompressors.Contains(program);

    /// <summary>Whether it can turn text or bytes that nobody reads into others.</summary>
    public static bool IsDecoder(string program) => IsDecompressor(program) || s_decoders.Contains(program);

    /// <summary>Whether a filter runs commands that are in its data: <c>s///e</c> of GNU sed, <c>system</c> and pipes
    /// of awk.</summary>
    public static bool RunsText(string program, IReadOnlyList<string> arguments) => program switch
    {
        "awk" or "gawk" or "mawk" or "nawk" => arguments.Any(a => a.Contains("system(", StringComparison.Ordinal)
            || a.Contains("| \"sh\"", StringComparison.Ordinal) || a.Contains("|\"sh\"", StringComparison.Ordinal)
            || a.Contains("\"/bin/sh\"", StringComparison.Ordinal)),
        "sed" => arguments.Any(RunsReplacement),
        _ => false,
    };

    /// <summary>Whether an interpreter runs a text on its command line that runs nothing that it reads.</summary>
    public static bool FiltersByText(string program, IReadOnlyList<string> arguments)
    {
        int text = OperandRoles.InlineText(program, arguments);
        return text > 0 && !s_runs.Any(call => arguments[text].Contains(call, StringComparison.Ordinal));
    }

    private static readonly string[] s_runs = ["exec", "eval", "system(", "popen", "subprocess", "spawn"];

    private static bool RunsReplacement(string script)
    {
        string text = script.TrimEnd();
        if (text.Length < 5 || text[0] != 's' || char.IsAsciiLetterOrDigit(text[1]))
        {
            return false;
        }

        int end = text.LastIndexOf(text[1]);
        return end > 2 && text.AsSpan(end + 1).Contains('e')
            && !text.AsSpan(end + 1).ContainsAnyExcept(s_sedFlags);
    }

    /// <summary>Whether a search through a whole tree decides what is found.</summary>
    public static bool IsSearch(string program, IReadOnlyList<string> arguments) => program switch
    {
        "find" => true,
        "grep" or "egrep" or "fgrep" or "rg" or "ack" => arguments.Any(a => a == "--recursive" || (a.Length > 1
            && a[0] == '-' && a[1] != '-' && a.AsSpan(1).IndexOfAny('r', 'R') >= 0)),
        _ => false,
    };

    /// <summary>The name of a program without its folder.</summary>
    public static string NameOf(string word) => word[(word.LastIndexOf('/') + 1)..];
}
