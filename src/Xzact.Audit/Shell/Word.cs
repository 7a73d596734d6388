namespace Xzact.Audit.Shell;

/// <summary>A word: parts that stand side by side and become one or several fields when it is expanded.</summary>
internal sealed class Word(int offset, WordPart[] parts) : ShellNode(offset)
{
    /// <summary>The parts in order; none for an empty value, as in <c>name=</c>.</summary>
    public WordPart[] Parts { get; } = parts;

    /// <summary>The text, if the word is one unquoted literal: what a reserved word or a name must be.</summary>
    public string? Bare => Parts is [Literal literal] ? literal.Text : null;
}

/// <summary>A part of a word.</summary>
internal abstract class WordPart(int offset) : ShellNode(offset);

/// <summary>Characters that stand for themselves; outside quotes some may be a pattern or a tilde.</summary>
internal sealed class Literal(int offset, string text) : WordPart(offset)
{
    public string Text { get; } = text;
}

/// <summary>A character behind a backslash, outside quotes (2.2.1).</summary>
internal sealed class EscapedCharacter(int offset, char character) : WordPart(offset)
{
    public char Character { get; } = character;
}

/// <summary>Text in single quotes (2.2.2).</summary>
internal sealed class SingleQuoted(int offset, string text) : WordPart(offset)
{
    public string Text { get; } = text;
}

/// <summary>Text in dollar-single-quotes, with its escapes as written (2.2.4).</summary>
internal sealed class DollarQuoted(int offset, string text) : WordPart(offset)
{
    public string Text { get; } = text;
}

/// <summary>Text and expansions in double quotes (2.2.3); literals inside are without their backslashes.</summary>
internal sealed class DoubleQuoted(int offset, WordPart[] parts, bool isTranslated) : WordPart(offset)
{
    public WordPart[] Parts { get; } = parts;

    /// <summary>Extension: <c>$"…"</c>, text to be translated.</summary>
    public bool IsTranslated { get; } = isTranslated;
}

/// <summary>A parameter expansion (2.6.2).</summary>
internal sealed class ParameterExpansion(int offset) : WordPart(offset)
{
    /// <summary>A variable's name, a number, or a special character; empty if there is none.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is written with braces.</summary>
    public bool IsBraced { get; init; }

    /// <summary><c>#</c> for the length, <c>!</c> for what the value names (an extension), otherwise empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Extension: what stands in brackets behind the name.</summary>
    public Word? Subscript { get; init; }

    /// <summary>As <c>:-</c> or <c>%%</c>; empty before an argument that follows no operator of the grammar.</summary>
    public string Operator { get; init; } = "";

    /// <summary>What follows the operator, or null if nothing follows the name.</summary>
    public Word? Argument { get; init; }
}

/// <summary>A command substitution (2.6.3).</summary>
internal sealed class CommandSubstitution(int offset, CommandList commands, bool isBackquoted) : WordPart(offset)
{
    public CommandList Commands { get; } = commands;

    /// <summary>Whether it was written with backquotes; the commands are those behind the unescaping.</summary>
    public bool IsBackquoted { get; } = isBackquoted;
}

/// <summary>An arithmetic expansion (2.6.4), or with brackets, an extension.</summary>
internal sealed class ArithmeticExpansion(int offset, Word expression, bool isBracketed) : WordPart(offset)
{
    public Word Expression { get; } = expression;

    public bool IsBracketed { get; } = isBracketed;
}

/// <summary>Extension: a process substitution, whose name as a file takes its place.</summary>
internal sealed class ProcessSubstitution(int offset, CommandList commands, bool isWritten) : WordPart(offset)
{
    public CommandList Commands { get; } = commands;

    /// <summary>Whether the command writes to it, <c>&gt;(…)</c>.</summary>
    public bool IsWritten { get; } = isWritten;
}

/// <summary>Extension: the elements of an array behind an equals sign.</summary>
internal sealed class ArrayLiteral(int offset, Word[] elements) : WordPart(offset)
{
    public Word[] Elements { get; } = elements;
}
