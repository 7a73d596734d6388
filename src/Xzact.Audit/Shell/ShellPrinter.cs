using System.Text;

namespace Xzact.Audit.Shell;

/// <summary>
/// Writes a tree as a script: one command a line, here-documents behind the line. Parsed in the same grammar, the
/// script has the same tree; comments, blanks and joined lines are gone.
/// </summary>
internal sealed partial class ShellPrinter
{
    private const int IndentWidth = 2;

    // Deeper, all lines begin at the same column: hostile nesting must not make long scripts of short ones.
    private const int MaxIndent = 40;

    private readonly StringBuilder _output;
    private readonly List<HereText> _hereDocuments = [];
    private int _indent;

    private ShellPrinter(StringBuilder output) => _output = output;

    /// <summary>The script, one character a byte.</summary>
    public static string Print(CommandList commands)
    {
        StringBuilder output = new();
        ShellPrinter printer = new(output);
        printer.List(commands);
        return output.ToString();
    }

    // A here-document that is still to be written, and the line that ends it.
    private readonly record struct HereText(string Body, string End);

    private void List(CommandList list)
    {
        foreach (ListItem item in list.Items)
        {
            Item(item);
            NewLine();
        }
    }

    private void Item(ListItem item)
    {
        Indent();
        Command(item.Command);
        if (item.IsAsynchronous)
        {
            _output.Append(" &");
        }
    }

    private void Indent() => _output.Append(' ', Math.Min(_indent * IndentWidth, MaxIndent));

    private void NewLine()
    {
        _output.Append('\n');
        foreach (HereText text in _hereDocuments)
        {
            _output.Append(text.Body).Append(text.End).Append('\n');
        }

        _hereDocuments.Clear();
    }

    private void Line(string text)
    {
        Indent();
        _output.Append(text);
        NewLine();
    }

    private void Body(CommandList list)
    {
        _indent++;
        List(list);
        _indent--;
    }

    private void Command(Command command)
    {
        switch (command)
        {
            case SimpleCommand simple:
                Simple(simple);
                return;
            case AndOrList list:
                AndOr(list);
                return;
            case Pipeline pipeline:
                Pipe(pipeline);
                return;
            case FunctionDefinition function:
                _output.Append(function.Name).Append("() ");
                Command(function.Body);
                return;
            default:
                Compound(command);
                break;
        }

        foreach (Redirection redirection in command.Redirections)
        {
            _output.Append(' ');
            Redirect(redirection);
        }
    }

    private void Simple(SimpleCommand command)
    {
        int start = _output.Length;
        foreach (Assignment assignment in command.Assignments)
        {
            Separate(start);
            _output.Append(assignment.Name);
            if (assignment.Subscript is { } subscript)
            {
                _output.Append('[');
                Parts(subscript.Parts, PrintContext.Unquoted);
                _output.Append(']');
            }

            _output.Append(assignment.Appends ? "+=" : "=");
            Parts(assignment.Value.Parts, PrintContext.Unquoted);
        }

        // A reserved word behind a redirection is none.
        bool redirectsFirst = command.Assignments.Length == 0 && command.Words is [{ Bare: { } first }, ..]
            && ReservedWords.Of(first, ShellGrammar.Extended) != ReservedWord.None;
        if (redirectsFirst)
        {
            Redirections(command, start);
        }

        foreach (Word word in command.Words)
        {
            Separate(start);
            Parts(word.Parts, PrintContext.Unquoted);
        }

        if (!redirectsFirst)
        {
            Redirections(command, start);
        }
    }

    private void Redirections(SimpleCommand command, int start)
    {
        foreach (Redirection redirection in command.Redirections)
        {
            Separate(start);
            Redirect(redirection);
        }
    }

    private void Separate(int start)
    {
        if (_output.Length > start)
        {
            _output.Append(' ');
        }
    }

    private void AndOr(AndOrList list)
    {
        Command(list.Commands[0]);
        for (int i = 1; i < list.Commands.Length; i++)
        {
            _output.Append(list.IsOr[i - 1] ? " || " : " && ");
            Command(list.Commands[i]);
        }
    }

    private void Pipe(Pipeline pipeline)
    {
        _output.Append(pipeline.IsTimed ? "time " : "");
        for (int i = 0; i < pipeline.Negations; i++)
        {
            _output.Append("! ");
        }

        Command(pipeline.Commands[0]);
        foreach (Command command in pipeline.Commands.AsSpan(1))
        {
            _output.Append(" | ");
            Command(command);
        }
    }

    private void Redirect(Redirection redirection)
    {
        _output.Append(redirection.Location).Append(redirection.Operator);
        if (redirection.Delimiter is { } delimiter)
        {
            HereText text = HereDocument(delimiter, redirection.Target);
            _output.Append(delimiter.IsQuoted ? Quote(text.End) : text.End);
            _hereDocuments.Add(text);
        }
        else
        {
            // "<& -" is well known; "< <(…)" needs the blank.
            _output.Append(redirection.Target.Parts is [ProcessSubstitution, ..] ? " " : "");
            Parts(redirection.Target.Parts, PrintContext.Unquoted);
        }
    }

    private static HereText HereDocument(HereDelimiter delimiter, Word body)
    {
        StringBuilder text = new();
        if (delimiter.IsQuoted)
        {
            text.Append(body.Parts is [Literal literal] ? literal.Text : "");
        }
        else
        {
            new ShellPrinter(text).Parts(body.Parts, PrintContext.HereDocument);
        }

        return new(text.ToString(), EndOf(delimiter.Text, text.ToString()));
    }

    // A delimiter of two lines ends nothing, and a line of a command in the body may now look like the delimiter.
    private static string EndOf(string delimiter, string body)
    {
        if (!body.Contains(delimiter, StringComparison.Ordinal) && !delimiter.Contains('\n', StringComparison.Ordinal))
        {
            return delimiter;
        }

        HashSet<string> lines = [.. body.Split('\n')];
        string end = delimiter.Split('\n')[0];
        for (int i = 1; lines.Contains(end); i++)
        {
            end = $"END{i}";
        }

        return end;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
