using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>Tells what a file is for from its path, executable bit and first bytes.</summary>
internal static class FileRoles
{
    private static readonly Dictionary<string, FileRole> s_byName = new(StringComparer.Ordinal)
    {
        ["config.status"] = FileRole.ConfigureScript,
        ["config.guess"] = FileRole.Script,
        ["config.sub"] = FileRole.Script,
        ["config.rpath"] = FileRole.Script,
        ["install-sh"] = FileRole.Script,
        ["mdate-sh"] = FileRole.Script,
        ["missing"] = FileRole.Script,
        ["compile"] = FileRole.Script,
        ["depcomp"] = FileRole.Script,
        ["ylwrap"] = FileRole.Script,
        ["py-compile"] = FileRole.Script,
        ["ar-lib"] = FileRole.Script,
        ["test-driver"] = FileRole.Script,
        ["mkinstalldirs"] = FileRole.Script,
        ["libtool"] = FileRole.Script,
        ["texinfo.tex"] = FileRole.Script, // TeX runs commands if it is told to
        ["POTFILES.in"] = FileRole.Make, // config.status copies its lines into po/Makefile
        ["meson_options.txt"] = FileRole.Meson,
        ["meson.options"] = FileRole.Meson,
        ["SConscript"] = FileRole.PackageBuild,
        ["BUILD"] = FileRole.PackageBuild,
        ["BUILD.bazel"] = FileRole.PackageBuild,
        ["WORKSPACE"] = FileRole.PackageBuild,
        ["README"] = FileRole.Documentation,
        ["NEWS"] = FileRole.Documentation,
        ["ChangeLog"] = FileRole.Documentation,
        ["AUTHORS"] = FileRole.Documentation,
        ["THANKS"] = FileRole.Documentation,
        ["TODO"] = FileRole.Documentation,
        ["INSTALL"] = FileRole.Documentation,
        ["COPYING"] = FileRole.Documentation,
        ["LICENSE"] = FileRole.Documentation,
    };

    private static readonly Dictionary<string, FileRole> s_byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".m4"] = FileRole.Macro,
        [".am"] = FileRole.Make,
        [".mk"] = FileRole.Make,
        [".mak"] = FileRole.Make,
        [".make"] = FileRole.Make,
        [".cmake"] = FileRole.CMake,
        [".wrap"] = FileRole.Meson,
        [".sh"] = FileRole.Script,
        [".bash"] = FileRole.Script,
        [".py"] = FileRole.Script,
        [".pl"] = FileRole.Script,
        [".pm"] = FileRole.Script,
        [".at"] = FileRole.Macro,
        [".awk"] = FileRole.Script,
        [".sed"] = FileRole.Script,
        [".bat"] = FileRole.Script,
        [".ps1"] = FileRole.Script,
        [".rb"] = FileRole.Script,
        [".tcl"] = FileRole.Script,
        [".lua"] = FileRole.Script,
        [".gyp"] = FileRole.PackageBuild,
        [".gypi"] = FileRole.PackageBuild,
        [".gradle"] = FileRole.PackageBuild,
        [".bzl"] = FileRole.PackageBuild,
        [".in"] = FileRole.Template,
        [".cin"] = FileRole.Template,
        [".po"] = FileRole.Translation,
        [".pot"] = FileRole.Translation,
        [".gmo"] = FileRole.Translation,
        [".mo"] = FileRole.Translation,
        [".md"] = FileRole.Documentation,
        [".rst"] = FileRole.Documentation,
        [".txt"] = FileRole.Documentation,
        [".texi"] = FileRole.Documentation,
        [".texinfo"] = FileRole.Documentation,
        [".info"] = FileRole.Documentation,
        [".html"] = FileRole.Documentation,
        [".pdf"] = FileRole.Documentation,
    };

    private static readonly HashSet<string> s_sourceExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".inc", ".s", ".asm", ".y", ".yy", ".l", ".ll",
        ".gperf", ".re", ".def", ".rs", ".go", ".java", ".kt", ".swift", ".m", ".mm", ".cs", ".vala", ".pyx", ".pxd",
        ".f", ".f90", ".for", ".pas", ".d", ".zig", ".hs", ".ml", ".mli", ".js", ".mjs", ".ts", ".proto", ".idl",
        ".map", ".ver", ".ld", ".lds", ".rc",
    };

    private static readonly string[] s_documentPrefixes = ["COPYING", "LICENSE", "README", "ChangeLog", "NEWS"];

    private static readonly HashSet<string> s_testFolders =
        ["test", "tests", "testing", "testdata", "testsuite", "fixtures", "corpus", "t"];

    /// <summary>The role of the file at <paramref name="path"/>.</summary>
    /// <param name="path">Relative path with <c>/</c>.</param>
    /// <param name="executable">Whether the executable bit is set.</param>
    /// <param name="head">The first bytes; may be empty.</param>
    public static FileRole Of(string path, bool executable, ReadOnlySpan<byte> head)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        bool inTests = IsInTests(path);
        if ((BuildConventions.RoleOf(path) ?? ByName(name)) is FileRole named)
        {
            // Among tests an ending says what a file is an example of; README is still one.
            bool isExample = inTests && (named is FileRole.Documentation or FileRole.Translation)
                && !s_documentPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))
                && !s_byName.ContainsKey(name);
            return isExample ? FileRole.TestData : named;
        }

        // An interpreter line makes a script of anything; an executable text without one runs under the shell.
        if (head.StartsWith("#!"u8) || (executable && IsText(head)))
        {
            return FileRole.Script;
        }

        return inTests ? FileRole.TestData : FileRole.Other;
    }

    /// <summary>Whether source text is there to be included.</summary>
    public static bool IsHeader(string path) => Extension(path) is ".h" or ".hh" or ".hpp" or ".hxx" or ".inc";

    /// <summary>Whether the file lies in a folder of tests.</summary>
    public static bool IsInTests(string path) => path.Split('/').SkipLast(1).Any(s_testFolders.Contains);

    private static FileRole? ByName(string name)
    {
        if (BuildConventions.RoleOf(name) is FileRole conventional)
        {
            return conventional;
        }

        if (s_byName.TryGetValue(name, out FileRole exact))
        {
            return exact;
        }

        string extension = Extension(name);
        if (extension.Equals(".in", StringComparison.OrdinalIgnoreCase))
        {
            // Makefile.in is make text and config.h.in is source; the rest are templates.
            string inner = name[..^extension.Length];
            return ByName(inner) ?? FileRole.Template;
        }

        if (s_documentPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))
            && !name.Contains('.', StringComparison.Ordinal))
        {
            return FileRole.Documentation;
        }

        if (name.StartsWith("Makefile.", StringComparison.Ordinal)
            || name.StartsWith("Makevars", StringComparison.Ordinal))
        {
            return FileRole.Make;
        }

        if (name == "Doxyfile" || name.StartsWith("Doxyfile.", StringComparison.Ordinal))
        {
            return FileRole.PackageBuild;
        }

        if (name.StartsWith("configure.", StringComparison.Ordinal) && extension is not ".txt" and not ".md")
        {
            return FileRole.ConfigureScript;
        }

        if (s_byExtension.TryGetValue(extension, out FileRole role))
        {
            return role;
        }

        bool isManual = extension.Length == 2 && char.IsAsciiDigit(extension[1]);
        return s_sourceExtensions.Contains(extension) ? FileRole.Source
            : isManual ? FileRole.Documentation
            : null;
    }

    private static string Extension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 ? name[dot..] : "";
    }

    private static bool IsText(ReadOnlySpan<byte> head) => !head.IsEmpty && !head.Contains((byte)0)
        && !head.StartsWith("\x7F"u8);
}
