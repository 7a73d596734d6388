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
                return;
            case FunctionDefinition function:
                functions.TryAdd(function.Name, function.Body);
                Add(function.Body);
                return;
            case ForLoop loop:
                Array.ForEach(loop.Words ?? [], word => values.Assign(loop.Variable, values.Resolve(word)));
                break;
            default:
                break;
        }

        foreach (Command inside in CommandTree.Inside(command))
        {
            Add(inside);
        }
    }

    private void Add(SimpleCommand command)
    {
        // An element of an array is no value of the whole.
        foreach (Assignment assignment in command.Assignments.Where(a => a.Subscript is null))
        {
            values.Assign(assignment.Name, Assigned(assignment));
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

    // a+=b makes a longer value of each that is known.
    private IEnumerable<string> Assigned(Assignment assignment)
    {
        IReadOnlyList<string> added = values.Resolve(assignment.Value);
        return assignment.Appends && values.Of(assignment.Name) is { Count: > 0 } known
            ? from before in known.ToArray() from text in added select before + text
            : added;
    }
}
