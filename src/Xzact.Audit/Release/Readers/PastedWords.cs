using System.Text;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Words in which a variable of make or the shell stands directly beside a part of a name, as in <c>$(P)Log</c>: what
/// they come to is written in front of them, parted by spaces, where the variable has few and plain values.
/// </summary>
internal sealed class PastedWords
{
    // A variable of more values is one that a loop or a branch sets.
    private const int MaxValues = 4;

    // Names that one word may come to, and variables in it.
    private const int MaxNames = 8;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loops = new(StringComparer.Ordinal);
    private readonly List<string> _found = [];

    /// <param name="assigned">Variables with the words that they are given.</param>
    /// <param name="loops">Variables of loops with what they go over; null if there are none.</param>
    public PastedWords(
        IEnumerable<(string Name, string Value)> assigned, IEnumerable<(string Name, string Value)>? loops = null)
    {
        (string Name, string Value)[] looped = [.. loops ?? []];
        _loops.UnionWith(looped.Select(l => l.Name));
        HashSet<string> open = [.. looped.Where(l => l.Value.Length == 0 || !l.Value.All(IsPlain)).Select(l => l.Name)];
        foreach ((string name, string value) in assigned.Concat(looped)
            .Where(a => a.Value.Length > 0 && a.Value.All(IsPlain) && !open.Contains(a.Name)))
        {
            if (!_values.TryGetValue(name, out List<string>? values))
            {
                _values.Add(name, values = []);
            }

            if (values.Count <= MaxValues && !values.Contains(value))
            {
                values.Add(value);
            }
        }
    }

    /// <summary>The words that came to something, with what they came to.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>The assignments of the shell that are commands of their own.</summary>
    public static IEnumerable<(string Name, string Value)> AssignedIn(IEnumerable<SimpleCommand> commands) =>
        commands.Where(c => !c.IsCall && c.ProgramAt == c.Words.Count).SelectMany(c => c.Words)
            .Where(word => SimpleCommand.IsAssignment(word) && !word.Contains('$', StringComparison.Ordinal))
            .Select(word => (SimpleCommand.Assigned(word)!, word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    /// <summary>What loops of the shell go over, word by word; an empty word for what is not known.</summary>
    public static IEnumerable<(string Name, string Value)> LoopsIn(IEnumerable<SimpleCommand> commands)
    {
        foreach (List<string> words in commands.Where(c => !c.IsCall).Select(c => c.Words))
        {
            int at = words.IndexOf("for");
            if (at >= 0 && at + 2 < words.Count && words[at + 2] == "in")
            {
                foreach (string value in words.Skip(at + 3).DefaultIfEmpty(""))
                {
                    yield return (words[at + 1], value);
                }
            }
        }
    }

    /// <summary>Words that a line ends within and the next one goes on with; a recipe's tab is none of them.</summary>
    public static IEnumerable<string> JoinedIn(string text)
    {
        const string Joint = "\\\n";
        for (int at = text.IndexOf(Joint, StringComparison.Ordinal); at >= 0;)
        {
            int start = at;
            while (start > 0 && IsPlain(text[start - 1]))
            {
                start--;
            }

            StringBuilder word = new(text, start, at - start, 2 * (at - start));
            int end = at;
            while (string.CompareOrdinal(text, end, Joint, 0, Joint.Length) == 0)
            {
                int next = end + Joint.Length;
                next += next < text.Length && text[next] == '\t' ? 1 : 0;
                for (end = next; end < text.Length && IsPlain(text[end]); end++)
                {
                    word.Append(text[end]);
                }
            }

            if (start < at && word.Length > at - start)
            {
                yield return word.ToString();
            }

            at = text.IndexOf(Joint, end, StringComparison.Ordinal);
        }
    }

    /// <summary>Expands the words and operands of commands.</summary>
    public void Expand(IEnumerable<IReadOnlyList<SimpleCommand>> groups)
    {
        foreach (SimpleCommand command in groups.SelectMany(g => g))
        {
            if (command.Program is "addsuffix" or "addprefix")
            {
                Compute(command);
            }

            if (_values.Count + _loops.Count == 0)
            {
                continue;
            }

            ExpandAll(command.Words);
            ExpandAll(command.Reads);
            ExpandAll(command.Writes);
            command.Changed();
        }
    }

    // $(addsuffix .dat,a b) comes to a.dat b.dat.
    private void Compute(SimpleCommand function)
    {
        string[] parts = string.Join(' ', function.Arguments).Split(',', 2);
        if (parts.Length == 2)
        {
            string[] names =
            [
                .. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxNames)
                    .Select(name => function.Program == "addsuffix" ? name + parts[0] : parts[0] + name),
            ];
            function.Words.AddRange(names);
            _found.AddRange(names);
        }
    }

    private void ExpandAll(List<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            words[i] = Expanded(words[i]);
        }
    }

    /// <summary>The words, each with what it comes to.</summary>
    public IReadOnlyList<string> Expanded(IReadOnlyList<string> words) =>
        _values.Count == 0 ? words : [.. words.Select(Expanded)];

    private string Expanded(string word)
    {
        if (!word.Contains('$', StringComparison.Ordinal) || word.Contains(' ', StringComparison.Ordinal))
        {
            return word;
        }

        List<string> names = [""];
        bool isPasted = false;
        for (int at = 0; at < word.Length;)
        {
            (string name, int end) = VariableAt(word, at);
            bool isBeside = (at > 0 && IsBeside(word[at - 1], ')')) || (end < word.Length && IsBeside(word[end], '$'));
            isBeside |= _loops.Contains(name) && at > 0 && word[at - 1] == '/';
            List<string>? values = name.Length == 0 || !isBeside ? null : _values.GetValueOrDefault(name);
            if (values is { Count: <= MaxValues } && names.Count * values.Count <= MaxNames)
            {
                names = [.. names.SelectMany(n => values.Select(value => n + value))];
                isPasted = true;
            }
            else
            {
                names = [.. names.Select(n => n + word[at..end])];
            }

            at = end;
        }

        if (!isPasted)
        {
            return word;
        }

        string expanded = $"{string.Join(' ', names)} {word}";
        _found.Add(expanded);
        return expanded;
    }

    // $(NAME), ${NAME} and $NAME; without a name, one character or all up to the next sign.
    private static (string Name, int End) VariableAt(string word, int at)
    {
        if (word[at] != '$')
        {
            int next = word.IndexOf('$', at);
            return ("", next < 0 ? word.Length : next);
        }

        int start = at + 1;
        char close = start < word.Length && word[start] is '(' or '{' ? word[start] == '(' ? ')' : '}' : '\0';
        start += close == '\0' ? 0 : 1;
        int end = start;
        while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_'))
        {
            end++;
        }

        return close == '\0' ? (word[start..end], end)
            : end < word.Length && word[end] == close ? (word[start..end], end + 1)
            : ("", at + 1);
    }

    private static bool IsBeside(char c, char other) =>
        FileMention.IsNamePart(c) || c == '.' || c == other || (other == ')' && c == '}');

    private static bool IsPlain(char c) => FileMention.IsNamePart(c) || c is '.' or '/' or '+';
}
