using System.Globalization;
using System.Text;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>A loop of the shell that computes what it prints from each word or line that it reads, as a filter:
/// <c>while read b; do printf "\\$(printf %o $((b ^ 7)))"; done</c>. Its body is done in memory, with the few things
/// that such loops are made of; nothing is run.</summary>
internal sealed class ShellLoop
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 16;
    private const int MaxValue = 256;
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly string[] _names;
    private readonly CommandList _body;
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    private LoopBudget _budget = new();

    private ShellLoop(string[] names, CommandList body) => (_names, _body) = (names, body);

    /// <summary>The words that it goes through; null if it reads lines.</summary>
    public Word[]? Words { get; private init; }

    private bool KeepsBlanks { get; init; }

    private bool IsRaw { get; init; }

    private bool TakesLastLine { get; init; }

    /// <summary>The filter that a loop is; null if it is another loop.</summary>
    /// <param name="command">The loop.</param>
    /// <param name="values">What the script's other variables are.</param>
    /// <param name="budget">What it may take, with others.</param>
    public static ShellLoop? Of(Command command, WordValues values, LoopBudget budget)
    {
        ShellLoop? loop = command switch
        {
            ForLoop { Words: [_, ..] words, IsSelect: false } each => new([each.Variable], each.Body) { Words = words },
            WhileLoop { IsUntil: false, Condition.Items: [{ Command: SimpleCommand read }], Body: var body } =>
                Reading(read, body, takesLastLine: false),
            WhileLoop
            {
                IsUntil: false,
                Condition.Items: [{ Command: AndOrList { Commands: [SimpleCommand read, _], IsOr: [true] } }],
                Body: var body
            } => Reading(read, body, takesLastLine: true),
            _ => null,
        };
        if (loop is null)
        {
            return null;
        }

        loop._budget = budget;
        Survey survey = new();
        return survey.IsKnown(loop._body, 0) && survey.Computes && loop.Binds(survey, values) ? loop : null;
    }

    private static ShellLoop? Reading(SimpleCommand read, CommandList body, bool takesLastLine)
    {
        if (read is not { Words: [{ Bare: "read" }, .. var words], Assignments: var assignments, Redirections: [] }
            || assignments.Length > 1 || Array.Exists(assignments, a => a is not { Name: "IFS", Value.Parts: [] }))
        {
            return null;
        }

        bool isRaw = words is [{ Bare: "-r" }, ..];
        string?[] names = [.. words.Skip(isRaw ? 1 : 0).Select(word => word.Bare)];
        return names.Length == 0 || Array.Exists(names, name => name is null || name.StartsWith('-')) ? null
            : new(names!, body)
            {
                IsRaw = isRaw,
                KeepsBlanks = assignments.Length > 0,
                TakesLastLine = takesLastLine,
            };
    }

    // A variable that the body does not set must have one value; one that it sets begins with nothing if no other value
    // is known.
    private bool Binds(Survey survey, WordValues values)
    {
        foreach (string name in survey.Used.Except(_names))
        {
            string[] known = [.. values.Of(name) ?? []];
            string? given = Array.Find(known, value => !value.Contains(WordValues.Unknown, Ordinal));
            if (!survey.Set.Contains(name) && (given is null || known.Length > 1))
            {
                return false;
            }

            _constants[name] = given ?? "";
        }

        return true;
    }

    /// <summary>What the loop prints; null if something in it is not known here, or takes too long.</summary>
    /// <param name="data">The lines that it reads, or the words that it goes through.</param>
    public byte[]? Apply(byte[] data)
    {
        if (data.Length > MaxBytes)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(data);
        Pass pass = new(_constants, _budget);
        foreach (string item in Words is null ? Lines(text)
            : text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Bind(pass, item) || !pass.Run(_body, 0) || pass.Output.Length > MaxBytes)
            {
                return null;
            }

            if (pass.IsLeft)
            {
                break;
            }
        }

        return pass.Output.ToString() is var output && output.Contains(WordValues.Unknown, Ordinal) ? null
            : Encoding.Latin1.GetBytes(output);
    }

    private string[] Lines(string text)
    {
        string[] lines = text.Split('\n');
        return TakesLastLine && lines[^1].Length > 0 ? lines : lines[..^1];
    }

    private bool Bind(Pass pass, string item)
    {
        if (Words is not null)
        {
            return pass.Set(_names[0], item);
        }

        if (!IsRaw && item.Contains('\\', Ordinal))
        {
            return false;
        }

        string rest = KeepsBlanks ? item : item.Trim(' ', '\t');
        for (int i = 0; i < _names.Length - 1; i++)
        {
            int end = KeepsBlanks ? -1 : rest.AsSpan().IndexOfAny(' ', '\t');
            if (!pass.Set(_names[i], end < 0 ? rest : rest[..end]))
            {
                return false;
            }

            rest = end < 0 ? "" : rest[end..].TrimStart(' ', '\t');
        }

        return pass.Set(_names[^1], rest);
    }

    // What the body is made of, before anything is done.
    private sealed class Survey
    {
        private static readonly HashSet<string> s_programs =
            ["printf", "echo", "[", "test", ":", "true", "continue", "break"];

        public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Set { get; } = new(StringComparer.Ordinal);

        // Loops that only print what they read are no filters of interest here.
        public bool Computes { get; private set; }

        public bool IsKnown(CommandList list, int depth) => depth < MaxDepth
            && Array.TrueForAll(list.Items, item => !item.IsAsynchronous && IsKnown(item.Command, depth + 1));

        private bool IsKnown(Command command, int depth) => command.Redirections.Length == 0 && command switch
        {
            SimpleCommand { Words: [] } simple => Array.TrueForAll(simple.Assignments, a => Sets(a, depth)),
            SimpleCommand { Assignments: [], Words: [var program, ..] } simple =>
                s_programs.Contains(program.Bare ?? "") && Array.TrueForAll(simple.Words, w => IsKnown(w, depth)),
            AndOrList or IfCommand => CommandTree.Lists(command).All(list => IsKnown(list, depth))
                && (command is IfCommand || CommandTree.Inside(command).All(inner => IsKnown(inner, depth + 1))),
            CaseCommand choice => IsKnown(choice.Subject, depth)
                && Array.TrueForAll(choice.Clauses, clause => clause.End == ";;" && IsKnown(clause.Body, depth)
                    && Array.TrueForAll(clause.Patterns, pattern => IsKnown(pattern, depth))),
            _ => false,
        };

        private bool Sets(Assignment assignment, int depth)
        {
            Set.Add(assignment.Name);
            return !assignment.Appends && assignment.Subscript is null && IsKnown(assignment.Value, depth);
        }

        private bool IsKnown(Word word, int depth) => IsKnown(word.Parts, depth);

        private bool IsKnown(WordPart[] parts, int depth) =>
            Array.TrueForAll(parts, part => IsKnown(part, depth));

        private bool IsKnown(WordPart part, int depth)
        {
            switch (part)
            {
                case Literal or EscapedCharacter or SingleQuoted or DollarQuoted:
                    return true;
                case DoubleQuoted quoted:
                    return IsKnown(quoted.Parts, depth);
                case ParameterExpansion { Prefix: "", Subscript: null, Operator: "" or "#" or "##" or "%" or "%%" } one
                    when one.Operator.Length == 0 == one.Argument is null:
                    Used.Add(one.Name);
                    return one.Argument is null || IsKnown(one.Argument, depth);
                case ArithmeticExpansion arithmetic:
                    Computes = true;
                    Used.UnionWith(Arithmetic.Names(arithmetic.Expression));
                    return IsKnown(arithmetic.Expression, depth);
                case CommandSubstitution { Commands.Items: [{ Command: SimpleCommand inner }] }
                    when inner.Words is [{ Bare: "printf" }, ..]:
                    Computes = true;
                    return depth < MaxDepth && IsKnown(inner, depth + 1);
                default:
                    return false;
            }
        }
    }

    // Names in arithmetic need no dollar.
    private static class Arithmetic
    {
        public static IEnumerable<string> Names(Word expression) => expression.Parts.OfType<Literal>()
            .SelectMany(literal => Split(literal.Text)).Where(IsName);

        /// <summary>Names and what stands between them.</summary>
        public static IEnumerable<string> Split(string text)
        {
            int begin = 0;
            while (begin < text.Length)
            {
                int end = begin + 1;
                bool isWord = IsPart(text[begin]);
                while (end < text.Length && IsPart(text[end]) == isWord)
                {
                    end++;
                }

                yield return text[begin..end];
                begin = end;
            }
        }

        // 16#ff and 0x1f are numbers.
        public static bool IsName(string text) => char.IsAsciiLetter(text[0]) || text[0] == '_';

        private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '#';
    }

    // The loop at work.
    private sealed class Pass(IReadOnlyDictionary<string, string> constants, LoopBudget budget)
    {
        private readonly Dictionary<string, string> _variables = new(constants, StringComparer.Ordinal);
        private bool _skips;

        public StringBuilder Output { get; } = new();

        public bool IsLeft { get; private set; }

        public bool Set(string name, string value)
        {
            _variables[name] = value;
            return value.Length <= MaxValue;
        }

        /// <summary>Whether all of it could be done.</summary>
        public bool Run(CommandList list, int depth)
        {
            _skips &= depth > 0;
            foreach (ListItem item in list.Items)
            {
                if (Run(item.Command, depth) is null)
                {
                    return false;
                }

                if (_skips || IsLeft)
                {
                    break;
                }
            }

            return true;
        }

        // Whether the command succeeds; null if that, or what it does, is not known.
        private bool? Run(Command command, int depth)
        {
            if (!budget.Take(1) || depth > MaxDepth)
            {
                return null;
            }

            switch (command)
            {
                case SimpleCommand { Words: [] } simple:
                    return Array.TrueForAll(simple.Assignments, a => Expand(a.Value.Parts) is { } value
                        && Set(a.Name, value)) ? true : null;
                case SimpleCommand simple:
                    return Run(simple);
                case AndOrList list:
                    bool? result = Run(list.Commands[0], depth + 1);
                    for (int i = 1; i < list.Commands.Length && result is { } known; i++)
                    {
                        result = list.IsOr[i - 1] == known ? known : Run(list.Commands[i], depth + 1);
                    }

                    return result;
                case IfCommand conditional:
                    return Choose(conditional, depth);
                case CaseCommand choice:
                    return Choose(choice, depth);
                default:
                    return null;
            }
        }

        private bool? Run(SimpleCommand simple)
        {
            string program = simple.Words[0].Bare!;
            string[] operands = new string[simple.Words.Length - 1];
            for (int i = 0; i < operands.Length; i++)
            {
                if (Expand(simple.Words[i + 1].Parts) is not { } operand)
                {
                    return null;
                }

                operands[i] = operand;
            }

            switch (program)
            {
                case "printf" when operands is [not ['-', ..], ..]:
                    string printed = PrintfText.Format(operands);
                    Output.Append(printed);
                    return budget.Take(printed.Length) ? true : null;
                case "echo" when operands is ["-n", .. var words]:
                    Output.AppendJoin(' ', words);
                    return true;
                case "echo" when operands is not [['-', ..], ..]:
                    Output.AppendJoin(' ', operands).Append('\n');
                    return true;
                case "[" when operands is [.. var test, "]"]:
                    return Test(test);
                case "test":
                    return Test(operands);
                case ":" or "true":
                    return true;
                case "continue" or "break" when operands.Length == 0:
                    _skips = true;
                    IsLeft = program == "break";
                    return true;
                default:
                    return null;
            }
        }

        private bool? Choose(IfCommand conditional, int depth)
        {
            foreach (IfClause clause in conditional.Clauses)
            {
                if (clause.Condition.Items is not [{ Command: var condition }]
                    || Run(condition, depth + 1) is not { } holds)
                {
                    return null;
                }

                if (holds)
                {
                    return Run(clause.Body, depth + 1) ? true : null;
                }
            }

            return conditional.Otherwise is null || Run(conditional.Otherwise, depth + 1) ? true : null;
        }

        private bool? Choose(CaseCommand choice, int depth)
        {
            if (Expand(choice.Subject.Parts) is not { } subject)
            {
                return null;
            }

            foreach (CaseClause clause in choice.Clauses)
            {
                foreach (Word pattern in clause.Patterns)
                {
                    if (Expand(pattern.Parts) is not { } text || text.Contains('[', Ordinal)
                        || !budget.Take(1 + (subject.Length * text.Length)))
                    {
                        return null;
                    }

                    if (GlobText.IsMatch(subject, text))
                    {
                        return Run(clause.Body, depth + 1) ? true : null;
                    }
                }
            }

            return true;
        }

        private static bool? Test(string[] operands) => operands switch
        {
            ["!", .. var rest] => !Test(rest),
            ["-n", var text] => text.Length > 0,
            ["-z", var text] => text.Length == 0,
            [var text] => text.Length > 0,
            [var left, "=" or "==", var right] => left == right,
            [var left, "!=", var right] => left != right,
            [var left, var sign, var right] when Number(left) is { } a && Number(right) is { } b => sign switch
            {
                "-eq" => a == b,
                "-ne" => a != b,
                "-lt" => a < b,
                "-le" => a <= b,
                "-gt" => a > b,
                "-ge" => a >= b,
                _ => null,
            },
            _ => null,
        };

        private static long? Number(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number : null;

        private string? Expand(WordPart[] parts)
        {
            if (parts is [var only])
            {
                return Expand(only);
            }

            StringBuilder text = new();
            foreach (WordPart part in parts)
            {
                text.Append(Expand(part) ?? WordValues.Unknown.ToString());
            }

            return text.Length > MaxValue || text.ToString() is not { } whole
                || whole.Contains(WordValues.Unknown, Ordinal) ? null : whole;
        }

        private string? Expand(WordPart part)
        {
            if (!budget.Take(1))
            {
                return null;
            }

            return part switch
            {
                Literal literal => literal.Text,
                EscapedCharacter escaped => escaped.Character.ToString(),
                SingleQuoted quoted => quoted.Text,
                DollarQuoted quoted => PrintfText.Unescape(quoted.Text),
                DoubleQuoted quoted => Expand(quoted.Parts),
                ParameterExpansion { Argument: null } one => _variables.GetValueOrDefault(one.Name),
                ParameterExpansion { Argument: { } pattern } one =>
                    _variables.GetValueOrDefault(one.Name) is { } value && Expand(pattern.Parts) is { } cut
                    && budget.Take((long)value.Length * value.Length * (cut.Length + 1))
                    ? GlobText.Trim(value, one.Operator, cut) : null,
                ArithmeticExpansion arithmetic => Compute(arithmetic.Expression),
                CommandSubstitution { Commands.Items: [{ Command: SimpleCommand inner }] } => Printed(inner),
                _ => null,
            };
        }

        private string? Compute(Word expression)
        {
            StringBuilder text = new();
            foreach (WordPart part in expression.Parts)
            {
                if (part is not Literal literal)
                {
                    text.Append(Expand(part) ?? "?");
                    continue;
                }

                foreach (string piece in Arithmetic.Split(literal.Text))
                {
                    text.Append(!Arithmetic.IsName(piece) ? piece
                        : _variables.GetValueOrDefault(piece, "?") is { Length: > 0 } value ? value : "0");
                }
            }

            return !budget.Take(text.Length) ? null
                : ByteExpression.Value(text.ToString().Trim())?.ToString(CultureInfo.InvariantCulture);
        }

        private string? Printed(SimpleCommand inner)
        {
            int begin = Output.Length;
            if (Run(inner) is not true)
            {
                return null;
            }

            string text = Output.ToString(begin, Output.Length - begin).TrimEnd('\n');
            Output.Length = begin;
            return text.Contains(WordValues.Unknown, Ordinal) ? null : text;
        }
    }
}

/// <summary>What the loops of one tree may take together, so that hostile ones end.</summary>
internal sealed class LoopBudget
{
    private long _steps = 64_000_000;

    /// <summary>Takes steps; false if there are none left.</summary>
    public bool Take(long steps) => (_steps -= steps) >= 0;
}
