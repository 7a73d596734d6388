using System.Text;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

/// <summary>
/// A tree as text without offsets: two trees with the same text are the same. Written apart from the printer, and with
/// the length before each literal, so that no content can look like structure.
/// </summary>
internal sealed class TreeText
{
    private readonly StringBuilder _text = new();

    public static string Of(ShellScript script) => Of(script.Commands);

    public static string Of(CommandList list)
    {
        TreeText text = new();
        text.Add(list);
        return text._text.ToString();
    }

    public static string Of(Word word)
    {
        TreeText text = new();
        text.Add(word.Parts);
        return text._text.ToString();
    }

    private void Add(CommandList list)
    {
        _text.Append('{');
        foreach (ListItem item in list.Items)
        {
            Add(item.Command);
            _text.Append(item.IsAsynchronous ? '&' : ';');
        }

        _text.Append('}');
    }

    private void Add(Command command)
    {
        switch (command)
        {
            case SimpleCommand simple:
                _text.Append("(run");
                foreach (Assignment assignment in simple.Assignments)
                {
                    _text.Append(' ').Append(assignment.Name);
                    if (assignment.Subscript is { } element)
                    {
                        _text.Append("at");
                        Add(element.Parts);
                    }

                    _text.Append(assignment.Appends ? "+=" : "=");
                    Add(assignment.Value.Parts);
                }

                Add(simple.Words);
                break;
            case Pipeline pipeline:
                _text.Append("(pipe").Append('!', pipeline.Negations).Append(pipeline.IsTimed ? "time" : "");
                Add(pipeline.Commands);
                break;
            case AndOrList list:
                _text.Append("(list ").AppendJoin("", list.IsOr.Select(or => or ? "|" : "&"));
                Add(list.Commands);
                break;
            case FunctionDefinition function:
                _text.Append("(function ").Append(function.Name);
                Add([function.Body]);
                break;
            case Grouping grouping:
                _text.Append(grouping.IsSubshell ? "(subshell" : "(group");
                Add(grouping.Body);
                break;
            case IfCommand conditional:
                _text.Append("(if");
                foreach (IfClause clause in conditional.Clauses)
                {
                    Add(clause.Condition);
                    Add(clause.Body);
                }

                Add(conditional.Otherwise ?? new(0, []));
                break;
            case WhileLoop loop:
                _text.Append(loop.IsUntil ? "(until" : "(while");
                Add(loop.Condition);
                Add(loop.Body);
                break;
            case ForLoop loop:
                _text.Append(loop.IsSelect ? "(select " : "(for ").Append(loop.Variable)
                    .Append(loop.Words is null ? " each" : " in");
                Add(loop.Words ?? []);
                Add(loop.Body);
                break;
            case CaseCommand choice:
                _text.Append("(case");
                Add([choice.Subject]);
                foreach (CaseClause clause in choice.Clauses)
                {
                    _text.Append(" (");
                    Add(clause.Patterns);
                    Add(clause.Body);
                    _text.Append(clause.End).Append(')');
                }

                break;
            case ConditionalCommand conditional:
                _text.Append("(test");
                Add(conditional.Items);
                break;
            case ArithmeticCommand arithmetic:
                _text.Append("(let");
                Add([arithmetic.Expression]);
                break;
            case ArithmeticLoop loop:
                _text.Append("(count");
                Add([loop.Header]);
                Add(loop.Body);
                break;
            default:
                throw new NotSupportedException(command.GetType().Name);
        }

        foreach (Redirection redirection in command.Redirections)
        {
            _text.Append(' ').Append(redirection.Location).Append(redirection.Operator);
            _text.Append(redirection.Delimiter switch { null => "", { IsQuoted: true } => "quoted ", _ => "open " });
            Add(redirection.Target.Parts);
        }

        _text.Append(')');
    }

    private void Add(Command[] commands)
    {
        foreach (Command command in commands)
        {
            _text.Append(' ');
            Add(command);
        }
    }

    private void Add(Word[] words)
    {
        foreach (Word word in words)
        {
            _text.Append(' ');
            Add(word.Parts);
        }
    }

    private void Add(WordPart[] parts)
    {
        _text.Append('[');
        foreach (WordPart part in parts)
        {
            Add(part);
        }

        _text.Append(']');
    }

    private void Add(WordPart part)
    {
        switch (part)
        {
            case Literal literal:
                Add("", literal.Text);
                break;
            case EscapedCharacter escaped:
                Add("\\", escaped.Character.ToString());
                break;
            case SingleQuoted quoted:
                Add("'", quoted.Text);
                break;
            case DollarQuoted quoted:
                Add("$'", quoted.Text);
                break;
            case DoubleQuoted quoted:
                _text.Append(quoted.IsTranslated ? "$\"" : "\"");
                Add(quoted.Parts);
                break;
            case ParameterExpansion parameter:
                _text.Append(parameter.IsBraced ? "${" : "$").Append(parameter.Prefix).Append(parameter.Name);
                if (parameter.Subscript is { } subscript)
                {
                    _text.Append("at");
                    Add(subscript.Parts);
                }

                _text.Append(parameter.Operator);
                if (parameter.Argument is { } argument)
                {
                    Add(argument.Parts);
                }

                _text.Append(parameter.IsBraced ? '}' : ' ');
                break;
            case CommandSubstitution substitution:
                _text.Append(substitution.IsBackquoted ? "`" : "$(");
                Add(substitution.Commands);
                break;
            case ArithmeticExpansion arithmetic:
                _text.Append(arithmetic.IsBracketed ? "$[" : "$((");
                Add(arithmetic.Expression.Parts);
                break;
            case ProcessSubstitution substitution:
                _text.Append(substitution.IsWritten ? ">(" : "<(");
                Add(substitution.Commands);
                break;
            case ArrayLiteral array:
                _text.Append("array");
                Add(array.Elements);
                break;
            default:
                throw new NotSupportedException(part.GetType().Name);
        }
    }

    private void Add(string kind, string text) => _text.Append(kind).Append(text.Length).Append(':').Append(text);
}
