namespace Xzact.Audit.Shell;

/// <summary>Which words are reserved (2.4).</summary>
internal static class ReservedWords
{
    // No reserved word is longer.
    private const int MaxLength = 8;

    /// <summary>The reserved word that <paramref name="text"/> is where a command may start.</summary>
    public static ReservedWord Of(string? text, ShellGrammar grammar) =>
        text is null || text.Length > MaxLength ? ReservedWord.None : text switch
        {
            "!" => ReservedWord.Not,
            "{" => ReservedWord.LeftBrace,
            "}" => ReservedWord.RightBrace,
            "if" => ReservedWord.If,
            "then" => ReservedWord.Then,
            "elif" => ReservedWord.Elif,
            "else" => ReservedWord.Else,
            "fi" => ReservedWord.Fi,
            "for" => ReservedWord.For,
            "in" => ReservedWord.In,
            "do" => ReservedWord.Do,
            "done" => ReservedWord.Done,
            "while" => ReservedWord.While,
            "until" => ReservedWord.Until,
            "case" => ReservedWord.Case,
            "esac" => ReservedWord.Esac,
            _ when grammar == ShellGrammar.Posix => ReservedWord.None,
            "select" => ReservedWord.Select,
            "function" => ReservedWord.Function,
            "time" => ReservedWord.Time,
            "[[" => ReservedWord.LeftBrackets,
            _ => ReservedWord.None,
        };

    /// <summary>Whether the word ends a list of commands inside a compound command.</summary>
    public static bool EndsList(ReservedWord word) => word is ReservedWord.Then or ReservedWord.Elif
        or ReservedWord.Else or ReservedWord.Fi or ReservedWord.Do or ReservedWord.Done or ReservedWord.Esac
        or ReservedWord.RightBrace;
}
