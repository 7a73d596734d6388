using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>
/// Constants are tables, once: no number that a format fixes appears outside src/Xzact/Format/. The list holds those
/// numbers that mean nothing else, so that whatever is found is a fault.
/// </summary>
internal static class FormatLiterals
{
    /// <summary>Numbers that are unmistakable in any notation.</summary>
    private static readonly Dictionary<ulong, string> s_anyNotation = new()
    {
        [0xFD377A58] = "stream header magic",
        [0x587A37FD] = "stream header magic, little-endian",
        [0xEDB88320] = "CRC32 polynomial, reflected",
        [0x04C11DB7] = "CRC32 polynomial",
        [0xC96C5795D7870F42] = "CRC64 polynomial, reflected",
        [0x42F0E1EBA9EA3693] = "CRC64 polynomial",
        [0x4000000000000001] = "LZMA1 filter ID",
        [0x50495A4C] = "lzip magic, little-endian",
    };

    /// <summary>Numbers that mean the format when somebody writes them in hexadecimal.</summary>
    private static readonly Dictionary<ulong, string> s_hexadecimal = new()
    {
        [0xFD] = "first byte of the stream header magic",
        [0x595A] = "stream footer magic",
        [0x5A59] = "stream footer magic, little-endian",
        [0x5D] = "default LZMA properties byte",
        [0x21] = "LZMA2 filter ID",
    };

    private static readonly string[] s_text = ["7zXZ", "YZ", "LZIP"];

    public static IEnumerable<string> Check(IEnumerable<TextFile> files) =>
        from file in files
        where IsInScope(file)
        from unit in SyntaxTrees.Parse(file)
        from finding in Check(unit)
        select $"{file.At(finding.Token)}: {finding.Token} is the {finding.Meaning}; its home is src/Xzact/Format/";

    private static bool IsInScope(TextFile file) =>
        (file.IsUnder("src/Xzact") || file.IsUnder("src/Xzact.Tools") || file.IsUnder("src/Xzact.Liblzma"))
        && !file.IsUnder("src/Xzact/Format");

    private static IEnumerable<(SyntaxToken Token, string Meaning)> Check(CompilationUnitSyntax unit)
    {
        foreach (SyntaxToken token in unit.DescendantTokens())
        {
            if (MeaningOf(token) is { } meaning)
            {
                yield return (token, meaning);
            }
        }

        // 'Y', 'Z' and 0x59, 0x5A one after the other.
        foreach (SyntaxNode list in unit.DescendantNodes()
            .Where(node => node is CollectionExpressionSyntax or InitializerExpressionSyntax))
        {
            SyntaxToken[] literals = [.. list.DescendantTokens().Where(token => NumberOf(token) is not null)];
            for (int i = 1; i < literals.Length; i++)
            {
                if (NumberOf(literals[i - 1]) == 'Y' && NumberOf(literals[i]) == 'Z')
                {
                    yield return (literals[i], "stream footer magic");
                }
            }
        }
    }

    private static string? MeaningOf(SyntaxToken token)
    {
        if (token.IsKind(SyntaxKind.NumericLiteralToken) && NumberOf(token) is { } number)
        {
            bool isHexadecimal = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            return s_anyNotation.GetValueOrDefault(number)
                ?? (isHexadecimal ? s_hexadecimal.GetValueOrDefault(number) : null);
        }

        bool isText = token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.Utf8StringLiteralToken);
        string? found = isText ? s_text.FirstOrDefault(magic => IsMagic(token.ValueText, magic)) : null;
        return found is null ? null : $"magic {found}";
    }

    /// <summary>The magic alone, or between bytes that are no letters; a sentence that speaks of it is none.</summary>
    private static bool IsMagic(string text, string magic) =>
        text.Length <= magic.Length + 2 && text.Contains(magic, StringComparison.Ordinal);

    private static ulong? NumberOf(SyntaxToken token) => token.Value switch
    {
        char c => c,
        int i when i >= 0 => (ulong)i,
        uint u => u,
        long l when l >= 0 => (ulong)l,
        ulong u => u,
        _ => null,
    };
}
