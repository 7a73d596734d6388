using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// One test class a source class: src/P/Folder/Name.cs has tests/P.Tests/Folder/NameTests.cs. Partial files belong to
/// the name before the first dot, on both sides.
/// </summary>
/// <remarks>
/// <para>The rule for what needs a test class: a file that declares a class, struct or record with logic. Logic is a
/// branch, a loop, a throw, a try, a yield, an await or a short-circuit operator anywhere, or a method that returns
/// something other than a name, a member of a name, or literals. So enums, interfaces, plain records, constants,
/// property bags, computed properties without a branch, and exceptions that only hold need none.</para>
/// <para>A detector in src/Xzact.Audit/Rules/ID/ needs none: its samples are its test, and RuleFolders demands them.
/// </para>
/// <para>The other way round, a test class belongs to a source file, whether that one needs it or not. Classes about
/// more than one type stand in the list of exceptions, each with its reason; so do source files without a test class.
/// </para>
/// </remarks>
internal static class TestTwins
{
    public const string ExceptionsPath = "tests/Xzact.Conventions.Tests/test-twins.txt";

    /// <summary>A line "path: reason"; a path that ends with / stands for everything below it.</summary>
    internal sealed record Exemption(string Path, string Reason);

    public static IReadOnlyList<Exemption> ParseExceptions(TextFile list) =>
    [
        .. list.Lines.Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(ParseException),
    ];

    public static IEnumerable<string> Check(IReadOnlyCollection<TextFile> files, IReadOnlyList<Exemption> exemptions)
    {
        var used = new HashSet<Exemption>();
        bool isExempt(string path)
        {
            Exemption[] matching = [.. exemptions.Where(exemption => Covers(exemption, path))];
            used.UnionWith(matching);
            return matching.Length > 0;
        }

        TextFile[] tests = [.. files.Where(file => TestKeyOf(file.Path) is not null)];
        HashSet<string> tested = [.. tests.Select(file => TestKeyOf(file.Path)!)];
        HashSet<string> sources = [.. files.Select(file => SourceKeyOf(file.Path)).OfType<string>()];

        foreach (TextFile file in files)
        {
            string? source = SourceKeyOf(file.Path);
            if (source is not null && !tested.Contains(source) && !IsDetector(file.Path)
                && HasLogic(file) && !isExempt(file.Path))
            {
                yield return $"{file.Path}: no tests/{source.Insert(source.IndexOf('/'), ".Tests")}Tests.cs";
            }

            if (TestKeyOf(file.Path) is { } test && !sources.Contains(test) && !isExempt(file.Path))
            {
                yield return $"{file.Path}: tests no src/{test}.cs";
            }

            if (IsInTestProject(file.Path) && TestKeyOf(file.Path) is null && DeclaresTests(file))
            {
                yield return $"{file.Path}: declares tests and is not named ...Tests.cs";
            }
        }

        foreach (IGrouping<string, TextFile> group in tests.GroupBy(file => TestKeyOf(file.Path)!))
        {
            if (!group.Any(file => DeclaresTests(file) || InheritsTests(file)))
            {
                yield return $"{group.First().Path}: declares and inherits no test";
            }
        }

        foreach (Exemption exemption in exemptions.Where(exemption => !used.Contains(exemption)))
        {
            yield return $"{ExceptionsPath}: {exemption.Path} is no exception any more";
        }
    }

    /// <summary>Whether the file needs a test class, see the remarks of the type.</summary>
    public static bool HasLogic(TextFile file) => SyntaxTrees.Parse(file)
        .SelectMany(unit => unit.DescendantNodes())
        .Any(node => node switch
        {
            IfStatementSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax => true,
            ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
            ThrowStatementSyntax or ThrowExpressionSyntax or TryStatementSyntax or GotoStatementSyntax => true,
            YieldStatementSyntax or AwaitExpressionSyntax => true,
            BinaryExpressionSyntax binary => binary.Kind()
                is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression,
            ReturnStatementSyntax statement => IsInMethod(node) && !IsPlain(statement.Expression),
            ArrowExpressionClauseSyntax arrow => IsInMethod(node) && !IsPlain(arrow.Expression),
            _ => false,
        });

    private static bool IsInMethod(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is BaseMethodDeclarationSyntax;

    private static bool IsPlain(ExpressionSyntax? expression) => expression switch
    {
        null or LiteralExpressionSyntax or ThisExpressionSyntax or SimpleNameSyntax or DefaultExpressionSyntax => true,
        PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax access => IsPlain(access.Expression),
        _ => false,
    };

    /// <summary>P/Folder/Name of src/P/Folder/Name.cs.</summary>
    private static string? SourceKeyOf(string path) =>
        path.StartsWith("src/", StringComparison.Ordinal) ? KeyOf(path["src/".Length..]) : null;

    private static bool IsDetector(string path) => RuleFolders.RulesIn([path]).Count > 0;

    /// <summary>P/Folder/Name of tests/P.Tests/Folder/NameTests.cs; null for a helper and for the tests about the
    /// code.</summary>
    private static string? TestKeyOf(string path)
    {
        if (!IsInTestProject(path))
        {
            return null;
        }

        string key = KeyOf(path["tests/".Length..]);
        return key.EndsWith("Tests", StringComparison.Ordinal)
            ? key[..^"Tests".Length].Replace(".Tests/", "/", StringComparison.Ordinal)
            : null;
    }

    private static bool IsInTestProject(string path) => path.Split('/') is ["tests", var project, _, ..]
        && project.EndsWith(".Tests", StringComparison.Ordinal)
        && project != "Xzact.Conventions.Tests";

    private static string KeyOf(string path)
    {
        int name = path.LastIndexOf('/') + 1;
        return path[..path.IndexOf('.', name)];
    }

    private static bool DeclaresTests(TextFile file) => SyntaxTrees.Parse(file)
        .SelectMany(unit => unit.DescendantNodes().OfType<AttributeSyntax>())
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static bool InheritsTests(TextFile file) => SyntaxTrees.Parse(file)
        .SelectMany(unit => unit.DescendantNodes().OfType<ClassDeclarationSyntax>())
        .Any(type => type.Identifier.ValueText.EndsWith("Tests", StringComparison.Ordinal)
            && type.BaseList is { } bases
            && bases.Types.Any(inherited => inherited.Type.ToString().Contains("Tests", StringComparison.Ordinal)));

    private static bool Covers(Exemption exemption, string path) => exemption.Path.EndsWith('/')
        ? path.StartsWith(exemption.Path, StringComparison.Ordinal)
        : path == exemption.Path;

    private static Exemption ParseException(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && line[(colon + 2)..].Trim() is { Length: > 0 } reason
            ? new Exemption(line[..colon], reason)
            : throw new FormatException($"{ExceptionsPath}: \"{line}\" is not \"path: reason\"");
    }
}
