namespace Xzact.Audit.BuildText;

/// <summary>What a logical line of a makefile is.</summary>
internal enum MakeStatementKind
{
    /// <summary>Text for the shell.</summary>
    Recipe,

    /// <summary>A variable gets a value, for everything or for one target.</summary>
    Assignment,

    /// <summary>Targets and what they need, without a recipe on the same line.</summary>
    Rule,

    /// <summary>A word that make itself obeys: <c>include</c>, <c>load</c>, <c>vpath</c>, conditionals.</summary>
    Directive,

    /// <summary>A line of a <c>define</c>, which may be run or read as makefile text later.</summary>
    Defined,

    /// <summary>None of these: an expansion that stands alone, or a list that a tool copies into a makefile.</summary>
    Other,
}

/// <summary>A logical line of a makefile: continuation lines joined, comments left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">First line, from 1.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="Text">The line, without white space around it.</param>
/// <param name="Name">The variable, or the directive; else empty.</param>
/// <param name="Operator">The assignment operator; else empty.</param>
/// <param name="Value">What is assigned, or what follows the directive; else the text.</param>
internal sealed record MakeStatement(
    MakeStatementKind Kind, int Line, int EndLine, string Text, string Name, string Operator, string Value);
