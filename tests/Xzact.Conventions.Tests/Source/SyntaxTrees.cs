using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Xzact.Conventions.Tests.Source;

/// <summary>C# as the compiler's parser sees it, so that no comment or string is taken for code.</summary>
internal static class SyntaxTrees
{
    private static readonly ConditionalWeakTable<TextFile, IReadOnlyList<CompilationUnitSyntax>> s_parsed = [];

    /// <summary>
    /// The file's syntax once with every symbol of its #if lines defined and once with none, because what is compiled
    /// out for one target is compiled in for the other.
    /// </summary>
    public static IReadOnlyList<CompilationUnitSyntax> Parse(TextFile file) => s_parsed.GetValue(file, ParseBothWays);

    /// <summary>Where <paramref name="node"/> begins, as path:line.</summary>
    public static string At(this TextFile file, SyntaxNodeOrToken node) =>
        $"{file.Path}:{node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    private static IReadOnlyList<CompilationUnitSyntax> ParseBothWays(TextFile file)
    {
        CompilationUnitSyntax plain = Parse(file, []);
        string[] symbols = [.. plain.DescendantTrivia(descendIntoTrivia: true)
            .Select(trivia => trivia.GetStructure())
            .OfType<ConditionalDirectiveTriviaSyntax>()
            .SelectMany(directive => directive.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Select(name => name.Identifier.ValueText)];
        return symbols.Length > 0 ? [plain, Parse(file, symbols)] : [plain];
    }

    private static CompilationUnitSyntax Parse(TextFile file, string[] symbols)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: symbols);
        return CSharpSyntaxTree.ParseText(file.Text, options, file.Path).GetCompilationUnitRoot();
    }
}
