using System.Buffers;

namespace Xzact.Audit.Scan;

/// <summary>Follows data through one program that a build runs: from the files it names, through variables and
/// functions, to what it runs, starts or writes. Nothing is run.</summary>
/// <remarks>
/// One reading for Python, JavaScript, Ruby, Perl, Rust and their kin: a statement hands whatever it names to
/// whatever it sets. Order and values are not followed. What stands under a condition depends on it, for bits are
/// often taken by one. A file that is written as a program, or a program that is started, is a sink only for data
/// that a decoding call made; running text is one for all.
/// </remarks>
internal sealed class ProgramFlow
{
    private const int MinName = 3;
    private const int MaxName = 200;
    private const long MinWork = 1 << 16;
    private const long MaxNested = 32;

    private static readonly SearchValues<char> s_noName = SearchValues.Create(" \t\n$\\<>|%{}(),;:=");

    private static readonly HashSet<string> s_conditions =
        ["if", "elif", "elsif", "while", "unless", "case", "when", "for", "switch", "match", "with", "else"];

    private readonly FlowGraph _graph;
    private readonly string _file;
    private readonly LineMap _lines;
    private readonly ProgramStatement[] _statements;
    private readonly string[] _scopes;
    private readonly Dictionary<string, string[]> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);
    private readonly List<FlowNode> _decoders = [];
    private readonly List<(FlowNode Value, FlowNode Sink)> _conditional = [];
    private readonly bool _printsNumbers;
    private string _scope = "";

    // Calls in calls are read once for each call around them.
    private long _work;

    private ProgramFlow(FlowGraph graph, string file, string text)
    {
        _graph = graph;
        _file = file;
        _lines = LineMap.Of(text);
        _statements = [.. ProgramTokens.Statements(text, HasSlashComments(file, text))];
        _work = MinWork + (MaxNested * _statements.Sum(s => (long)s.Tokens.Length));
        _scopes = Scopes();
        _printsNumbers = _statements.Any(s => s.Tokens.Any(t => t.Kind == ProgramTokenKind.Text
            && (t.Text.Contains("0x", StringComparison.Ordinal) || t.Text.Contains("\\x", StringComparison.Ordinal)
                || t.Text.Contains("%d", StringComparison.Ordinal) || t.Text.Contains("%u", StringComparison.Ordinal)
                || t.Text.Contains("02x", StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Adds what a program does to the graph.</summary>
    public static void Add(FlowGraph graph, string file, string text) => new ProgramFlow(graph, file, text).Follow();

    private static bool HasSlashComments(string file, string text) =>
        Path.GetExtension(file) is ".js" or ".mjs" or ".cjs" or ".ts" or ".rs" or ".go" or ".gradle" or ".kts"
            or ".java"
        || text.AsSpan(0, Math.Min(text.Length, 80)).Contains("node", StringComparison.Ordinal);

    // Which function each statement stands in, by the depth of its lines; and what is set where.
    private string[] Scopes()
    {
        string[] scopes = new string[_statements.Length];
        Stack<(string Name, int Indent)> open = new();
        for (int i = 0; i < _statements.Length; i++)
        {
            (ProgramToken[] tokens, int indent) = _statements[i];
            while (open.TryPeek(out (string Name, int Indent) function) && indent <= function.Indent)
            {
                open.Pop();
            }

            scopes[i] = open.TryPeek(out (string Name, int Indent) inside) ? inside.Name : "";
            if (Defined(tokens) is ({ } name, { } parameters))
            {
                _functions[name] = parameters;
                scopes[i] = name;
                open.Push((name, indent));
                Array.ForEach(parameters, parameter => _assigned.Add($"{name}:{parameter}"));
            }

            foreach ((string[] targets, Range value) in Settings(tokens))
            {
                foreach (string target in targets)
                {
                    _assigned.Add($"{scopes[i]}:{target}");
                    Constants(scopes[i], target, tokens[value]);
                }
            }
        }

        return scopes;
    }

    // Names of files are often in a variable.
    private void Constants(string scope, string target, ProgramToken[] value)
    {
        string[] texts = [.. value.Where(t => t.Kind == ProgramTokenKind.Text && IsName(t.Text)).Select(t => t.Text)];
        if (texts.Length > 0 && value.Length < 40)
        {
            string key = $"{scope}:{target}";
            (_names.TryGetValue(key, out HashSet<string>? known) ? known : _names[key] = new(StringComparer.Ordinal))
                .UnionWith(texts);
        }
    }

    private static (string Name, string[] Parameters)? Defined(ProgramToken[] tokens)
    {
        int at = Array.FindIndex(tokens, t => t.Is("def") || t.Is("function") || t.Is("fn") || t.Is("sub")
            || t.Is("func") || t.Is("lambda"));
        int arrow = at < 0 ? Array.FindIndex(tokens, t => t.Is("=")) : -1;
        if (at >= 0 && at + 1 < tokens.Length && tokens[at + 1].Kind == ProgramTokenKind.Name
            && !tokens[at].Is("lambda"))
        {
            return (tokens[at + 1].Text, [.. tokens.Skip(at + 2)
                .TakeWhile(t => !t.Is(")") && !t.Is("-")).Where((t, i) => t.Kind == ProgramTokenKind.Name
                    && (i == 0 || tokens[at + 1 + i].Text is "(" or "," or "*" or "&" or "mut" or "$"))
                .Select(t => t.Text).Where(t => t is not ("mut" or "self"))]);
        }

        // name = (a, b) => …, and name = lambda a: …
        bool isArrow = arrow > 0 && tokens[arrow - 1].Kind == ProgramTokenKind.Name && Array.FindIndex(tokens, arrow,
            t => t.Is(">")) is var head and > 0 && tokens[head - 1].Is("=") && head - arrow < 24;
        return isArrow ? (tokens[arrow - 1].Text, [.. tokens.Skip(arrow + 1).TakeWhile(t => !t.Is("="))
            .Where(t => t.Kind == ProgramTokenKind.Name && t.Text is not ("async" or "function")).Select(t => t.Text)])
            : null;
    }

    // What a statement sets, and the tokens of the value: a = b, a += b, for a in b, with b as a.
    private static IEnumerable<(string[] Targets, Range Value)> Settings(ProgramToken[] tokens)
    {
        for (int i = 1; i < tokens.Length; i++)
        {
            if (tokens[i].Is("=") && IsAssignment(tokens, i))
            {
                int first = i;
                while (first > 0 && tokens[first - 1] is { Kind: not ProgramTokenKind.Text } before
                    && before.Text is not ("(" or "{" or ";" or "return"))
                {
                    first--;
                }

                string[] targets = [.. tokens[first..i].Where((t, j) => t.Kind == ProgramTokenKind.Name
                    && (first + j == 0 || !tokens[first + j - 1].Is(".") || (first + j > 1
                        && tokens[first + j - 2].Text is "self" or "this"))
                    && t.Text is not ("let" or "mut" or "const" or "var" or "my" or "our" or "self" or "this"))
                    .Select(t => t.Text)];
                yield return (targets, (i + 1)..End(tokens, i + 1));
            }
            else if ((tokens[i].Is("in") || tokens[i].Is("of")) && Array.FindLastIndex(tokens, i - 1,
                t => t.Is("for")) is >= 0 and int loop && i - loop < 12)
            {
                yield return ([.. tokens[(loop + 1)..i].Where(t => t.Kind == ProgramTokenKind.Name
                    && t.Text is not ("let" or "const" or "var")).Select(t => t.Text)], (i + 1)..tokens.Length);
            }
            else if (tokens[i].Is("as") && i + 1 < tokens.Length && tokens[0].Is("with"))
            {
                yield return ([tokens[i + 1].Text], 1..i);
            }
        }
    }

    private static bool IsAssignment(ProgramToken[] tokens, int at) => !tokens[at - 1].Is("=")
        && !tokens[at - 1].Is("!")
        && !(tokens[at - 1].Text is "<" or ">" && tokens[at - 1].Offset + 1 == tokens[at].Offset
            && !(at > 1 && tokens[at - 2].Text == tokens[at - 1].Text))
        && (at + 1 >= tokens.Length || tokens[at + 1].Text is not ("=" or ">" or "~"));

    // Behind the value that begins here: at the comma, bracket or end that closes it.
    private static int End(ProgramToken[] tokens, int at)
    {
        int depth = 0;
        for (; at < tokens.Length; at++)
        {
            string sign = tokens[at].Kind == ProgramTokenKind.Sign ? tokens[at].Text : "";
            depth += sign is "(" or "[" or "{" ? 1 : sign is ")" or "]" or "}" ? -1 : 0;
            if (depth < 0 || (depth == 0 && sign == ";"))
            {
                break;
            }
        }

        return at;
    }

    private void Follow()
    {
        Stack<(int Indent, FlowNode Condition)> conditions = new();
        for (int i = 0; i < _statements.Length; i++)
        {
            (ProgramToken[] tokens, int indent) = _statements[i];
            _scope = _scopes[i];
            FlowNode? before = null;
            while (conditions.TryPeek(out (int Indent, FlowNode Condition) open) && indent <= open.Indent)
            {
                before = conditions.Pop().Condition;
            }

            FlowNode value = Value(tokens, 0, tokens.Length);
            if (s_conditions.Contains(tokens[0].Text))
            {
                (tokens[0].Text is "else" or "elif" or "elsif" ? before : null)?.To(value);
                conditions.Push((indent, value));
            }

            if (conditions.TryPeek(out (int Indent, FlowNode Condition) condition) && condition.Condition != value)
            {
                condition.Condition.To(value);
            }

            Follow(tokens, conditions.Count > 0 ? conditions.Peek().Condition : null);
            if (_scope.Length > 0 && (tokens[0].Text is "return" or "yield" || !Settings(tokens).Any()))
            {
                value.To(Result(_scope, tokens[0]));
            }
        }

        Decide();
    }

    private void Follow(ProgramToken[] tokens, FlowNode? condition)
    {
        foreach ((string[] targets, Range range) in Settings(tokens))
        {
            (int first, int length) = range.GetOffsetAndLength(tokens.Length);
            FlowNode value = Value(tokens, first, first + length);
            condition?.To(value);
            foreach (string target in targets)
            {
                FlowNode variable = Variable(target, tokens[0]);
                value.To(variable);
                foreach (string path in Opened(tokens, first, first + length))
                {
                    variable.To(_graph.Named(FlowKind.File, path, At(tokens[0])));
                    Code(variable, path, tokens[0]);
                }
            }
        }

        // list.append(a), self.list.push(a), push @list, a
        int owner = tokens[0].Text is "self" or "this" && tokens.Length > 2 ? 2 : 0;
        owner = tokens[0].Is("push") && tokens.Length > 2 ? 2 : owner;
        if (owner + 1 < tokens.Length && tokens[owner + 1].Text is "." or "," && IsVariable(tokens[owner].Text))
        {
            FlowNode value = Value(tokens, owner + 1, tokens.Length);
            condition?.To(value);
            value.To(Variable(tokens[owner].Text, tokens[owner]));
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind == ProgramTokenKind.Name)
            {
                Call(tokens, i, condition);
            }
        }
    }

    // The names of files that are opened to be written.
    private IEnumerable<string> Opened(ProgramToken[] tokens, int first, int end)
    {
        int open = Array.FindIndex(tokens, first, end - first, t => t.Text is "open" or "create"
            or "createWriteStream");
        bool writes = open >= 0 && (tokens[open].Text is not "open" || tokens[open..end].Any(t =>
            t.Kind == ProgramTokenKind.Text && t.Text.TrimEnd('b', 't', '+') is "w" or "a" or "x" or ">" or ">>"));
        return writes ? Names(tokens, first, end) : [];
    }

    private void Call(ProgramToken[] tokens, int at, FlowNode? condition)
    {
        string call = tokens[at].Text;
        int begin = at + 1;
        while (begin < tokens.Length && tokens[begin].Text is ":" or "!" or "new" or "?")
        {
            begin++;
        }

        bool hasBrackets = begin < tokens.Length && tokens[begin].Is("(");
        if (_work < 0)
        {
            _graph.IsIncomplete = true;
            return;
        }

        int end = hasBrackets ? Math.Min(tokens.Length, End(tokens, begin + 1)) : begin;
        _work -= end - begin;
        end = hasBrackets ? end : tokens.Length;
        string owner = at > 1 && tokens[at - 1].Is(".") ? tokens[at - 2].Text
            : at > 2 && tokens[at - 1].Is(":") ? tokens[at - 3].Text : "";
        if (_functions.TryGetValue(call, out string[]? parameters) && hasBrackets && call != _scope)
        {
            Pass(tokens, begin + 1, end, call, parameters);
        }

        bool runs = ProgramCalls.RunsText(call, owner) && (hasBrackets || at == 0);
        if (!runs && !hasBrackets && !(ProgramCalls.Writes(call) && at == 0))
        {
            return;
        }

        if (runs || ProgramCalls.Starts(call, owner))
        {
            FlowNode value = Value(tokens, begin, end);
            condition?.To(value);
            FlowNode sink = new(FlowKind.ShellSink, call, At(tokens[at]));
            if (runs)
            {
                value.To(_graph.Add(sink));
            }
            else
            {
                _conditional.Add((value, sink));
            }
        }
        else if (ProgramCalls.Writes(call))
        {
            FlowNode value = Value(tokens, begin, end);
            condition?.To(value);
            if (owner.Length > 0 && IsVariable(owner))
            {
                value.To(Variable(owner, tokens[at]));
            }

            // The file stands before the call, or is one of its arguments.
            foreach (string path in Names(tokens, 0, end).Take(4))
            {
                value.To(_graph.Named(FlowKind.File, path, At(tokens[at])));
                Code(value, path, tokens[at]);
            }
        }
    }

    private void Pass(ProgramToken[] tokens, int first, int end, string function, string[] parameters)
    {
        int argument = 0;
        int depth = 0;
        int begin = first;
        for (int i = first; i <= end && i <= tokens.Length && argument < parameters.Length; i++)
        {
            string sign = i < end && tokens[i].Kind == ProgramTokenKind.Sign ? tokens[i].Text : "";
            depth += sign is "(" or "[" or "{" ? 1 : sign is ")" or "]" or "}" ? -1 : 0;
            if (i == end || (sign == "," && depth == 0))
            {
                if (i > begin)
                {
                    Value(tokens, begin, i).To(_graph.Variable($"{function}:{parameters[argument]}",
                        At(tokens[begin])));
                }

                argument++;
                begin = i + 1;
            }
        }
    }

    // Written under a name of a program: a sink if a decoding call had a part in it.
    private void Code(FlowNode value, string path, ProgramToken token)
    {
        if (ProgramCalls.IsCode(path) || (ProgramCalls.IsSource(path) && !_printsNumbers))
        {
            _conditional.Add((value, new(
                ProgramCalls.IsSource(path) || path.EndsWith(".o", StringComparison.Ordinal) ? FlowKind.CompilerSink
                    : FlowKind.BuildFileSink, path, At(token))));
        }
    }

    // Whatever the tokens name: files, variables, results of functions; behind the decoding call among them.
    private FlowNode Value(ProgramToken[] tokens, int first, int end)
    {
        FlowPlace place = At(tokens[Math.Min(first, tokens.Length - 1)]);
        FlowNode value = _graph.Add(FlowKind.Joint, "value", place);
        string? decoder = null;
        for (int i = first; i < end; i++)
        {
            ProgramToken token = tokens[i];
            if (token.Kind == ProgramTokenKind.Text)
            {
                if (IsName(token.Text))
                {
                    _graph.Named(FlowKind.File, token.Text, At(token)).To(value);
                }
                else
                {
                    Interpolated(token, value);
                }
            }
            else if (token.Kind == ProgramTokenKind.Name)
            {
                bool isMember = i > 0 && tokens[i - 1].Is(".") && !(i > 1 && tokens[i - 2].Text is "self" or "this");
                decoder ??= ProgramCalls.Decodes(token.Text) && i + 1 < tokens.Length ? token.Text : null;
                if (_functions.ContainsKey(token.Text) && token.Text != _scope)
                {
                    Result(token.Text, token).To(value);

                    // What the call is given goes through the function.
                    i = i + 1 < end && tokens[i + 1].Is("(") && _functions[token.Text].Length > 0
                        ? Math.Min(end, End(tokens, i + 2)) : i;
                }
                else if (!isMember && IsVariable(token.Text))
                {
                    Variable(token.Text, token).To(value);
                }
            }
            else
            {
                decoder ??= Operates(tokens, i, end);
            }
        }

        if (decoder is null)
        {
            return value;
        }

        FlowNode node = _graph.Add(FlowKind.Command, $"call {decoder}", place);
        value.To(node);
        _decoders.Add(node);
        return node;
    }

    // Arithmetic with single bits, and texts or lists backwards.
    private static string? Operates(ProgramToken[] tokens, int at, int end) => tokens[at].Text switch
    {
        "^" => "^",
        "<" or ">" when at + 1 < end && tokens[at + 1].Text == tokens[at].Text
            && at + 2 < end && tokens[at + 2].Kind is ProgramTokenKind.Number => tokens[at].Text + tokens[at].Text,
        "&" when at + 1 < end && tokens[at + 1].Kind == ProgramTokenKind.Number => "&",
        ":" when at + 1 < end && tokens[at + 1].Is(":") && at > 0 && tokens[at - 1].Is("[") => "[::]",
        _ => null,
    };

    // "…{name}…", "…${name}…", "…$name…"
    private void Interpolated(ProgramToken token, FlowNode value)
    {
        for (int i = token.Text.AsSpan().IndexOfAny('{', '$'); i >= 0 && i < token.Text.Length;)
        {
            int end = i + 1;
            while (end < token.Text.Length && (char.IsAsciiLetterOrDigit(token.Text[end]) || token.Text[end] == '_'))
            {
                end++;
            }

            if (end > i + 1 && IsVariable(token.Text[(i + 1)..end]))
            {
                Variable(token.Text[(i + 1)..end], token).To(value);
            }

            int next = end < token.Text.Length ? token.Text.AsSpan(end).IndexOfAny('{', '$') : -1;
            i = next < 0 ? -1 : end + next;
        }
    }

    private IEnumerable<string> Names(ProgramToken[] tokens, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (tokens[i].Kind == ProgramTokenKind.Text && IsName(tokens[i].Text))
            {
                yield return tokens[i].Text;
            }
            else if (tokens[i].Kind == ProgramTokenKind.Name
                && (_names.GetValueOrDefault($"{_scope}:{tokens[i].Text}")
                    ?? _names.GetValueOrDefault($":{tokens[i].Text}")) is { } known)
            {
                foreach (string name in known)
                {
                    yield return name;
                }
            }
        }
    }

    // What decoding calls made reaches these; nothing else is a reason to name them.
    private void Decide()
    {
        HashSet<FlowNode> decoded = [.. _decoders];
        Stack<FlowNode> open = new(decoded);
        while (open.TryPop(out FlowNode? node))
        {
            foreach (FlowNode next in node.Next)
            {
                if (next.Place.File == _file && next.Kind != FlowKind.File && decoded.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        foreach ((FlowNode value, FlowNode sink) in _conditional.Where(pair => decoded.Contains(pair.Value)))
        {
            value.To(_graph.Add(sink));
        }
    }

    private static bool IsName(string text) => text.Length is >= MinName and <= MaxName
        && text.AsSpan().IndexOfAny('.', '/') >= 0 && !text.AsSpan().ContainsAny(s_noName)
        && text.AsSpan().ContainsAnyInRange('A', 'z');

    private bool IsVariable(string name) => _assigned.Contains($"{_scope}:{name}") || _assigned.Contains($":{name}");

    private FlowNode Variable(string name, ProgramToken token) => _graph.Variable(
        _assigned.Contains($"{_scope}:{name}") || !_assigned.Contains($":{name}") ? $"{_scope}:{name}" : $":{name}",
        At(token));

    private FlowNode Result(string function, ProgramToken token) => _graph.Variable($"{function}:()", At(token));

    private FlowPlace At(ProgramToken token) => new(_file, _lines.LineAt(token.Offset));
}
