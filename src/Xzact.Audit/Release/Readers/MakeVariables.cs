namespace Xzact.Audit.Release.Readers;

/// <summary>
/// What the variables of all makefiles of a release are given, so that the variables that have a file are found without
/// reading every assignment again for each file.
/// </summary>
internal sealed class MakeVariables
{
    // Variables in variables; a longer chain is none that a person wrote.
    private const int MaxDepth = 8;

    private readonly List<Assignment> _assignments = [];
    private readonly List<List<int>> _uses = []; // assignments by word
    private readonly List<int> _starts = []; // of the words in the text
    private readonly string _text; // the words, each with a line feed
    private readonly Dictionary<string, List<int>> _having = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _beginning = new(StringComparer.Ordinal);

    /// <param name="makefiles">The makefiles by path.</param>
    public MakeVariables(IEnumerable<(string Path, BuildCommands Commands)> makefiles)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach ((string path, BuildCommands commands) in makefiles)
        {
            foreach ((string name, IReadOnlyList<string> words) in commands.Assignments)
            {
                _assignments.Add(new(path, name, words[0]));
                foreach (string word in words.Distinct(StringComparer.Ordinal))
                {
                    if (!numbers.TryGetValue(word, out int number))
                    {
                        numbers.Add(word, number = _uses.Count);
                        _uses.Add([]);
                    }

                    _uses[number].Add(_assignments.Count - 1);
                    AddVariables(word, _having);
                }

                AddVariables(words[0], _beginning);
            }
        }

        string[] texts = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        int start = 0;
        foreach (string text in texts)
        {
            _starts.Add(start);
            start += text.Length + 1;
        }

        _text = string.Concat(texts.Select(text => text + "\n"));
    }

    /// <summary>Finds the variables that have a file, directly or through others.</summary>
    /// <param name="mention">How words mean the file.</param>
    /// <param name="variables">Gets the variables that have it among their words.</param>
    /// <param name="programs">Gets those that begin with it.</param>
    public void Find(FileMention mention, HashSet<string> variables, HashSet<string> programs)
    {
        FindNamed(mention, variables, programs);
        Spread(variables, _having);
        Spread(programs, _beginning);
    }

    private void FindNamed(FileMention mention, HashSet<string> variables, HashSet<string> programs)
    {
        int at = _text.IndexOf(mention.Name, StringComparison.Ordinal);
        while (at >= 0)
        {
            int number = _starts.BinarySearch(at);
            number = number < 0 ? ~number - 1 : number;
            int end = number + 1 < _starts.Count ? _starts[number + 1] : _text.Length;
            string word = _text[_starts[number]..(end - 1)];
            foreach (Assignment given in _uses[number].Select(use => _assignments[use]))
            {
                if (mention.IsNamed(word, mention.IsBeside(given.From)))
                {
                    variables.Add(given.Name);
                    if (given.First == word)
                    {
                        programs.Add(given.Name);
                    }
                }
            }

            at = _text.IndexOf(mention.Name, end, StringComparison.Ordinal);
        }
    }

    // Adds the variables that are given one of these, in steps.
    private void Spread(HashSet<string> found, Dictionary<string, List<int>> given)
    {
        string[] last = [.. found];
        for (int depth = 1; depth < MaxDepth && last.Length > 0; depth++)
        {
            last =
            [
                .. last.SelectMany(name => given.GetValueOrDefault(name) ?? []).Select(use => _assignments[use].Name)
                    .Where(found.Add),
            ];
        }
    }

    private void AddVariables(string word, Dictionary<string, List<int>> index)
    {
        foreach (string variable in FileMention.VariablesOf(word))
        {
            if (!index.TryGetValue(variable, out List<int>? uses))
            {
                index.Add(variable, uses = []);
            }

            uses.Add(_assignments.Count - 1);
        }
    }

    private readonly record struct Assignment(string From, string Name, string First);
}
