using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// Inside a project the folders, which are its namespaces, point one way too. An arrow is a using directive, a
/// qualified name, or, where the folder may not know the project's root, the plain name of a type that is declared
/// there.
/// </summary>
internal static class FolderArrows
{
    /// <summary>A project's own root: its public API.</summary>
    private const string Root = "";

    /// <summary>The codec: what each folder may know. The root may know all of them.</summary>
    private static readonly Dictionary<string, string[]> s_codec = new(StringComparer.Ordinal)
    {
        ["Format"] = [],
        ["Kernels"] = ["Format"],
        ["Coding"] = ["Format", Root],
        ["Checks"] = ["Format", "Kernels"],
        ["Filters"] = ["Format", "Kernels", "Coding", Root],
        ["Matching"] = ["Format", "Kernels"],
        ["Lzma"] = ["Format", "Kernels", "Coding", "Matching", Root],
        ["Lzma2"] = ["Format", "Kernels", "Coding", "Matching", "Lzma", Root],
        ["Container"] = ["Format", "Kernels", "Coding", "Checks", "Filters", "Matching", "Lzma", "Lzma2", Root],
        ["Reading"] =
            ["Format", "Kernels", "Coding", "Checks", "Filters", "Matching", "Lzma", "Lzma2", "Container", Root],
        ["Threading"] =
            ["Format", "Kernels", "Coding", "Checks", "Filters", "Matching", "Lzma", "Lzma2", "Container", Root],
    };

    /// <summary>The auditor's ways to what it audits; the links of the chain use them.</summary>
    private static readonly string[] s_sources = ["Archives", "Elf", "Git", "Known", "Indicators", "Sandbox"];

    /// <summary>The links of the chain: collectors.</summary>
    private static readonly string[] s_links =
        ["Release", "Content", "Scan", "Witness", "Binary", "Exposure", "Behaviour", "People"];

    /// <summary>What joins the links into one case; it may know all of them, and none of them may know it.</summary>
    private const string Chain = "Chain";

    public static IEnumerable<string> CheckCodec(IReadOnlyCollection<TextFile> files) =>
        Check("Xzact", files, (from, to) =>
            from == Root || (s_codec.TryGetValue(from, out string[]? allowed) && allowed.Contains(to)));

    /// <summary>
    /// The auditor: collectors never judge, rules never read what is audited, writers see the case alone. The one
    /// class that runs a link from end to end, as Release/ReleaseAudit.cs and its parts, may know the rules.
    /// </summary>
    public static IEnumerable<string> CheckAudit(IReadOnlyCollection<TextFile> files) =>
        Check("Xzact.Audit", [.. files.Where(file => !IsRunOfLink(file))], (from, to) => from switch
        {
            "Case" or "Shell" => to == Root,
            Chain => to is not ("Rules" or "Reports" or "Demo"),
            _ when to == Chain => false,
            "Rules" => to is not ("Reports" or "Demo") && !s_sources.Contains(to) && !s_links.Contains(to),
            "Reports" => to != "Demo" && !s_sources.Contains(to) && !s_links.Contains(to),
            _ when s_sources.Contains(from) => to is not ("Rules" or "Reports" or "Demo") && !s_links.Contains(to),
            _ when s_links.Contains(from) => to is not ("Rules" or "Reports" or "Demo"),
            _ => true,
        });

    private static bool IsRunOfLink(TextFile file) =>
        s_links.Append(Chain).Any(link =>
            file.Path.StartsWith($"src/Xzact.Audit/{link}/{link}Audit.", StringComparison.Ordinal));

    /// <summary>Folders of the codec that the table does not know.</summary>
    public static IEnumerable<string> UnknownCodecFolders(IEnumerable<TextFile> files) =>
        files.Select(file => FolderOf("Xzact", file)).OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(folder => folder != Root && !s_codec.ContainsKey(folder))
            .Select(folder => $"src/Xzact/{folder}: not in the table of folders; say what it may know");

    private static IEnumerable<string> Check(
        string project, IReadOnlyCollection<TextFile> files, Func<string, string, bool> isAllowed)
    {
        (TextFile File, string Folder)[] sources =
        [
            .. files.Select(file => (file, folder: FolderOf(project, file)!))
                .Where(source => source.folder is not null),
        ];
        ILookup<string, string> foldersOfType = sources
            .SelectMany(source => TypesIn(source.File).Select(type => (type, source.Folder)))
            .Distinct()
            .ToLookup(pair => pair.type, pair => pair.Folder, StringComparer.Ordinal);
        foreach ((TextFile file, string folder) in sources)
        {
            foreach ((string to, string where) in Arrows(project, file, foldersOfType))
            {
                if (to != folder && !isAllowed(folder, to))
                {
                    yield return $"{where}: {Show(folder)} may not know {Show(to)}";
                }
            }
        }
    }

    private static IEnumerable<(string To, string Where)> Arrows(
        string project, TextFile file, ILookup<string, string> foldersOfType)
    {
        foreach (CompilationUnitSyntax unit in SyntaxTrees.Parse(file))
        {
            foreach (UsingDirectiveSyntax directive in unit.DescendantNodes().OfType<UsingDirectiveSyntax>())
            {
                string name = directive.NamespaceOrType.ToString();
                if (name.StartsWith(project + ".", StringComparison.Ordinal))
                {
                    yield return (name[(project.Length + 1)..].Split('.')[0], file.At(directive));
                }
            }

            foreach (SimpleNameSyntax name in unit.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                string[] folders = [.. foldersOfType[name.Identifier.ValueText]];
                if (QualifierOf(name) is { } qualifier && folders.Contains(qualifier))
                {
                    yield return (qualifier, file.At(name));
                }
                else if (folders is [Root])
                {
                    yield return (Root, file.At(name));
                }
            }
        }
    }

    /// <summary>In a.b.Name the b: the folder when Name is a type and its namespace is written out.</summary>
    private static string? QualifierOf(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Right == name => LastOf(qualified.Left),
        MemberAccessExpressionSyntax access when access.Name == name => LastOf(access.Expression),
        _ => null,
    };

    private static string? LastOf(ExpressionSyntax left) => left switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static IEnumerable<string> TypesIn(TextFile file) => SyntaxTrees.Parse(file)
        .SelectMany(unit => unit.DescendantNodes())
        .OfType<BaseTypeDeclarationSyntax>()
        .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
        .Select(type => type.Identifier.ValueText);

    private static string? FolderOf(string project, TextFile file)
    {
        if (!file.IsUnder($"src/{project}"))
        {
            return null;
        }

        string[] parts = file.Path.Split('/');
        return parts.Length > 3 ? parts[2] : Root;
    }

    private static string Show(string folder) => folder == Root ? "the root" : folder;
}
