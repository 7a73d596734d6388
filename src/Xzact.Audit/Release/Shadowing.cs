namespace Xzact.Audit.Release;

/// <summary>Files that a tool reads in place of another one, only because they are there.</summary>
internal static class Shadowing
{
    // Which names are tried first, from the manuals of the tools; the second list may be generated from .in or .am.
    private static readonly (string Name, string[] Hides)[] s_preferred =
    [
        ("GNUmakefile", ["makefile", "Makefile", "Makefile.in", "Makefile.am"]),
        ("BSDmakefile", ["makefile", "Makefile", "Makefile.in", "Makefile.am"]),
        ("makefile", ["Makefile", "Makefile.in", "Makefile.am"]),
        ("configure.ac", ["configure.in"]),
        ("configure.gnu", ["configure", "configure.ac", "configure.in"]),
        ("meson.options", ["meson_options.txt"]),
        ("rust-toolchain", ["rust-toolchain.toml"]),
        (".cargo/config", [".cargo/config.toml"]),
        ("npm-shrinkwrap.json", ["package-lock.json"]),
    ];

    // What make makes a makefile of by its own rules (GNU make, 10.2), if it is newer or there is no makefile.
    private static readonly string[] s_makefiles = ["GNUmakefile", "makefile", "Makefile"];
    private static readonly string[] s_makefileSources =
        [".sh", ".c", ".cc", ".C", ".cpp", ".o", ".s", ".S", ".f", ".p"];

    // Libraries that a linker is told to use almost always; -L and the folder of the source come before the system's.
    private static readonly string[] s_libraries =
        ["c", "m", "pthread", "dl", "rt", "util", "resolv", "crypt", "stdc++", "gcc", "gcc_s", "z"];

    // Where make and Python find what was compiled already.
    private static readonly string[] s_objects = [".o", ".lo", ".obj"];

    private static readonly string[] s_compiled =
        [".c", ".cc", ".cpp", ".cxx", ".s", ".S", ".m", ".f", ".f90", ".y", ".l", ".vala", ".d"];

    // What make makes an object of by its own rules, the first that is there (GNU make, 10.2); .y and .l make .c.
    private static readonly string[] s_bySuffix = [".c", ".cc", ".C", ".cpp", ".p", ".f", ".F", ".r", ".s", ".S"];

    // What make makes a program of by its own rules, if it is newer (GNU make, 10.2).
    private static readonly string[] s_programs = [".sh", .. s_bySuffix];

    // Lists of dependencies, as -MD, -MF and the makefiles that include them write them.
    private static readonly string[] s_lists = [".o.d", ".lo.d", ".d", ".dep", ".P"];

    // What make makes source text of by its own rules, if it is newer.
    private static readonly (string Input, string Output)[] s_sources =
        [(".y", ".c"), (".l", ".c"), (".w", ".c"), (".web", ".p"), (".ym", ".m"), (".lm", ".m"), (".S", ".s")];

    // Headers of libraries that projects are linked with.
    private static readonly HashSet<string> s_libraryHeaders = [.. (
        "zlib bzlib lzma zstd lz4 expat curl/curl openssl/ssl openssl/evp openssl/crypto openssl/sha openssl/rand "
        + "openssl/err openssl/bio openssl/x509 gnutls/gnutls gcrypt gpgme ncurses curses readline/readline pcre "
        + "pcre2 png jpeglib tiff sqlite3 libxml/parser libxml/tree libxml/xmlmemory glib gmodule ffi uuid/uuid magic "
        + "gmp security/pam_appl security/pam_modules systemd/sd-daemon selinux/selinux sys/acl sys/capability "
        + "brotli/decode event ev uv yaml jansson json-c/json")
        .Split(' ').Select(name => name + ".h")];

    private static readonly string[] s_extensions = [".so", ".pyd"];

    // Modules of Python's library and of its installers that setup.py's tools import; the folder of setup.py is
    // searched first.
    private static readonly HashSet<string> s_modules = [.. (
        "argparse ast base64 collections configparser contextlib copy ctypes dataclasses datetime distutils email enum "
        + "fnmatch functools getpass glob hashlib importlib inspect io itertools json locale logging operator optparse "
        + "pathlib pickle pip pkg_resources platform queue random re runpy setuptools shlex shutil signal site socket "
        + "ssl stat string struct subprocess sysconfig tarfile tempfile textwrap threading token tokenize tomllib "
        + "traceback types typing unittest urllib uuid warnings weakref wheel zipfile zlib")
        .Split(' ').Select(name => name + ".py")];

    // C (ISO 9899, 7.1.2) and POSIX (XBD, 13). gcc searches -I folders before the system's.
    private static readonly HashSet<string> s_headers = [.. (
        "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg "
        + "stdatomic stdbool stdckdint stdbit stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar "
        + "wchar wctype aio cpio dirent dlfcn endian fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen libintl "
        + "monetary mqueue ndbm netdb nl_types poll pthread pwd regex sched search semaphore spawn strings syslog tar "
        + "termios ulimit unistd utime utmpx wordexp alloca elf features getopt malloc memory sys/ipc sys/mman "
        + "sys/msg sys/resource sys/select sys/sem sys/shm sys/socket sys/stat sys/statvfs sys/time sys/times "
        + "sys/types sys/uio sys/un sys/utsname sys/wait arpa/inet net/if netinet/in netinet/tcp")
        .Split(' ').Select(name => name + ".h")];

    // C++ (ISO 14882, table of headers); names without an extension are asked about beside C++ source only.
    private static readonly HashSet<string> s_cppHeaders = [.. (
        "algorithm array atomic bitset cassert cctype cerrno chrono climits cmath complex condition_variable cstddef "
        + "cstdint cstdio cstdlib cstring ctime deque exception filesystem forward_list fstream functional future "
        + "initializer_list iomanip ios iosfwd iostream istream iterator limits list locale map memory mutex new "
        + "numeric optional ostream queue random ratio regex set shared_mutex span sstream stack stdexcept streambuf "
        + "string string_view system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set "
        + "utility valarray variant vector version").Split(' ')];

    private static readonly string[] s_cppExtensions = [".cc", ".cpp", ".cxx", ".hpp", ".hh", ".hxx"];

    /// <summary>What the file at <paramref name="path"/> is read in place of, as a sentence; null if of
    /// nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="paths">Every path of the archive.</param>
    public static string? By(string path, IReadOnlySet<string> paths)
    {
        foreach ((string name, string[] hides) in s_preferred)
        {
            string folder = path == name ? ""
                : path.EndsWith("/" + name, StringComparison.Ordinal) ? path[..^name.Length]
                : "\0";
            if (hides.Select(hidden => folder + hidden).FirstOrDefault(paths.Contains) is string other)
            {
                return $"its reader prefers it to {other}";
            }
        }

        if ((Compiled(path, paths) ?? BuiltIn(path, paths) ?? MadeByMake(path, paths) ?? Library(path)
            ?? BareRepository(path, paths)) is string found)
        {
            return found;
        }

        string[] parts = path.Split('/');
        string last = parts[^1];
        string lastTwo = parts.Length > 1 ? $"{parts[^2]}/{last}" : last;
        string? header = s_headers.Contains(lastTwo) ? lastTwo
            : s_headers.Contains(last) ? last
            : !paths.Contains(path + ".in") && s_libraryHeaders.Contains(lastTwo) ? lastTwo
            : !paths.Contains(path + ".in") && s_libraryHeaders.Contains(last) ? last
            : s_cppHeaders.Contains(last) && HasCppBeside(path, paths) ? last
            : null;
        return header is null ? null
            : $"a compiler that searches its folder reads it in place of the system's <{header}>";
    }

    /// <summary>Whether a file has the ending of what make and compilers make objects of.</summary>
    public static bool IsCompiled(string path) => Ends(path, s_compiled) is not null;

    // By rules that no makefile has to name.
    private static string? BuiltIn(string path, IReadOnlySet<string> paths)
    {
        int dot = path.LastIndexOf('.');
        if (dot <= path.LastIndexOf('/') + 1)
        {
            return null;
        }

        string stem = path[..dot];
        string ending = path[dot..];
        string? output = s_sources.Where(rule => rule.Input == ending).Select(rule => stem + rule.Output)
            .FirstOrDefault(paths.Contains);
        int own = Array.IndexOf(s_bySuffix, ending);
        string? later = own < 0 ? null : s_bySuffix.Skip(own + 1).Select(e => stem + e).FirstOrDefault(paths.Contains);
        string? listed = Listed(path, paths);
        string? program = s_programs.Contains(ending) && paths.Contains(stem) ? stem : null;
        return program is not null ? $"make makes {program} of it, if it is newer, by a rule of its own"
            : output is not null ? $"make makes {output} of it, if it is newer, by a rule of its own"
            : later is not null ? $"make compiles it in place of {later} by a rule of its own"
            : listed is not null ? $"a makefile that includes lists of dependencies takes it for that of {listed}"
            : null;
    }

    // Wherever a makefile has them written: the name is that of a source file.
    private static string? Listed(string path, IReadOnlySet<string> paths)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (Array.Find(s_lists, e => name.EndsWith(e, StringComparison.Ordinal)) is not string ending)
        {
            return null;
        }

        string stem = name[..^ending.Length].TrimStart('.');
        HashSet<string> sources = [.. s_compiled.Where(e => e != ".d").Select(e => stem + e)];
        return stem.Length == 0 ? null
            : paths.FirstOrDefault(p => sources.Contains(p[(p.LastIndexOf('/') + 1)..]));
    }

    // No makefile says that these rules are there.
    private static string? MadeByMake(string path, IReadOnlySet<string> paths)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        string name = path[(slash + 1)..];
        string? makefile = s_makefiles.FirstOrDefault(m => paths.Contains(folder + m)
            && name.StartsWith(m, StringComparison.Ordinal) && s_makefileSources.Contains(name[m.Length..]));
        string? stored = CheckedOut(folder, name);
        return makefile is not null
                ? $"make makes {folder}{makefile} of it, if it is newer, by a rule of its own"
            : stored is not null && !paths.Contains(stored)
            ? $"make takes {stored}, which is not in the archive, out of it by a rule of its own"
            : null;
    }

    // A folder with HEAD, objects and refs is a repository to every git that runs there or below.
    private static string? BareRepository(string path, IReadOnlySet<string> paths)
    {
        const string Config = "config";
        string folder = path[..(path.LastIndexOf('/') + 1)];
        bool isRepository = path == folder + Config && paths.Contains(folder + "HEAD")
            && paths.Any(p => p.StartsWith(folder + "objects/", StringComparison.Ordinal))
            && paths.Any(p => p.StartsWith(folder + "refs/", StringComparison.Ordinal));
        return isRepository ? "git that runs in its folder reads it, and runs the programs that it names" : null;
    }

    // RCS/n,v and n,v; SCCS/s.n and s.n. What is there already is never taken out.
    private static string? CheckedOut(string folder, string name)
    {
        const string Rcs = "RCS/";
        const string Sccs = "SCCS/";
        string inside = "/" + folder;
        return name.EndsWith(",v", StringComparison.Ordinal)
                ? (inside.EndsWith("/" + Rcs, StringComparison.Ordinal) ? folder[..^Rcs.Length] : folder) + name[..^2]
            : name.StartsWith("s.", StringComparison.Ordinal) && inside.EndsWith("/" + Sccs, StringComparison.Ordinal)
                ? folder[..^Sccs.Length] + name[2..]
            : null;
    }

    // A text under such a name is a script of the linker.
    private static string? Library(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        string? library = s_libraries.FirstOrDefault(
            l => name == $"lib{l}.a" || name == $"lib{l}.so"
                || name.StartsWith($"lib{l}.so.", StringComparison.Ordinal));
        return library is null ? null
            : $"a linker that searches its folder reads it in place of the system's -l{library}";
    }

    // Object code in place of the source text that it would be made from.
    private static string? Compiled(string path, IReadOnlySet<string> paths)
    {
        if (s_modules.Contains(path) && (paths.Contains("setup.py") || paths.Contains("pyproject.toml")))
        {
            return "a Python that runs in this folder reads it in place of its own module";
        }

        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        string name = path[(slash + 1)..];
        string stem = name[..Math.Max(name.IndexOf('.', StringComparison.Ordinal), 0)];
        const string Cache = "__pycache__/";
        if (name.EndsWith(".pyc", StringComparison.Ordinal) && folder.EndsWith(Cache, StringComparison.Ordinal)
            && folder[..^Cache.Length] + stem + ".py" is string cached && paths.Contains(cached))
        {
            return $"Python may run it in place of {cached}";
        }

        string module = folder + stem + ".py";
        if (Ends(name, s_extensions) is not null && paths.Contains(module))
        {
            return $"Python prefers it to {module}";
        }

        return Ends(name, s_objects) is string ending
            && s_compiled.Select(e => folder + name[..^ending.Length] + e).FirstOrDefault(paths.Contains) is string made
            ? $"make does not compile {made} if this is newer"
            : null;
    }

    private static string? Ends(string name, string[] endings) =>
        Array.Find(endings, e => name.Length > e.Length && name.EndsWith(e, StringComparison.Ordinal));

    private static bool HasCppBeside(string path, IReadOnlySet<string> paths)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        return paths.Any(other => other.StartsWith(folder, StringComparison.Ordinal)
            && s_cppExtensions.Any(extension => other.EndsWith(extension, StringComparison.Ordinal)));
    }
}
