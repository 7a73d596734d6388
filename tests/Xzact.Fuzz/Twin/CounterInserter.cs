using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Xzact.Fuzz.Twin;

/// <summary>Puts a statement that counts at the start of each block and of each section of a switch.</summary>
internal sealed class CounterInserter : CSharpSyntaxRewriter
{
    /// <summary>The class that holds the counters.</summary>
    public const string Holder = "FuzzCounters";

    /// <summary>Its field, an array of bytes.</summary>
    public const string Field = "Hits";

    /// <summary>Counters so far.</summary>
    public int Count { get; private set; }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var block = (BlockSyntax)base.VisitBlock(node)!;
        return block.WithStatements(block.Statements.Insert(0, Counter()));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var section = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        return section.WithStatements(section.Statements.Insert(0, Counter()));
    }

    private StatementSyntax Counter() =>
        SyntaxFactory.ParseStatement($"global::Xzact.{Holder}.{Field}[{Count++}]++;");
}
