using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Xzact.Audit.Shell;

/// <content>Words, quoted again as their place asks.</content>
internal sealed partial class ShellPrinter
{
    /// <summary>Where a literal stands; the same places as those of the parser.</summary>
    private enum PrintContext
    {
        Unquoted,
        DoubleQuotes,
        QuotedBraces,
        HereDocument,
        Arithmetic,
    }

    private static readonly SearchValues<char>[] s_escapes =
    [
        SearchValues.Create(""),
        SearchValues.Create("\"\\$`"),
        SearchValues.Create("\"\\$`}"),
        SearchValues.Create("\\$`"),
        SearchValues.Create("\\$`"),
    ];

    private void Parts(WordPart[] parts, PrintContext context)
    {
        foreach (WordPart part in parts)
        {
            Part(part, context);
        }
    }

    private void Part(WordPart part, PrintContext context)
    {
        switch (part)
        {
            case Literal literal:
                Escape(literal.Text, context);
                break;
            case EscapedCharacter escaped:
                _output.Append('\\').Append(escaped.Character);
                break;
            case SingleQuoted quoted:
                _output.Append('\'').Append(quoted.Text).Append('\'');
                break;
            case DollarQuoted quoted:
                _output.Append("$'").Append(quoted.Text).Append('\'');
                break;
            case DoubleQuoted quoted:
                _output.Append(quoted.IsTranslated ? "$\"" : "\"");
                Parts(quoted.Parts, PrintContext.DoubleQuotes);
                _output.Append('"');
                break;
            case ParameterExpansion parameter:
                Parameter(parameter, context);
                break;
            case ArithmeticExpansion arithmetic:
                _output.Append(arithmetic.IsBracketed ? "$[" : "$((");
                Parts(arithmetic.Expression.Parts, PrintContext.Arithmetic);
                _output.Append(arithmetic.IsBracketed ? "]" : "))");
                break;
            case CommandSubstitution substitution:
                Substitution(substitution);
                break;
            case ProcessSubstitution substitution:
                _output.Append(substitution.IsWritten ? '>' : '<').Append(Parenthesized(substitution.Commands));
                break;
            case ArrayLiteral array:
                _output.Append('(');
                Words(array.Elements);
                _output.Append(" )");
                break;
            default:
                throw new UnreachableException();
        }
    }

    // A backslash stays alone where what follows does not make it an escape.
    private void Escape(string text, PrintContext context)
    {
        SearchValues<char> special = s_escapes[(int)context];
        int at = 0;
        while (at < text.Length)
        {
            int run = context == PrintContext.Unquoted ? -1 : text.AsSpan(at).IndexOfAny(special);
            if (run < 0)
            {
                _output.Append(text, at, text.Length - at);
                return;
            }

            _output.Append(text, at, run);
            at += run;
            bool isPlain = text[at] == '\\' && at + 1 < text.Length
                && text[at + 1] != '\n' && !special.Contains(text[at + 1]);
            _output.Append(isPlain ? "" : "\\").Append(text[at++]);
        }
    }

    private void Parameter(ParameterExpansion parameter, PrintContext context)
    {
        if (!parameter.IsBraced)
        {
            _output.Append('$').Append(parameter.Name);
            return;
        }

        _output.Append("${").Append(parameter.Prefix).Append(parameter.Name);
        if (parameter.Subscript is { } subscript)
        {
            _output.Append('[');
            Parts(subscript.Parts, PrintContext.Arithmetic);
            _output.Append(']');
        }

        _output.Append(parameter.Operator);
        if (parameter.Argument is { } argument)
        {
            bool isPattern = parameter.Operator.Length > 0 && parameter.Operator[0] is '%' or '#' or '/' or '^' or ',';
            bool isUnquoted = isPattern || context == PrintContext.Unquoted;
            Parts(argument.Parts, isUnquoted ? PrintContext.Unquoted : PrintContext.QuotedBraces);
        }

        _output.Append('}');
    }

    private void Substitution(CommandSubstitution substitution)
    {
        if (!substitution.IsBackquoted)
        {
            _output.Append('$').Append(Parenthesized(substitution.Commands));
            return;
        }

        StringBuilder text = Inside(substitution.Commands);
        _output.Append('`').Append(text.Replace("\\", "\\\\").Replace("`", "\\`")).Append('`');
    }

    private static string Parenthesized(CommandList commands)
    {
        StringBuilder text = Inside(commands);
        // "$((" would be arithmetic.
        return (text.Length > 0 && text[0] == '(' ? "( " : "(") + text + ")";
    }

    // The commands alone; behind a here-document the line has ended.
    private static StringBuilder Inside(CommandList commands)
    {
        StringBuilder text = new();
        ShellPrinter printer = new(text);
        for (int i = 0; i < commands.Items.Length; i++)
        {
            printer.Item(commands.Items[i]);
            if (i < commands.Items.Length - 1 || printer._hereDocuments.Count > 0)
            {
                printer.NewLine();
            }
        }

        return text;
    }
}
