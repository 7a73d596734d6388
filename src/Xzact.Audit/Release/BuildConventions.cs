namespace Xzact.Audit.Release;

/// <summary>Files that build tools read or run by name, without being told.</summary>
internal static class BuildConventions
{
    private static readonly Dictionary<string, string> s_atRoot = new(StringComparer.Ordinal)
    {
        ["configure"] = "run by whoever builds the release",
        ["configure.ac"] = "read by autoconf",
        ["configure.in"] = "read by autoconf",
        ["aclocal.m4"] = "read by autoconf",
        ["acinclude.m4"] = "read by aclocal",
        ["acsite.m4"] = "read by autoconf",
        ["Makefile"] = "read by make",
        ["makefile"] = "read by make, before Makefile",
        ["GNUmakefile"] = "read by GNU make, before makefile and Makefile",
        ["Makefile.am"] = "read by automake",
        ["Makefile.in"] = "made into Makefile by configure",
        ["CMakeLists.txt"] = "read by cmake",
        ["CMakePresets.json"] = "read by cmake",
        ["meson.build"] = "read by meson",
        ["autogen.sh"] = "run by whoever builds from source",
        ["bootstrap"] = "run by whoever builds from source",
        ["bootstrap.sh"] = "run by whoever builds from source",
        ["buildconf"] = "run by whoever builds from source",
        ["config.site"] = "may be read by configure",
        ["config.cache"] = "may be read by configure",
        ["setup.py"] = "run by the installer of Python packages",
        ["setup.cfg"] = "read by the installer of Python packages",
        ["pyproject.toml"] = "read by the installer of Python packages",
        ["package.json"] = "read by npm, which runs its install scripts",
        ["binding.gyp"] = "read by npm",
        ["Cargo.toml"] = "read by cargo",
        ["build.rs"] = "run by cargo",
        ["SConstruct"] = "run by scons",
        ["wscript"] = "run by waf",
        ["Rakefile"] = "run by rake",
        ["extconf.rb"] = "run by gem",
    };

    /// <summary>What make, cmake and meson read in a folder that they are sent to.</summary>
    public static IReadOnlyList<string> InFolder { get; } =
        ["Makefile.am", "Makefile.in", "Makefile", "makefile", "GNUmakefile", "CMakeLists.txt", "meson.build",
         "configure", "configure.ac", "configure.in", "Makefile.inc"];

    /// <summary>Helper scripts that generated configure scripts and Makefiles run from the auxiliary folder.</summary>
    public static IReadOnlySet<string> Auxiliary { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "config.guess", "config.sub", "config.rpath", "install-sh", "missing", "compile", "depcomp", "ltmain.sh",
        "ylwrap", "py-compile", "mdate-sh", "ar-lib", "test-driver", "mkinstalldirs", "tap-driver.sh", "shtool",
    };

    /// <summary>Why a file at the root is read or run by convention, or null.</summary>
    public static string? AtRoot(string path) => s_atRoot.GetValueOrDefault(path);
}
