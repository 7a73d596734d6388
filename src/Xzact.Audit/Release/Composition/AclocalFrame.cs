using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>What aclocal itself writes around the macros that it collects.</summary>
internal static class AclocalFrame
{
    // Statements with some version, which does not count.
    private static readonly HashSet<string> s_statements =
    [
        .. new[]
        {
            "m4_ifndef([AC_CONFIG_MACRO_DIRS], [m4_defun([_AM_CONFIG_MACRO_DIRS], [])"
                + "m4_defun([AC_CONFIG_MACRO_DIRS], [_AM_CONFIG_MACRO_DIRS($@)])])\n",
            "m4_ifndef([AC_AUTOCONF_VERSION],\n  [m4_copy([m4_PACKAGE_VERSION], [AC_AUTOCONF_VERSION])])dnl\n",
            "m4_if(m4_defn([AC_AUTOCONF_VERSION]), [2.71],,\n"
                + "[m4_warning([this file was generated for autoconf 2.71.\n"
                + "You have another version of autoconf.  It may work, but is not guaranteed to.\n"
                + "If you have problems, you may need to regenerate the build system entirely.\n"
                + "To do so, use the procedure documented by the package, typically 'autoreconf'.])])\n",
        }.Select(CanonicalText.WithoutVersions),
    ];

    private static readonly HashSet<string> s_comments =
    [
        "# generated automatically by aclocal N -*- Autoconf -*-",
        "# Copyright (C) N Free Software Foundation, Inc.",
        "# This file is free software; the Free Software Foundation",
        "# gives unlimited permission to copy and/or distribute it,",
        "# with or without modifications, as long as this notice is preserved.",
        "# This program is distributed in the hope that it will be useful,",
        "# but WITHOUT ANY WARRANTY, to the extent permitted by law; without",
        "# even the implied warranty of MERCHANTABILITY or FITNESS FOR A",
        "# PARTICULAR PURPOSE.",
    ];

    /// <summary>Whether a statement is aclocal's own.</summary>
    public static bool IsStatement(string statement) => s_statements.Contains(
        CanonicalText.WithoutVersions(statement).Replace("`autoreconf'", "'autoreconf'", StringComparison.Ordinal));

    /// <summary>Whether a canonical comment line is aclocal's own.</summary>
    public static bool IsComment(string line) => s_comments.Contains(CanonicalText.WithoutVersions(line));
}
