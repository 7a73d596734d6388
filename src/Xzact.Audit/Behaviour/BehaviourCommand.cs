using System.Text;

namespace Xzact.Audit.Behaviour;

/// <summary>A command and the variables of its environment.</summary>
/// <param name="Words">The program and its arguments; at least one word.</param>
/// <param name="Variables">Its environment, beside PATH.</param>
public sealed record BehaviourCommand(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Variables)
{
    private const string LibraryPath = "LD_LIBRARY_PATH";

    /// <summary>The folders of LD_LIBRARY_PATH.</summary>
    internal IReadOnlyList<string> LibraryFolders => Variables.TryGetValue(LibraryPath, out string? folders)
        ? folders.Split(':', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>The same command with libraries of a folder.</summary>
    public BehaviourCommand WithLibraries(string folder) =>
        With(new Dictionary<string, string> { [LibraryPath] = folder });

    /// <summary>The same command with more variables.</summary>
    public BehaviourCommand With(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return this with
        {
            Variables = new Dictionary<string, string>([.. Variables
            .Where(v => !variables.ContainsKey(v.Key)), .. variables])
        };
    }

    /// <summary>Reads a command from one text: words are split at spaces, quotes and backslashes work as in a shell,
    /// and NAME=VALUE in front sets a variable. Nothing is expanded, and no shell is run.</summary>
    /// <exception cref="AuditInputException">A quote is not closed, or there is no program.</exception>
    public static BehaviourCommand Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> words = Split(text);
        int variables = words.TakeWhile(IsAssignment).Count();
        return words.Count == variables
            ? throw new AuditInputException($"'{text}': there is no program to run")
            : new(
                words[variables..],
                words.Take(variables).Select(word => word.Split('=', 2)).GroupBy(pair => pair[0])
                    .ToDictionary(g => g.Key, g => g.Last()[1]));
    }

    /// <summary>Whether a text can name a variable.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and int at && IsName(word[..at]);

    private static List<string> Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                isWord = true;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                (quote, isWord) = (c, true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Finish();
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        if (quote != '\0')
        {
            throw new AuditInputException($"'{text}': the quote {quote} is not closed");
        }

        Finish();
        return words;

        void Finish()
        {
            if (isWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isWord = false;
        }
    }
}
