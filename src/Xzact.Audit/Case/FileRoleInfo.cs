namespace Xzact.Audit.Case;

/// <summary>What follows from a <see cref="FileRole"/>.</summary>
public static class FileRoleInfo
{
    /// <summary>Whether files of <paramref name="role"/> tell a build tool or a shell what to do.</summary>
    public static bool IsBuildText(this FileRole role) => role
        is FileRole.Macro or FileRole.ConfigureInput or FileRole.ConfigureScript or FileRole.Make or FileRole.CMake
        or FileRole.Meson or FileRole.Script or FileRole.PackageBuild or FileRole.Template;

    /// <summary>Whether a file is read by people alone: catalogues and pages. A .txt may be what a script
    /// reads.</summary>
    internal static bool IsForPeople(this FileRole role, string path) => role == FileRole.Translation
        || (role == FileRole.Documentation && !path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));
}
