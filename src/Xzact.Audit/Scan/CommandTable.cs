namespace Xzact.Audit.Scan;

/// <summary>What programs do with data.</summary>
internal static class CommandTable
{
    private static readonly HashSet<string> s_shells = ["sh", "bash", "dash", "ksh", "zsh", "ash"];

    private static readonly HashSet<string> s_compilers =
        ["cc", "gcc", "g++", "c++", "clang", "clang++", "as", "ld", "ar", "ranlib", "tcc"];

    // They hand on nothing that they read.
    private static readonly HashSet<string> s_silent =
        [":", "true", "false", "test", "[", "cd", "mkdir", "rm", "rmdir", "exit", "return", "shift", "set", "unset",
         "trap", "wait", "umask", "chmod", "chown", "touch", "sleep", "kill", "ulimit", "break", "continue"];

    private static readonly HashSet<string> s_fetchers = ["curl", "wget", "fetch", "aria2c", "git", "svn"];

    private static readonly HashSet<string> s_copiers = ["cp", "mv", "ln", "install", "ginstall"];

    private static readonly HashSet<string> s_wrappers =
        ["env", "exec", "command", "nohup", "nice", "time", "builtin", "busybox", "sudo", "stdbuf"];

    private static readonly HashSet<string> s_buildFiles =
        ["configure", "config.status", "libtool", "ltmain.sh", "Makefile", "makefile", "GNUmakefile", "Makefile.in",
         "aclocal.m4", "build.ninja"];

    public static bool IsShell(string program) => s_shells.Contains(program);

    public static bool IsCompiler(string program) => s_compilers.Contains(program)
        || program.EndsWith("-gcc", StringComparison.Ordinal) || program.EndsWith("-ld", StringComparison.Ordinal);

    public static bool IsSilent(string program) => s_silent.Contains(program);

    public static bool IsFetcher(string program) => s_fetchers.Contains(program);

    /// <summary>Whether the last operand is written.</summary>
    public static bool IsCopier(string program) => s_copiers.Contains(program);

    /// <summary>Whether the program runs the command that stands behind it.</summary>
    public static bool IsWrapper(string program) => s_wrappers.Contains(program);

    /// <summary>Whether the build runs or reads the file later as a program.</summary>
    public static bool IsBuildFile(string path) => s_buildFiles.Contains(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Whether operands of <paramref name="program"/> are texts and not files.</summary>
    public static bool TakesText(string program) => program is "echo" or "printf" or "export" or "local" or "readonly";

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
