using Xzact.Audit.Git;

namespace Xzact.Audit.Known;

/// <summary>
/// Which files of an upstream repository go into the list: those that other projects copy into their releases.
/// The rule was inferred from the paths of the shipped list, so it selects every path of it; whether it selects more
/// than the list's maker did cannot be seen from there, and would only make more contents known.
/// </summary>
internal static class KnownSelection
{
    // Everywhere: macros, and the files that automake, libtool and gettext install into a package by name.
    private static readonly string[] s_everywhere =
    [
        "*.m4", "config.guess", "config.sub", "config.rpath", "config.libpath", "install-sh", "missing", "depcomp",
        "compile", "ltmain.*", "ltconfig.*", "mkinstalldirs", "mdate-sh", "ylwrap", "texinfo.tex", "elisp-comp",
        "test-driver", "tap-driver.*", "ar-lib", "py-compile", "install-reloc", "reloc-ldflags", "INSTALL",
    ];

    // Folders that hold such files, all of them.
    private static readonly Dictionary<string, string[]> s_byProject = new()
    {
        ["autoconf"] =
        [
            "/build-aux/**", "/config/**", "/m4/**", "/lib/autoconf/**", "/lib/m4sugar/**", "/lib/autotest/**",
            "/lib/*.in", "/configure*",
        ],
        ["autoconf-archive"] = [],
        ["automake"] = ["/lib/**", "/m4/**", "*.am", "/COPYING", "/ansi2knr.*"],
        ["gettext"] =
        [
            "**/build-aux/**", "**/m4/**", "/config/**", "/intl/**", "/po/**", "/misc/**", "/gettext-runtime/intl/**",
            "/gettext-runtime/po/**", "/gettext-tools/misc/**", "/gettext-tools/po/**", "/gettext-tools/intl/**",
            "ABOUT-NLS", "Makevars",
        ],
        ["gnulib"] =
        [
            "/build-aux/**", "/config/**", "/doc/**", "/lib/**", "/m4/**", "/modules/**", "/tests/**", "/top/**",
        ],
        ["libtool"] = ["/build-aux/**", "/config/**", "/libltdl/**", "/m4/**", "/exe/lt*"],
    };

    // A project that the list does not have: what it would be worth having from any.
    private static readonly string[] s_otherProjects = ["**/build-aux/**", "**/m4/**"];

    /// <summary>The rule of a project.</summary>
    internal static Func<string, bool> For(string project)
    {
        GlobPattern[] patterns = [.. s_everywhere
            .Concat(s_byProject.GetValueOrDefault(project, s_otherProjects))
            .Select(pattern => new GlobPattern(pattern, folder: ""))];
        return path => patterns.Any(pattern => pattern.IsMatch(path, isFolder: false));
    }
}
