using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules;

/// <summary>In which language build text of a role holds its commands.</summary>
internal static class BuildRoles
{
    /// <summary>The language around the shell text inside files of <paramref name="role"/>.</summary>
    public static ShellDialect DialectOf(FileRole role) => role switch
    {
        FileRole.Macro or FileRole.ConfigureInput => ShellDialect.M4,
        FileRole.Make => ShellDialect.Make,
        _ => ShellDialect.Shell,
    };
}
