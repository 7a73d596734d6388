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

    // The first 16 bytes of the SHA-256 of the header without versions and years, of aclocal 1.12 and later.
    private static readonly HashSet<string> s_headers = ["da63702b5921adc72428d6d5e7a62e30"];

    // What two versions, or one and a range of years, have more characters than N.
    private const int MaxVersions = 16;

    /// <summary>Whether a statement is aclocal's own.</summary>
    public static bool IsStatement(string statement)
    {
        string plain = CanonicalText.WithoutVersions(statement);
        return statement.Length - plain.Length <= MaxVersions
            && s_statements.Contains(plain.Replace("`autoreconf'", "'autoreconf'", StringComparison.Ordinal));
    }

    /// <summary>Whether the begin of a file is what aclocal writes there, to the last empty line.</summary>
    public static bool IsHeader(ReadOnlySpan<char> text)
    {
        string plain = CanonicalText.WithoutVersions(text.ToString());
        return text.Length - plain.Length <= MaxVersions && s_headers.Contains(
            Convert.ToHexStringLower(CanonicalText.Digest(plain, KnownPartsFormat.UnitDigest)));
    }
}
