using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>Which roles tell a build what to do, and in which language.</summary>
internal static class BuildRoles
{
    /// <summary>Whether files of <paramref name="role"/> are read or run by a build tool or a shell.</summary>
    public static bool IsBuildText(FileRole role) => role
        is FileRole.Macro or FileRole.ConfigureInput or FileRole.ConfigureScript or FileRole.Make or FileRole.CMake
        or FileRole.Meson or FileRole.Script or FileRole.PackageBuild or FileRole.Template;

    /// <summary>The language of the shell text inside files of <paramref name="role"/>.</summary>
    public static ShellDialect DialectOf(FileRole role) => role switch
    {
        FileRole.Macro or FileRole.ConfigureInput => ShellDialect.M4,
        FileRole.Make => ShellDialect.Make,
        _ => ShellDialect.Shell,
    };
}
