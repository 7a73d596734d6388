using System.Globalization;
using System.Text;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <content>Commands: programs, functions, and texts that become commands.</content>
internal sealed partial class ScriptFlow
{
    // Texts that one command may evaluate, and how long each may be.
    private const int MaxTexts = 32;
    private const int MaxText = 1 << 20;

    // How many calls of one function are followed each by itself; the rest share one reading.
    private const int MaxContexts = 6;

    private readonly Dictionary<(string Function, string Arguments), FunctionCalls> _calls = [];
    private readonly Dictionary<string, int> _contexts = new(StringComparer.Ordinal);

    // Where the data of calls of a function goes in and comes out.
    private sealed record FunctionCalls(FlowNode Input, FlowNode Output, string Scope);

    private void Run(SimpleCommand command, FlowNode? input, FlowNode? output)
    {
        foreach (Assignment assignment in command.Assignments)
        {
            Runs(assignment.Subscript);
            Uses(assignment.Value, Variable(assignment.Name, At(assignment)));
        }

        if (++_commands > MaxCommands)
        {
            _graph.IsIncomplete = true;
            return;
        }

        if (command.Redirections.Length > 0)
        {
            (input, output) = Redirected(command, input, output);
        }

        Run(command.Words, input, output);
    }

    private void Run(Word[] words, FlowNode? input, FlowNode? output)
    {
        if (words.Length == 0)
        {
            return;
        }

        _graph.Commands++;
        words = WithArguments(words);
        Word first = words[0];
        if (first.Bare is null && Array.Exists(first.Parts, part => part is not (Literal or SingleQuoted)))
        {
            Uses(first, _graph.Add(new(FlowKind.CommandWordSink, "a word", At(first)) { Gates = _gate }));
        }

        foreach (string name in _values.Resolve(first))
        {
            bool isUnresolved = name.Contains(WordValues.Unknown, StringComparison.Ordinal) || name.Length == 0;
            if (isUnresolved && Conventional(first) is null)
            {
                _graph.UnresolvedCommands++;
            }

            // An unquoted value is split into fields, as tr with its sets in one variable.
            string[] fields = first.Bare is null && !isUnresolved && first.Parts is not [DoubleQuoted or SingleQuoted]
                ? name.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries) : [name];
            string program = isUnresolved ? Conventional(first) ?? "" : fields.Length > 0 ? fields[0] : "";
            Word[] all = fields.Length <= 1 ? words
                : [first, .. fields.Skip(1).Select(field => new Word(first.Offset, [new SingleQuoted(first.Offset,
                    field)])),
                    .. words.Skip(1)];
            if (_functions.TryGetValue(program, out Command? function))
            {
                Call(program, function, all.AsSpan(1), input, output);
            }
            else
            {
                Run(program, all, input, output);
            }
        }
    }

    // "$@" alone is one word for each argument of the call.
    private Word[] WithArguments(Word[] words)
    {
        if (_values.Scope.Length == 0 || !Array.Exists(words, IsArguments))
        {
            return words;
        }

        List<Word> all = [];
        foreach (Word word in words)
        {
            int count = all.Count;
            for (int i = 1; IsArguments(word) && _values.Of(i.ToString(CultureInfo.InvariantCulture)) is not null; i++)
            {
                all.Add(new(word.Offset, [new ParameterExpansion(word.Offset)
                {
                    Name = i.ToString(CultureInfo.InvariantCulture),
                }]));
            }

            if (all.Count == count)
            {
                all.Add(word);
            }
        }

        return [.. all];
    }

    private static bool IsArguments(Word word) => (word.Parts is [DoubleQuoted quoted] ? quoted.Parts : word.Parts)
        is [ParameterExpansion { Name: "@" or "*", Operator: "", Prefix: "" }];

    // Variables that hold what their name says, wherever they are set.
    private static string? Conventional(Word word) => (word.Parts is [DoubleQuoted quoted] ? quoted.Parts : word.Parts)
        is [ParameterExpansion { Name: var name }]
        ? name switch
        {
            "SHELL" or "CONFIG_SHELL" or "BASH" => "sh",
            "CC" or "CXX" or "LD" or "AR" or "CPP" or "LIBTOOL" or "CCLD" or "LINK" or "COMPILE" => "cc",
            "SED" => "sed",
            "AWK" => "awk",
            "GREP" or "EGREP" => "grep",
            "XZ" or "GZIP" or "BZIP2" or "TAR" or "PERL" or "PYTHON" or "MAKE" or "ECHO" or "CAT" or "CP" or "MV" =>
                name.ToLowerInvariant(),
            "__cc" or "__cxx" or "__ld" or "__ar" => "cc",
            "INSTALL" or "INSTALL_DATA" or "INSTALL_PROGRAM" => "install",
            _ => null,
        }
        : null;

    private FlowNode Variable(string name, FlowPlace place) => _graph.Variable(_values.Scoped(name), place);

    // Each call with other arguments is read by itself, so that what one call gives does not come out of another.
    private void Call(
        string function, Command body, ReadOnlySpan<Word> arguments, FlowNode? input, FlowNode? output)
    {
        List<IReadOnlyList<string>> values = [];
        foreach (Word argument in arguments)
        {
            values.Add(_values.Resolve(argument));
        }

        int readings = _contexts.GetValueOrDefault(function);
        string key = readings < MaxContexts
            ? string.Join('\0', values.Select(v => string.Join('\u0001', v))) : "…";
        bool isNew = !_calls.TryGetValue((function, key), out FunctionCalls? calls);
        if (calls is null)
        {
            if (readings >= MaxContexts && _calls.TryGetValue((function, "…"), out calls))
            {
                isNew = false;
            }
            else
            {
                _contexts[function] = readings + 1;
                FlowPlace place = At(body);
                calls = new(_graph.Add(FlowKind.Joint, function, place), _graph.Add(FlowKind.Joint, function, place),
                    $"{function}#{readings}:");
                _calls[(function, key)] = calls;
            }
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            string name = calls.Scope + (i + 1);
            _values.Assign(name, values[i]);
            FlowNode positional = _graph.Variable(name, At(arguments[i]));
            Uses(arguments[i], positional);
            foreach (string all in (string[])["@", "*"])
            {
                _values.Assign(calls.Scope + all, values[i]);
                positional.To(_graph.Variable(calls.Scope + all, At(arguments[i])));
            }
        }

        input?.To(calls.Input);
        calls.Output.To(output);
        if (isNew && _depth < MaxDepth)
        {
            string outer = _values.Scope;
            _values.Scope = calls.Scope;
            _depth++;
            Declare(new(body.Offset, [new(body, false)]));
            Walk(body, calls.Input, calls.Output);
            _depth--;
            _values.Scope = outer;
        }
    }

    private void Run(string program, Word[] words, FlowNode? input, FlowNode? output)
    {
        program = CommandTable.NameOf(program) is var name && program.Contains('/', StringComparison.Ordinal)
            && !program.StartsWith("/bin/", StringComparison.Ordinal)
            && !program.StartsWith("/usr/", StringComparison.Ordinal) ? Starts(program, words[0], input, output) : name;
        if (CommandTable.IsWrapper(program))
        {
            Wraps(program, words, input, output);
            return;
        }

        bool runsOthers = Array.Exists(words, HasCommands);
        if (!runsOthers && EndsHere(program, words, output))
        {
            return;
        }

        Word[] arguments = words[1..];
        if (program is "eval" or "trap")
        {
            Evaluate(program, program is "eval" ? arguments : arguments.AsSpan(0, Math.Min(1, arguments.Length)), input,
                output);
            return;
        }

        List<string> texts = _values.First(arguments);
        if (CommandTable.IsShell(program) && ScriptOption(texts) is >= 0 and int script)
        {
            Evaluate(program, arguments.AsSpan(script, 1), input, output);
            return;
        }

        FlowKind kind = program == "ls" && output is { Kind: FlowKind.Joint, Name: "|" } && Listing.OfFolder(texts)
            ? FlowKind.Search : KindOf(program, WithProgram(program, texts));
        if (output is null && kind == FlowKind.Command && !runsOthers && GoesNowhere(program, texts))
        {
            return;
        }

        FlowNode node = _graph.Add(new(kind, program, At(words[0]))
        {
            Arguments = WithProgram(program, texts),
            Gates = _gate,
            Shown = () => FlowText.Show(program, words),
        });
        input?.To(node);
        int run = program is "find" ? texts.FindIndex(t => t is "-exec" or "-execdir" or "-ok") : -1;
        if (!CommandTable.IsSilent(program) && run < 0)
        {
            node.To(output);
        }

        Operands(program, arguments, texts, node);
        if (run >= 0)
        {
            Word[] inner = [.. arguments.Skip(run + 1).TakeWhile(word => _values.Resolve(word)[0] is not (";" or "+"))];
            Run([.. inner.Where(word => _values.Resolve(word)[0] != "{}")], node, output);
        }
    }

    // A program in a file of the tree is one as if it stood here: of awk and sed any, of Perl a filter that is known.
    private List<string> WithProgram(string program, List<string> texts)
    {
        if (program == "perl" && texts is [[not '-', ..] file, ..]
            && _graph.TextOf(PathText.Canonical(file), _file) is { } filter && KeyedLoop.Of(filter) is not null)
        {
            return ["-e", filter, .. texts.Skip(1)];
        }

        int option = program is "sed" or "awk" or "gawk" or "mawk" or "nawk" ? texts.IndexOf("-f") : -1;
        return option >= 0 && option + 1 < texts.Count
            && _graph.TextOf(PathText.Canonical(texts[option + 1]), _file) is { } text
            ? [.. texts.Take(option), .. program == "sed" ? (string[])["-e"] : [], text, .. texts.Skip(option + 2)]
            : texts;
    }

    // What such a command is given goes nowhere: most of what configure scripts do is to test and to report.
    private static bool EndsHere(string program, Word[] words, FlowNode? output) => program switch
    {
        "echo" => output is null,
        "printf" => output is null && words is not [_, { Bare: "-v" }, ..],
        "set" or "trap" => false,
        _ => CommandTable.IsSilent(program),
    };

    // Neither a file nor a variable takes what it gives, and its operands are no transform for the content.
    private static bool GoesNowhere(string program, List<string> texts) =>
        program is not ("make" or "read" or "set" or "export" or "local" or "readonly" or "declare" or "typeset"
            or "printf" or "tr" or "sed" or "gsed" or "dd" or "head" or "tail" or "cut" or "find")
        && !CommandTable.IsDecompressor(program) && program is not ("uudecode" or "ar")
        && !Array.Exists(OperandRoles.Of(program, texts), role => role is OperandRole.Write or OperandRole.Change)
        && !OperandRoles.MoreWrites(program, texts).Any();

    private static bool HasCommands(Word word) => HasCommands(word.Parts);

    private static bool HasCommands(WordPart[] parts) => Array.Exists(parts, part => part switch
    {
        DoubleQuoted quoted => HasCommands(quoted.Parts),
        ParameterExpansion parameter => (parameter.Argument is { } argument && HasCommands(argument.Parts))
            || (parameter.Subscript is { } subscript && HasCommands(subscript.Parts)),
        ArithmeticExpansion arithmetic => HasCommands(arithmetic.Expression.Parts),
        CommandSubstitution or ProcessSubstitution or ArrayLiteral => true,
        _ => false,
    });

    // A file that the build runs by its path.
    private string Starts(string path, Word word, FlowNode? input, FlowNode? output)
    {
        if (path.Trim(WordValues.Unknown).Length > 0)
        {
            FlowNode sink = _graph.Add(new(FlowKind.ShellSink, path, At(word))
            {
                Gates = _gate,
                Arguments = [path],
            });
            _graph.Named(FlowKind.File, path, sink.Place).To(sink);
        }

        _ = (input, output);
        return CommandTable.NameOf(path);
    }

    // The place of the text of "sh -c TEXT", or -1.
    private static int ScriptOption(List<string> texts)
    {
        for (int i = 0; i + 1 < texts.Count && texts[i].StartsWith('-'); i++)
        {
            if (!texts[i].StartsWith("--", StringComparison.Ordinal)
                && texts[i].Contains('c', StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return -1;
    }

    // A program that runs the command behind it; what xargs reads becomes operands of that command.
    private void Wraps(string program, Word[] words, FlowNode? input, FlowNode? output)
    {
        int at = 1;
        for (; at < words.Length; at++)
        {
            string text = _values.Resolve(words[at])[0];
            if (text.StartsWith('-') && text.Length > 1)
            {
                at += CommandTable.TakesValue(program, text) ? 1 : 0;
            }
            else if (text.IndexOf('=') is > 0 && program == "env")
            {
                Uses(words[at], _graph.Variable(text[..text.IndexOf('=')], At(words[at])));
            }
            else if (!(program is "timeout" or "nice" && char.IsAsciiDigit(text.FirstOrDefault())))
            {
                break;
            }
        }

        if (at >= words.Length)
        {
            input?.To(output);
            return;
        }

        if (program == "xargs" && input is not null)
        {
            // The names that come in are files that the command reads: to us they are one stream.
            FlowNode node = _graph.Add(new(FlowKind.Command, program, At(words[0]))
            {
                Gates = _gate,
                Shown = () => FlowText.Show(program, words),
            });
            input.To(node);
            Run([.. words[at..]], node, output);
            return;
        }

        Run(words[at..], input, output);
    }

    private static FlowKind KindOf(string program, List<string> arguments) =>
        CommandTable.IsShell(program) || program is "." or "source" ? FlowKind.ShellSink
        : CommandTable.IsInterpreter(program) && !CommandTable.FiltersByText(program, arguments) ? FlowKind.ShellSink
        : CommandTable.IsCompiler(program) && !CommandTable.TakesOut(program, arguments) ? FlowKind.CompilerSink
        : CommandTable.IsFetcher(program, arguments) ? FlowKind.Network
        : CommandTable.IsSearch(program, arguments) ? FlowKind.Search
        : CommandTable.RunsText(program, arguments) ? FlowKind.ShellSink
        : FlowKind.Command;

    // Data that becomes commands; what the script itself decides is read as a script.
    private void Evaluate(string program, ReadOnlySpan<Word> words, FlowNode? input, FlowNode? output)
    {
        if (words.IsEmpty)
        {
            return;
        }

        Word[] all = words.ToArray();
        FlowNode sink = _graph.Add(new(FlowKind.ShellSink, program, At(words[0]))
        {
            Gates = _gate,
            Shown = () => FlowText.Show(program, [all[0], .. all]),
        });
        List<StringBuilder> texts = [new()];
        foreach (Word word in words)
        {
            Uses(word, sink);
            IReadOnlyList<string> values = _values.Resolve(word);
            if (texts.Count * values.Count > MaxTexts || texts[0].Length > MaxText)
            {
                _graph.UnresolvedCommands++;
                return;
            }

            texts = values.Count == 1 ? texts
                : [.. texts.SelectMany(text => values.Skip(1).Select(_ =>
                    new StringBuilder().Append(text)).Prepend(text))];
            for (int i = 0; i < texts.Count; i++)
            {
                texts[i].Append(texts[i].Length == 0 ? "" : " ").Append(values[i % values.Count]);
            }
        }

        foreach (string text in texts.Select(text => text.ToString()))
        {
            _graph.UnresolvedCommands += text.Contains(WordValues.Unknown, StringComparison.Ordinal) ? 1 : 0;
            if (_depth < MaxDepth && text.AsSpan().Trim(WordValues.Unknown).Length > 0)
            {
                Nested(text, At(words[0]).Line, input, output);
            }
        }
    }

    private void Nested(string text, int line, FlowNode? input, FlowNode? output)
    {
        (string outerText, LineMap outerLines) = (_text, _lines);
        (_text, _lines) = (text, LineMap.Fixed(line));
        _depth++;
        CommandList commands = ShellParser.Parse(text, _grammar).Commands;
        Declare(commands);
        Walk(commands, input, output);
        _depth--;
        (_text, _lines) = (outerText, outerLines);
    }
}
