using System.Diagnostics;

namespace Xzact.Audit.Shell;

/// <content>Compound commands.</content>
internal sealed partial class ShellPrinter
{
    private void Compound(Command command)
    {
        switch (command)
        {
            case Grouping grouping:
                Block(grouping.IsSubshell ? "(" : "{", grouping.Body, grouping.IsSubshell ? ")" : "}");
                break;
            case IfCommand conditional:
                If(conditional);
                break;
            case WhileLoop loop:
                Open(loop.IsUntil ? "until" : "while");
                Body(loop.Condition);
                Indent();
                Block("do", loop.Body, "done");
                break;
            case ForLoop loop:
                For(loop);
                break;
            case CaseCommand choice:
                Case(choice);
                break;
            case ConditionalCommand conditional:
                _output.Append("[[");
                Words(conditional.Items);
                _output.Append(" ]]");
                break;
            case ArithmeticCommand arithmetic:
                _output.Append("((");
                Parts(arithmetic.Expression.Parts, PrintContext.Arithmetic);
                _output.Append("))");
                break;
            case ArithmeticLoop loop:
                _output.Append("for ((");
                Parts(loop.Header.Parts, PrintContext.Arithmetic);
                Open("))");
                Indent();
                Block("do", loop.Body, "done");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Open(string word)
    {
        _output.Append(word);
        NewLine();
    }

    private void Block(string open, CommandList body, string close)
    {
        Open(open);
        Body(body);
        Indent();
        _output.Append(close);
    }

    private void If(IfCommand command)
    {
        string word = "if";
        foreach (IfClause clause in command.Clauses)
        {
            Open(word);
            Body(clause.Condition);
            Line("then");
            Body(clause.Body);
            Indent();
            word = "elif";
        }

        if (command.Otherwise is { } otherwise)
        {
            Block("else", otherwise, "fi");
        }
        else
        {
            _output.Append("fi");
        }
    }

    private void For(ForLoop loop)
    {
        _output.Append(loop.IsSelect ? "select " : "for ").Append(loop.Variable);
        if (loop.Words is { } words)
        {
            _output.Append(" in");
            Words(words);
        }

        NewLine();
        Indent();
        Block("do", loop.Body, "done");
    }

    private void Words(Word[] words)
    {
        foreach (Word word in words)
        {
            _output.Append(' ');
            Parts(word.Parts, PrintContext.Unquoted);
        }
    }

    private void Case(CaseCommand command)
    {
        _output.Append("case ");
        Parts(command.Subject.Parts, PrintContext.Unquoted);
        Open(" in");
        foreach (CaseClause clause in command.Clauses)
        {
            Indent();
            string before = "(";
            foreach (Word pattern in clause.Patterns)
            {
                _output.Append(before);
                Parts(pattern.Parts, PrintContext.Unquoted);
                before = " | ";
            }

            Open(")");
            Body(clause.Body);
            Line(clause.End);
        }

        Indent();
        _output.Append("esac");
    }
}
