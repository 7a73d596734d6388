using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <content>Words: the files that operands name, and the variables and substitutions that they are made of.</content>
internal sealed partial class ScriptFlow
{
    // The target of a pattern rule for everything: two makefiles that have one speak of different files.
    private const string AnyTarget = "%";

    private void Operands(string program, Word[] arguments, List<string> texts, FlowNode node)
    {
        OperandRole[] roles = OperandRoles.Of(program, texts);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (roles[i])
            {
                case OperandRole.Text:
                    Uses(arguments[i], node);
                    break;
                case OperandRole.Read:
                    Reads(arguments[i], node);
                    break;
                case OperandRole.Write:
                    Writes(arguments[i], node);
                    break;
                case OperandRole.Change:
                    Reads(arguments[i], node);
                    Writes(arguments[i], node);
                    break;
                default:
                    break;
            }
        }

        foreach (string path in OperandRoles.MoreReads(program, texts))
        {
            Reads(path, node);
        }

        foreach (string path in OperandRoles.MoreWrites(program, texts))
        {
            Writes(node, path, node.Place);
        }

        switch (program)
        {
            case "export" or "local" or "readonly" or "declare" or "typeset":
                Assigns(arguments);
                break;
            case "read":
                foreach (string name in texts.Where(t => !t.StartsWith('-')))
                {
                    node.To(Variable(name, node.Place));
                }

                break;
            case "set" when texts.IndexOf("--") is >= 0 and int first:
                for (int i = first + 1; i < arguments.Length; i++)
                {
                    string name = (i - first).ToString(CultureInfo.InvariantCulture);
                    _values.Assign(_values.Scoped(name), _values.Resolve(arguments[i]));
                    Uses(arguments[i], Variable(name, At(arguments[i])));
                }

                break;
            case "tar" or "bsdtar" or "gtar" or "unzip" or "cpio" or "ar" or "7z" or "uudecode"
                when node.Kind == FlowKind.Command && node.Act == StoryAct.Decompress
                    || program is "uudecode":
                int into = texts.FindIndex(t => t is "-C" or "-d" or "--directory");
                _graph.Extractions.Add((node, into >= 0 && into + 1 < texts.Count
                    ? PathText.Canonical(texts[into + 1]) : null));
                break;
            case "printf" when texts is ["-v", var name, ..]:
                node.To(Variable(name, node.Place));
                break;
            default:
                break;
        }
    }

    // export a=b
    private void Assigns(Word[] arguments)
    {
        foreach (Word argument in arguments)
        {
            if (argument.Parts is [Literal { Text: var text }, ..] && text.IndexOf('=') is > 0 and int equals)
            {
                Uses(argument, Variable(text[..equals], At(argument)));
            }
        }
    }

    private void Writes(Word word, FlowNode from)
    {
        foreach (string text in _values.Resolve(word))
        {
            Writes(from, text.StartsWith("of=", StringComparison.Ordinal) ? text[3..] : text, At(word));
        }
    }

    private void Writes(FlowNode from, string path, FlowPlace place)
    {
        if (path is "/dev/null" or "-" or "/dev/stderr" or AnyTarget || PathText.Canonical(path).Length == 0)
        {
            return;
        }

        if (CommandTable.IsBuildFile(path))
        {
            FlowNode sink = new(FlowKind.BuildFileSink, path, place) { Gates = _gate };
            from.To(_graph.Add(sink));
        }

        from.To(_graph.Named(FlowKind.File, path, place));
    }

    /// <summary>The word names files; what it is made of reaches the node as well.</summary>
    private void Reads(Word word, FlowNode node)
    {
        Uses(word, node);
        foreach (string text in _values.Resolve(word))
        {
            Reads(text, node, At(word));
        }
    }

    private void Reads(string path, FlowNode node) => Reads(path, node, node.Place);

    private void Reads(string path, FlowNode node, FlowPlace place)
    {
        path = path.StartsWith("if=", StringComparison.Ordinal) ? path[3..] : path;
        if (!path.AsSpan().ContainsAny(' ', '\n'))
        {
            ReadsOne(path, node, place);
            return;
        }

        foreach (string part in path.Split(' ', '\n'))
        {
            ReadsOne(part, node, place);
        }
    }

    private void ReadsOne(string path, FlowNode node, FlowPlace place)
    {
        if (path.Length > 0 && path[0] != '-' && path is not ("/dev/null" or AnyTarget)
            && PathText.Canonical(path) is { Length: > 0 } name)
        {
            _graph.Named(FlowKind.File, name, place).To(node);
        }
    }

    /// <summary>Data of the variables and substitutions in the word reaches the node.</summary>
    private void Uses(Word word, FlowNode node) => Uses(word.Parts, node);

    private void Uses(WordPart[] parts, FlowNode node)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case DoubleQuoted quoted:
                    Uses(quoted.Parts, node);
                    break;
                case ParameterExpansion parameter:
                    Variable(parameter.Name, At(part)).To(node);
                    Uses(parameter.Argument?.Parts ?? [], node);
                    Runs(parameter.Subscript);
                    break;
                case ArithmeticExpansion arithmetic:
                    Runs(arithmetic.Expression);
                    break;
                case CommandSubstitution substitution:
                    Walk(substitution.Commands, null, Joined(part, node));
                    break;
                case ProcessSubstitution { IsWritten: false } substitution:
                    Walk(substitution.Commands, null, Joined(part, node));
                    break;
                case ArrayLiteral array:
                    Array.ForEach(array.Elements, element => Uses(element, node));
                    break;
                default:
                    break;
            }
        }
    }

    // Commands in a subscript or in arithmetic run; what they print becomes a number.
    private void Runs(Word? word)
    {
        if (word is not null && HasCommands(word))
        {
            Uses(word, _graph.Add(FlowKind.Joint, "number", At(word)));
        }
    }

    private FlowNode Joined(WordPart part, FlowNode node)
    {
        FlowNode joint = _graph.Add(FlowKind.Joint, "$()", At(part));
        joint.To(node);
        return joint;
    }
}
