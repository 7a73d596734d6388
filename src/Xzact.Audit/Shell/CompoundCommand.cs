namespace Xzact.Audit.Shell;

/// <summary>Commands in parentheses or braces (2.9.4.1).</summary>
internal sealed class Grouping(int offset, CommandList body, bool isSubshell) : Command(offset)
{
    public CommandList Body { get; } = body;

    public bool IsSubshell { get; } = isSubshell;
}

/// <summary>A for loop (2.9.4.2), or the extension <c>select</c>.</summary>
internal sealed class ForLoop(int offset, string variable, Word[]? words, CommandList body) : Command(offset)
{
    public string Variable { get; } = variable;

    /// <summary>What it goes through; null without <c>in</c>, for the positional parameters.</summary>
    public Word[]? Words { get; } = words;

    public CommandList Body { get; } = body;

    public bool IsSelect { get; init; }
}

/// <summary>A case command (2.9.4.3).</summary>
internal sealed class CaseCommand(int offset, Word subject, CaseClause[] clauses) : Command(offset)
{
    public Word Subject { get; } = subject;

    public CaseClause[] Clauses { get; } = clauses;
}

/// <summary>One clause of a case command.</summary>
internal sealed class CaseClause(int offset, Word[] patterns, CommandList body, string end) : ShellNode(offset)
{
    public Word[] Patterns { get; } = patterns;

    public CommandList Body { get; } = body;

    /// <summary><c>;;</c>, <c>;&amp;</c> to go on with the next body, or the extension <c>;;&amp;</c>.</summary>
    public string End { get; } = end;
}

/// <summary>An if command (2.9.4.4).</summary>
internal sealed class IfCommand(int offset, IfClause[] clauses, CommandList? otherwise) : Command(offset)
{
    public IfClause[] Clauses { get; } = clauses;

    public CommandList? Otherwise { get; } = otherwise;
}

/// <summary>A condition and what runs if it holds.</summary>
internal readonly record struct IfClause(CommandList Condition, CommandList Body);

/// <summary>A while or until loop (2.9.4.5, 2.9.4.6).</summary>
internal sealed class WhileLoop(int offset, CommandList condition, CommandList body, bool isUntil) : Command(offset)
{
    public CommandList Condition { get; } = condition;

    public CommandList Body { get; } = body;

    public bool IsUntil { get; } = isUntil;
}

/// <summary>Extension: <c>[[ … ]]</c>.</summary>
internal sealed class ConditionalCommand(int offset, Word[] items) : Command(offset)
{
    /// <summary>Operands and operators; what no word can hold elsewhere, as <c>&amp;&amp;</c>, is bare.</summary>
    public Word[] Items { get; } = items;
}

/// <summary>Extension: <c>(( … ))</c>.</summary>
internal sealed class ArithmeticCommand(int offset, Word expression) : Command(offset)
{
    public Word Expression { get; } = expression;
}

/// <summary>Extension: <c>for (( … ))</c>.</summary>
internal sealed class ArithmeticLoop(int offset, Word header, CommandList body) : Command(offset)
{
    public Word Header { get; } = header;

    public CommandList Body { get; } = body;
}
