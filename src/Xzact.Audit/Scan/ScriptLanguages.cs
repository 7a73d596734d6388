namespace Xzact.Audit.Scan;

/// <summary>What a build script is written in, in the order in which scripts are read.</summary>
internal enum ScriptLanguage
{
    /// <summary>No build script.</summary>
    None,

    /// <summary>configure.ac and macros.</summary>
    M4,

    /// <summary>POSIX shell.</summary>
    Shell,

    /// <summary>Shell with the extensions of bash.</summary>
    Bash,

    /// <summary>CMake.</summary>
    CMake,

    /// <summary>Meson.</summary>
    Meson,

    /// <summary>package.json and rpm spec files, which hold shell text.</summary>
    Package,

    /// <summary>Makefiles and Automake's inputs.</summary>
    Make,

    /// <summary>Python, Perl, Ruby, Rust and the like, of which only texts and calls are read.</summary>
    Interpreter,
}

/// <summary>Tells the language of a script from its name and its first line.</summary>
internal static class ScriptLanguages
{
    /// <summary>The language, by the first line where the name does not say.</summary>
    public static ScriptLanguage Of(string path, bool isExecutable, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("#!"u8))
        {
            ReadOnlySpan<byte> line = bytes[..Math.Min(bytes.Length, 128)];
            line = line.IndexOf((byte)'\n') is >= 0 and int end ? line[..end] : line;
            if (line.IndexOf("make"u8) >= 0)
            {
                return ScriptLanguage.Make;
            }

            if (line.IndexOf("sh"u8) >= 0)
            {
                return line.IndexOf("bash"u8) >= 0 || line.IndexOf("zsh"u8) >= 0 || line.IndexOf("ksh"u8) >= 0
                    ? ScriptLanguage.Bash : ScriptLanguage.Shell;
            }

            if (line.IndexOf("python"u8) >= 0 || line.IndexOf("perl"u8) >= 0 || line.IndexOf("ruby"u8) >= 0
                || line.IndexOf("node"u8) >= 0)
            {
                return ScriptLanguage.Interpreter;
            }
        }

        ScriptLanguage byName = ByName(path);
        return bytes.Contains((byte)0) ? ScriptLanguage.None
            : byName != ScriptLanguage.None ? byName
            : isExecutable && !bytes.StartsWith("#!"u8) && !path.Contains('.', StringComparison.Ordinal)
                ? ScriptLanguage.Shell : ScriptLanguage.None;
    }

    /// <summary>The language as far as the name tells.</summary>
    public static ScriptLanguage ByName(string path)
    {
        string name = CommandTable.NameOf(path);
        string inner = name.EndsWith(".in", StringComparison.Ordinal) ? name[..^3] : name;
        return inner switch
        {
            "configure" when name.EndsWith(".in", StringComparison.Ordinal) => ScriptLanguage.M4,
            "configure.ac" or "aclocal.m4" or "acinclude.m4" => ScriptLanguage.M4,
            "configure" or "config.status" or "libtool" or "ltmain.sh" or "autogen.sh" or "bootstrap" =>
                ScriptLanguage.Shell,
            "CMakeLists.txt" => ScriptLanguage.CMake,
            "meson.build" => ScriptLanguage.Meson,
            "package.json" => ScriptLanguage.Package,
            "GNUmakefile" or "Makefile" or "makefile" or "Makefile.am" or "Makevars" or "Kbuild" => ScriptLanguage.Make,
            "rules" when path.EndsWith("debian/rules", StringComparison.Ordinal) => ScriptLanguage.Make,
            "PKGBUILD" or "APKBUILD" => ScriptLanguage.Bash,
            _ => ByExtension(path, inner),
        };
    }

    private static ScriptLanguage ByExtension(string path, string name) => Path.GetExtension(name) switch
    {
        ".m4" or ".ac" => ScriptLanguage.M4,
        ".sh" => ScriptLanguage.Shell,
        ".bash" or ".ebuild" => ScriptLanguage.Bash,
        ".cmake" => ScriptLanguage.CMake,
        ".mk" or ".am" or ".mak" or ".make" => ScriptLanguage.Make,
        ".spec" => ScriptLanguage.Package,
        _ when name == "Makefile.PL" => ScriptLanguage.Interpreter,
        _ when name.StartsWith("Makefile.", StringComparison.Ordinal) => ScriptLanguage.Make,
        _ when InterpreterText.IsBuildScript(path) => ScriptLanguage.Interpreter,
        _ => ScriptLanguage.None,
    };
}
