using System.Xml.Linq;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>Dependencies between projects point one way, as ARCHITECTURE.md draws them.</summary>
internal static class ProjectArrows
{
    /// <summary>What each project may refer to. A project that is not here has no place in the house yet.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Xzact"] = [],
        ["Xzact.Tools"] = ["Xzact"],
        ["Xzact.Liblzma"] = ["Xzact"],
        ["Xzact.Audit"] = ["Xzact"],
        ["Xzact.Audit.Tool"] = ["Xzact.Audit"],
        ["Xzact.Testing"] = ["Xzact"],
        ["Xzact.Tests"] = ["Xzact"],
        ["Xzact.Tools.Tests"] = ["Xzact.Tools"],
        ["Xzact.Liblzma.Tests"] = ["Xzact.Liblzma"],
        ["Xzact.Audit.Tests"] = ["Xzact.Audit"],
        ["Xzact.Audit.Tool.Tests"] = ["Xzact.Audit.Tool"],
        ["Xzact.Conventions.Tests"] = ["Xzact", "Xzact.Audit"],
        ["Xzact.Bench"] = ["Xzact", "Xzact.Testing"],
        ["Xzact.Attacks"] = ["Xzact"],
        ["Xzact.Attacks.Tests"] = ["Xzact.Attacks"],
        ["Xzact.ScanBench"] = ["Xzact.Attacks"],
        ["Xzact.Fuzz"] = ["Xzact", "Xzact.Audit", "Xzact.Testing"],
    };

    /// <summary>Projects beside the tests that may see what is internal to any project.</summary>
    private static readonly string[] s_insiders = ["Xzact.Bench", "Xzact.Fuzz", "Xzact.Testing"];

    /// <summary>
    /// Our own executables over the codec: the command and the C interface need what the library does not promise to
    /// others (block details for <c>-l</c>, a caller's allocator). By assembly name; the tests of the C interface speak
    /// of filters in the codec's terms.
    /// </summary>
    private static readonly string[] s_shells = ["xz", "Xzact.Liblzma", "Xzact.Liblzma.Tests"];

    public static IEnumerable<string> Check(IEnumerable<TextFile> projects) => projects.SelectMany(Check);

    private static IEnumerable<string> Check(TextFile project)
    {
        string name = NameOf(project.Path);
        if (!s_allowed.TryGetValue(name, out string[]? allowed))
        {
            return [$"{project.Path}: {name} is not in the table of projects; say what it may refer to"];
        }

        XElement root = XElement.Parse(project.Text);
        IEnumerable<string> references = Included(root, "ProjectReference")
            .Select(NameOf)
            .Where(reference => !allowed.Contains(reference))
            .Select(reference => $"{project.Path}: {name} may not refer to {reference}");
        IEnumerable<string> friends = Included(root, "InternalsVisibleTo")
            .Where(friend => friend != $"{name}.Tests" && !s_insiders.Contains(friend)
                && !(name == "Xzact" && s_shells.Contains(friend))
                && !(name == "Xzact.Testing" && friend.EndsWith(".Tests", StringComparison.Ordinal)))
            .Select(friend => $"{project.Path}: {name} may not show {friend} what is internal to it");
        IEnumerable<string> packages = name == "Xzact"
            ? Included(root, "PackageReference")
                .Select(package => $"{project.Path}: the codec may not refer to {package}")
            : [];
        return references.Concat(friends).Concat(packages);
    }

    private static IEnumerable<string> Included(XElement project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")?.Value ?? "");

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
