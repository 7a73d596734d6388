using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Gathers what a script assigns and defines, wherever it does.</summary>
internal sealed class ScriptNames(WordValues values, Dictionary<string, Command> functions)
{
    /// <summary>All assignments, loops over lists and functions in <paramref name="list"/>, nested ones too.</summary>
    public void Add(CommandList list)
    {
        foreach (ListItem item in list.Items)
        {
            Add(item.Command);
        }
    }

    private void Add(Command command)
    {
        switch (command)
        {
            case SimpleCommand simple:
                Add(simple);
                break;
            case Pipeline pipeline:
                Array.ForEach(pipeline.Commands, Add);
                break;
            case AndOrList list:
                Array.ForEach(list.Commands, Add);
                break;
            case FunctionDefinition function:
                functions.TryAdd(function.Name, function.Body);
                Add(function.Body);
                break;
            case Grouping group:
                Add(group.Body);
                break;
            case IfCommand conditional:
                foreach (IfClause clause in conditional.Clauses)
                {
                    Add(clause.Condition);
                    Add(clause.Body);
                }

                Add(conditional.Otherwise ?? new(0, []));
                break;
            case WhileLoop loop:
                Add(loop.Condition);
                Add(loop.Body);
                break;
            case ForLoop loop:
                Array.ForEach(loop.Words ?? [], word => values.Assign(loop.Variable, values.Resolve(word)));
                Add(loop.Body);
                break;
            case ArithmeticLoop loop:
                Add(loop.Body);
                break;
            case CaseCommand choice:
                Array.ForEach(choice.Clauses, clause => Add(clause.Body));
                break;
            default:
                break;
        }
    }

    private void Add(SimpleCommand command)
    {
        foreach (Assignment assignment in command.Assignments)
        {
            values.Assign(assignment.Name, values.Resolve(assignment.Value));
        }

        if (command.Words is [{ Bare: "export" or "local" or "readonly" or "declare" or "typeset" }, .. var arguments])
        {
            foreach (Word argument in arguments)
            {
                if (argument.Parts is [Literal { Text: var text } first, .. var rest]
                    && text.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
                {
                    Word value = new(argument.Offset, [new Literal(first.Offset, text[(equals + 1)..]), .. rest]);
                    values.Assign(text[..equals], values.Resolve(value));
                }
            }
        }
    }
}
