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
        foreach (Assignment assignment in command.Assignments)
        {
            if (assignment.Value.Parts is [ArrayLiteral array])
            {
                values.Assign(WordValues.ElementsOf(assignment.Name), array.Elements.SelectMany(values.Resolve));
            }
            else
            {
                // An element of an array is no value of the whole.
                string name = assignment.Subscript is null ? assignment.Name : WordValues.ElementsOf(assignment.Name);
                values.Assign(name, Assigned(name, assignment));
            }
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
    private IEnumerable<string> Assigned(string name, Assignment assignment)
    {
        IReadOnlyList<string> added = values.Resolve(assignment.Value);
        return assignment.Appends && values.Of(name) is { Count: > 0 } known
            ? from before in known.ToArray() from text in added select before + text
            : added;
    }
}
