using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>Whether content that an upstream project published is explained at the place where a release has
/// it.</summary>
internal static class KnownPlace
{
    // Where upstream keeps what others are to copy to their root: gnulib's GNUmakefile and bootstrap.
    private static readonly HashSet<string> s_toRoot = ["top", "build-aux"];

    // gettext's, and Libtool's.
    private static readonly HashSet<string> s_copiedFolders = ["intl", "libltdl"];

    // What gnulib's maintainer files read or are configured by: only a project that tracks it uses them. Without it
    // they change what make or a maintainer's command does in a release that did without.
    private static readonly Dictionary<string, string[]> s_usedWith = new(StringComparer.Ordinal)
    {
        ["GNUmakefile"] = ["cfg.mk", "bootstrap.conf"],
        ["maint.mk"] = ["cfg.mk", "bootstrap.conf"],
        ["bootstrap"] = ["bootstrap.conf"],
        ["bootstrap-funclib.sh"] = ["bootstrap.conf"],
        ["cfg.mk"] = [],
        ["bootstrap.conf"] = [],
    };

    /// <summary>
    /// Null if the content means the same at <paramref name="path"/> as at upstream's place: the base name is equal and
    /// no tool gives it another meaning there. Else why not.
    /// </summary>
    /// <param name="path">The place in the release.</param>
    /// <param name="role">The role of the file there.</param>
    /// <param name="upstreamPath">The first place in the upstream repository.</param>
    /// <param name="tracked">The paths of the tag.</param>
    public static string? WhyNot(string path, FileRole role, string upstreamPath, IReadOnlySet<string> tracked)
    {
        (string folder, string name) = Split(path);
        (string upstreamFolder, string upstreamName) = Split(upstreamPath);
        if (name != upstreamName)
        {
            // Licences and manuals are copied under other names: COPYINGv3 is COPYING elsewhere.
            bool text = role == FileRole.Documentation
                && FileRoles.Of(upstreamPath, executable: false, default) == FileRole.Documentation;
            return text && !BuildConventions.IsReadByName(path) ? null : "here it has another name";
        }

        if (folder.Length == 0 && s_usedWith.TryGetValue(name, out string[]? companions)
            && !Array.Exists(companions, tracked.Contains))
        {
            return companions.Length == 0
                ? "it is another project's configuration"
                : $"the tag has no {string.Join(" and no ", companions)}, so nothing shows that the project uses it";
        }

        if (!BuildConventions.IsReadByName(path))
        {
            return null;
        }

        // Its rules are those of the folder that it was made for; these are copied as a whole.
        if (name == "Makefile.in" && !s_copiedFolders.Contains(folder[(folder.LastIndexOf('/') + 1)..]))
        {
            return "its rules are those of another project";
        }

        string last = upstreamFolder[(upstreamFolder.LastIndexOf('/') + 1)..];
        bool same = folder.Length == 0
            ? s_toRoot.Contains(last)
            : last.Length > 0 && folder[(folder.LastIndexOf('/') + 1)..] == last;
        return same ? null : "here a tool reads or runs it by its name, as a part of this project";
    }

    private static (string Folder, string Name) Split(string path)
    {
        int slash = path.LastIndexOf('/');
        return (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
    }
}
