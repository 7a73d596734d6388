using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>What compound commands are made of, for all who go through them.</summary>
internal static class CommandTree
{
    /// <summary>The commands directly inside <paramref name="command"/>, in order; none for a simple command and for
    /// the definition of a function, whose body runs elsewhere.</summary>
    public static IEnumerable<Command> Inside(Command command) => command switch
    {
        Pipeline pipeline => pipeline.Commands,
        AndOrList list => list.Commands,
        _ => Lists(command).SelectMany(list => list.Items.Select(item => item.Command)),
    };

    /// <summary>The lists directly inside a compound command.</summary>
    public static IEnumerable<CommandList> Lists(Command command) => command switch
    {
        Grouping group => [group.Body],
        IfCommand conditional =>
        [
            .. conditional.Clauses.SelectMany(clause => (CommandList[])[clause.Condition, clause.Body]),
            .. conditional.Otherwise is { } otherwise ? (CommandList[])[otherwise] : [],
        ],
        WhileLoop loop => [loop.Condition, loop.Body],
        ForLoop loop => [loop.Body],
        ArithmeticLoop loop => [loop.Body],
        CaseCommand choice => choice.Clauses.Select(clause => clause.Body),
        _ => [],
    };

    /// <summary>Whether a list always leaves the script or the function at its end.</summary>
    public static bool Leaves(Command command) => command switch
    {
        SimpleCommand { Words: [{ Bare: "exit" or "return" }, ..] } => true,
        Grouping { Body.Items: [.., var last] } => Leaves(last.Command),
        _ => false,
    };
}
