using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// Unsafe code lives in src/Xzact/Kernels/ and in folders named Interop/, and nowhere else. In the kernels each member
/// that reaches memory without bounds carries a SAFETY note.
/// </summary>
/// <remarks>
/// Tests and benchmarks may look under the floor in folders of the same names. The helpers that are unsafe without the
/// keyword (Unsafe, MemoryMarshal, intrinsics) are confined by the banned-symbols analyzer; here they count for the
/// notes.
/// </remarks>
internal static class UnsafeBorder
{
    private static readonly string[] s_helpers =
        ["Unsafe", "MemoryMarshal", "CollectionsMarshal", "NativeMemory", "Marshal"];

    /// <summary>Those of their methods that keep to the bounds of the span they are given, or read no memory.</summary>
    private static readonly string[] s_bounded =
    [
        "Unsafe.SizeOf", "MemoryMarshal.Cast", "MemoryMarshal.AsBytes", "MemoryMarshal.Read", "MemoryMarshal.TryRead",
        "MemoryMarshal.Write", "MemoryMarshal.TryWrite",
    ];

    /// <summary>Unsafe syntax outside the border.</summary>
    public static IEnumerable<string> CheckBorder(IEnumerable<TextFile> files) =>
        from file in files
        where !IsInside(file.Path)
        from unit in SyntaxTrees.Parse(file)
        from token in unit.DescendantTokens()
        where IsUnsafe(token)
        select $"{file.At(token)}: '{token}' outside src/Xzact/Kernels/ and Interop/";

    /// <summary>Members of the kernels that reach memory by pointer or reference and do not say why that is
    /// safe.</summary>
    public static IEnumerable<string> CheckNotes(IReadOnlyCollection<TextFile> files)
    {
        TextFile[] kernels = [.. files.Where(file => file.IsUnder("src/Xzact/Kernels"))];
        return
            from file in kernels
            from unit in SyntaxTrees.Parse(file)
            from member in unit.DescendantNodes().OfType<MemberDeclarationSyntax>()
            where ReachesMemory(member) && !member.ToFullString().Contains("// SAFETY:", StringComparison.Ordinal)
            select $"{file.At(member)}: unsafe member without a // SAFETY: note: {FirstLine(member)}";
    }

    private static bool IsInside(string path)
    {
        string[] folders = path.Split('/')[..^1];
        bool isProduct = folders is ["src", ..];
        return folders.Contains("Interop")
            || path.StartsWith("src/Xzact/Kernels/", StringComparison.Ordinal)
            || (!isProduct && folders.Contains("Kernels"));
    }

    private static bool IsUnsafe(SyntaxToken token) =>
        token.IsKind(SyntaxKind.UnsafeKeyword)
        || token.IsKind(SyntaxKind.FixedKeyword)
        || token.Parent is PointerTypeSyntax or FunctionPointerTypeSyntax
        || (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "SkipLocalsInit");

    private static bool ReachesMemory(MemberDeclarationSyntax member)
    {
        if (member is not (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax) || !HasBody(member))
        {
            return false;
        }

        HashSet<string> pointers = PointerNames(member);
        return member.Modifiers.Any(SyntaxKind.UnsafeKeyword)
            || member.DescendantNodes().Any(node => node switch
            {
                PointerTypeSyntax or FunctionPointerTypeSyntax or UnsafeStatementSyntax or FixedStatementSyntax => true,
                PrefixUnaryExpressionSyntax prefix => prefix.Kind()
                    is SyntaxKind.PointerIndirectionExpression or SyntaxKind.AddressOfExpression,
                MemberAccessExpressionSyntax access => access.IsKind(SyntaxKind.PointerMemberAccessExpression)
                    || (s_helpers.Contains(access.Expression.ToString())
                        && !s_bounded.Contains($"{access.Expression}.{access.Name.Identifier.ValueText}")),
                SimpleNameSyntax name => pointers.Contains(name.Identifier.ValueText)
                    || (name.Identifier.ValueText.EndsWith("Unsafe", StringComparison.Ordinal)
                        && name.Identifier.ValueText != "Unsafe"),
                _ => false,
            });
    }

    /// <summary>Fields and primary constructor parameters of the member's types that are pointers.</summary>
    private static HashSet<string> PointerNames(MemberDeclarationSyntax member)
    {
        TypeDeclarationSyntax[] types = [.. member.Ancestors().OfType<TypeDeclarationSyntax>()];
        IEnumerable<string> fields = types
            .SelectMany(type => type.Members.OfType<FieldDeclarationSyntax>())
            .Where(field => field.Declaration.Type is PointerTypeSyntax)
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => variable.Identifier.ValueText);
        IEnumerable<string> parameters = types
            .SelectMany(type => type.ParameterList?.Parameters ?? default)
            .Where(parameter => parameter.Type is PointerTypeSyntax)
            .Select(parameter => parameter.Identifier.ValueText);
        return [.. fields, .. parameters];
    }

    private static bool HasBody(MemberDeclarationSyntax member) =>
        member.DescendantNodes().Any(node => node is BlockSyntax or ArrowExpressionClauseSyntax);

    private static string FirstLine(MemberDeclarationSyntax member)
    {
        string declaration = member.WithAttributeLists(default).ToString();
        return declaration.Split('\n')[0].Trim();
    }
}
