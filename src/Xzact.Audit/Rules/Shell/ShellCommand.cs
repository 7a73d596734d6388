namespace Xzact.Audit.Rules.Shell;

/// <summary>Where the text of a pipeline stands.</summary>
internal enum ShellContext
{
    /// <summary>Run as it stands.</summary>
    Plain,

    /// <summary>Inside a command or process substitution.</summary>
    Substitution,

    /// <summary>Inside a quoted string, which may be run later.</summary>
    QuotedText,
}

/// <summary>A redirection: operator such as <c>&lt;</c> or <c>2&gt;</c>, and its target word.</summary>
internal sealed record ShellRedirection(string Operator, string Target);

/// <summary>One simple command: words with quotes removed, substitutions shown as <c>$(…)</c>.</summary>
internal sealed class ShellCommand
{
    /// <summary>Stands in a word for a substitution, which is a pipeline of its own.</summary>
    public const string Substitution = "$(…)";

    // Words that run the command that follows them.
    private static readonly HashSet<string> s_wrappers =
        ["env", "exec", "command", "nohup", "nice", "time", "sudo", "busybox", "builtin", "!", "then", "do", "else",
         "if", "elif", "while", "until", "COMMAND"];

    public int Line { get; init; }

    public List<string> Words { get; } = [];

    public List<ShellRedirection> Redirections { get; } = [];

    /// <summary>Whether the first word is directly followed by a parenthesis, as a macro or function call is.</summary>
    public bool IsCall { get; set; }

    /// <summary>The pipeline that the command is part of.</summary>
    public ShellPipeline? Owner { get; init; }

    /// <summary>The macro or function in whose first argument the command stands, or null.</summary>
    public string? FirstArgumentOf { get; init; }

    /// <summary>In m4, the innermost argument of a macro in which the command stands; null if none.</summary>
    public MacroArgument? Inside { get; init; }

    /// <summary>Whether nothing stands before the command in that argument.</summary>
    public bool StartsArgument { get; init; }

    /// <summary>Whether a separator of commands stands before it in that argument.</summary>
    public bool FollowsSeparator { get; init; }

    public bool IsEmpty => Words.Count == 0 && Redirections.Count == 0;

    /// <summary>The word that names the program, after assignments and words that only wrap it; null if none.</summary>
    public string? Name => CommandWords.FirstOrDefault();

    /// <summary>Everything after <see cref="Name"/>.</summary>
    public IEnumerable<string> Arguments => CommandWords.Skip(1);

    private IEnumerable<string> CommandWords =>
        Words.SkipWhile(w => s_wrappers.Contains(w) || AssignedName(w) is not null);

    /// <summary>The variable that <paramref name="word"/> assigns, or null if it is no assignment.</summary>
    public static string? AssignedName(ReadOnlySpan<char> word)
    {
        int equals = word.IndexOf('=');
        if (equals <= 0 || char.IsAsciiDigit(word[0]))
        {
            return null;
        }

        ReadOnlySpan<char> name = word[..equals].TrimEnd("+:?");
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '$' or '.'))
            {
                return null;
            }
        }

        return name.IsEmpty ? null : name.ToString();
    }
}

/// <summary>Commands joined by pipes.</summary>
internal sealed class ShellPipeline
{
    public List<ShellCommand> Commands { get; } = [];

    /// <summary>First line, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Last line.</summary>
    public int EndLine { get; set; }

    /// <summary>The text as written, for evidence.</summary>
    public string Text { get; set; } = "";

    public ShellContext Context { get; init; }

    /// <summary>The command in one of whose words this pipeline stands, or null at the top.</summary>
    public ShellCommand? Parent { get; init; }

    /// <summary>Whether this stands in a word of <paramref name="command"/>, however deeply nested.</summary>
    public bool IsBelow(ShellCommand command)
    {
        for (ShellCommand? above = Parent; above is not null; above = above.Owner?.Parent)
        {
            if (above == command)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variable that receives the text, or null.</summary>
    public string? StoredIn { get; init; }
}
