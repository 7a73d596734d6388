namespace Xzact.Audit.Shell;

/// <summary>A command of any kind (2.9).</summary>
internal abstract class Command(int offset) : ShellNode(offset)
{
    /// <summary>Behind its last byte.</summary>
    public int End { get; set; }

    /// <summary>In the order in which they are done.</summary>
    public Redirection[] Redirections { get; set; } = [];
}

/// <summary>Commands in sequence (2.9.3).</summary>
internal sealed class CommandList(int offset, ListItem[] items) : ShellNode(offset)
{
    public ListItem[] Items { get; } = items;
}

/// <summary>One entry of a list.</summary>
/// <param name="Command">What runs.</param>
/// <param name="IsAsynchronous">Whether <c>&amp;</c> follows it.</param>
internal readonly record struct ListItem(Command Command, bool IsAsynchronous);

/// <summary>Assignments, then a command's name and its arguments (2.9.1).</summary>
internal sealed class SimpleCommand(int offset, Assignment[] assignments, Word[] words) : Command(offset)
{
    public Assignment[] Assignments { get; } = assignments;

    public Word[] Words { get; } = words;
}

/// <summary>A value given to a variable before the command's name.</summary>
internal sealed class Assignment(int offset, string name, bool appends, Word value) : ShellNode(offset)
{
    public string Name { get; } = name;

    /// <summary>Extension: what stands in brackets behind the name, if an element of an array is set.</summary>
    public Word? Subscript { get; init; }

    /// <summary>Extension: <c>+=</c>.</summary>
    public bool Appends { get; } = appends;

    public Word Value { get; } = value;
}

/// <summary>Commands joined by pipes, or one whose result is turned around (2.9.2).</summary>
internal sealed class Pipeline(int offset, Command[] commands) : Command(offset)
{
    public Command[] Commands { get; } = commands;

    /// <summary>How many <c>!</c> stand before it.</summary>
    public int Negations { get; init; }

    /// <summary>Extension: whether the reserved word <c>time</c> stands before it.</summary>
    public bool IsTimed { get; init; }
}

/// <summary>Commands of which the result of one decides whether the next runs.</summary>
internal sealed class AndOrList(int offset, Command[] commands, bool[] isOr) : Command(offset)
{
    public Command[] Commands { get; } = commands;

    /// <summary>One less than commands: whether <c>||</c>, not <c>&amp;&amp;</c>, stands before the next.</summary>
    public bool[] IsOr { get; } = isOr;
}

/// <summary>A function's definition (2.9.5).</summary>
internal sealed class FunctionDefinition(int offset, string name, Command body) : Command(offset)
{
    public string Name { get; } = name;

    public Command Body { get; } = body;
}
