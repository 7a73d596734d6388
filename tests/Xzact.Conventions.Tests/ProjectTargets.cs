using System.Xml.Linq;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// What the project files say about targets, packages and lock files: libraries build for net10.0 and net9.0,
/// executables have one target that one property switches, versions are central, and every restore is locked.
/// </summary>
internal static class ProjectTargets
{
    /// <param name="projects">The project files.</param>
    /// <param name="paths">Every file of the repository.</param>
    /// <param name="solution">The text of the solution.</param>
    public static IEnumerable<string> Check(
        IEnumerable<TextFile> projects, IReadOnlyCollection<string> paths, string solution) =>
        projects.SelectMany(project => CheckTargets(project)
            .Concat(CheckPackages(project))
            .Concat(CheckLocks(project, paths))
            .Concat(CheckSolution(project, solution)));

    /// <summary>The two properties that every project takes its targets from.</summary>
    public static IEnumerable<string> CheckProperties(TextFile properties)
    {
        XElement root = XElement.Parse(properties.Text);
        string libraries = ValueOf(root, "LibraryTargetFrameworks") ?? "";
        if (libraries != "net10.0;net9.0")
        {
            yield return $"{properties.Path}: libraries target '{libraries}', not net10.0 and net9.0";
        }

        string executables = root.Descendants("ExecutableTargetFramework").LastOrDefault()?.Value ?? "";
        if (executables != "net10.0")
        {
            yield return $"{properties.Path}: executables default to '{executables}', not net10.0";
        }
    }

    private static IEnumerable<string> CheckTargets(TextFile project)
    {
        if (!project.IsUnder("src"))
        {
            yield break;
        }

        XElement root = XElement.Parse(project.Text);
        string? one = ValueOf(root, "TargetFramework");
        string? several = ValueOf(root, "TargetFrameworks");
        bool isExecutable = ValueOf(root, "OutputType") == "Exe";
        if (isExecutable && (one != "$(ExecutableTargetFramework)" || several is not null))
        {
            yield return $"{project.Path}: an executable's TargetFramework is $(ExecutableTargetFramework)";
        }

        if (isExecutable && !project.Text.Contains("NativeAot.props", StringComparison.Ordinal))
        {
            yield return $"{project.Path}: an executable imports NativeAot.props";
        }

        if (!isExecutable && !project.Text.Contains("NativeAot.props", StringComparison.Ordinal)
            && (several != "$(LibraryTargetFrameworks)" || one is not null))
        {
            yield return $"{project.Path}: a library's TargetFrameworks is $(LibraryTargetFrameworks)";
        }

        if (several is not null && ValueOf(root, "IsAotCompatible") != "true")
        {
            yield return $"{project.Path}: a library is IsAotCompatible";
        }
    }

    private static IEnumerable<string> CheckPackages(TextFile project) =>
        from package in XElement.Parse(project.Text).Descendants("PackageReference")
        where package.Attributes().Any(attribute => attribute.Name.LocalName is "Version" or "VersionOverride")
        let name = package.Attribute("Include")?.Value
        select $"{project.Path}: the version of {name} belongs in Directory.Packages.props";

    private static IEnumerable<string> CheckLocks(TextFile project, IReadOnlyCollection<string> paths)
    {
        string folder = project.Path[..(project.Path.LastIndexOf('/') + 1)];
        bool isLibrary = ValueOf(XElement.Parse(project.Text), "TargetFrameworks") is not null;
        bool isAot = project.Text.Contains("NativeAot.props", StringComparison.Ordinal);
        List<string> locks = ["packages.lock.json"];
        if (!isLibrary && (project.IsUnder("src") || project.IsUnder("tests")))
        {
            locks.Add("packages.net9.0.lock.json");
        }

        if (isAot)
        {
            locks.Add("packages.aot.lock.json");
        }

        return locks.Where(name => !paths.Contains(folder + name))
            .Select(name => $"{project.Path}: no {name} beside it; run .ci/update-locks");
    }

    private static IEnumerable<string> CheckSolution(TextFile project, string solution) =>
        solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
            ? []
            : [$"{project.Path}: not in Xzact.slnx"];

    private static string? ValueOf(XElement root, string property) =>
        root.Descendants(property).FirstOrDefault()?.Value;
}
