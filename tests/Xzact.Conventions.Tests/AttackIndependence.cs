using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// The generator of attacks and the detectors share nothing: no reference, no file, no table, and no detector knows the
/// sentence or the names of the generator. Otherwise a recall would measure what it was made from.
/// </summary>
internal static class AttackIndependence
{
    /// <summary>From this length on a string that both have is taken for a copy; shorter ones are words of the
    /// trade.</summary>
    public const int SharedLength = 24;

    private static readonly string[] s_generator = ["tests/Xzact.Attacks", "bench/Xzact.ScanBench"];

    private static readonly string[] s_detectors = ["src/Xzact.Audit"];

    public static IEnumerable<string> Check(IReadOnlyCollection<TextFile> files)
    {
        TextFile[] code = [.. files.Where(f => f.IsHandWrittenCSharp)];
        TextFile[] generator = [.. code.Where(f => s_generator.Any(f.IsUnder))];
        TextFile[] detectors = [.. code.Where(f => s_detectors.Any(f.IsUnder))];
        return Names(generator, "Xzact.Audit")
            .Concat(Names(detectors, "Xzact.Attacks"))
            .Concat(Linked(files))
            .Concat(Shared(generator, detectors));
    }

    private static IEnumerable<string> Names(IEnumerable<TextFile> files, string name) =>
        from file in files
        from unit in SyntaxTrees.Parse(file)
        from node in unit.DescendantNodes()
        where node is NameSyntax or MemberAccessExpressionSyntax
        where $"{node}." is { } text && text.StartsWith(name + ".", StringComparison.Ordinal)
        select $"{file.At(node)}: may not know {name}";

    // A file of another folder that a project compiles or embeds.
    private static IEnumerable<string> Linked(IEnumerable<TextFile> files) =>
        from file in files
        where file.Path.EndsWith(".csproj", StringComparison.Ordinal)
            && s_generator.Concat(s_detectors).Any(file.IsUnder)
        from item in XElement.Parse(file.Text).Descendants()
        where item.Name.LocalName is "Compile" or "EmbeddedResource" or "None" or "Content"
        let include = item.Attribute("Include")?.Value ?? ""
        where s_generator.Concat(s_detectors).Any(folder => include.Replace('\\', '/')
            .Contains($"/{folder[(folder.IndexOf('/') + 1)..]}/", StringComparison.Ordinal))
        select $"{file.Path}: takes {include} from the other side";

    private static IEnumerable<string> Shared(TextFile[] generator, TextFile[] detectors)
    {
        HashSet<string> known = [.. generator.SelectMany(Strings).Select(s => s.Text)];
        return from file in detectors
               from text in Strings(file)
               where known.Contains(text.Text)
               select $"{text.At}: the generator of attacks has this string too: {text.Text}";
    }

    private static IEnumerable<(string Text, string At)> Strings(TextFile file) =>
        from unit in SyntaxTrees.Parse(file)
        from token in unit.DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
            || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken)
        where token.ValueText.Trim().Length >= SharedLength || IsSentence(token.ValueText)
        select (token.ValueText.Trim(), file.At(token));

    private static bool IsSentence(string text) => text.Contains("INERT TEST", StringComparison.Ordinal);
}
