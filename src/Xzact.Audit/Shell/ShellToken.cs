namespace Xzact.Audit.Shell;

/// <summary>The kinds of tokens (2.10.2).</summary>
internal enum TokenKind
{
    EndOfText,
    NewLine,
    Word,

    /// <summary>The number, or the extension <c>{name}</c>, directly before a redirection.</summary>
    Location,

    /// <summary>Any of the operators of redirections but those of here-documents.</summary>
    Redirection,
    HereDocument,
    AndIf,
    OrIf,
    Ampersand,
    Semicolon,
    CaseEnd,
    Pipe,
    PipeWithErrors,
    LeftParenthesis,
    RightParenthesis,
}

/// <summary>Words that are no names where a command may start (2.4).</summary>
internal enum ReservedWord
{
    None,
    Not,
    LeftBrace,
    RightBrace,
    If,
    Then,
    Elif,
    Else,
    Fi,
    For,
    In,
    Do,
    Done,
    While,
    Until,
    Case,
    Esac,

    // Of the extended grammar.
    Select,
    Function,
    Time,
    LeftBrackets,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Text">An operator, or the number before one; empty otherwise.</param>
/// <param name="Word">If it is a word.</param>
internal readonly record struct ShellToken(TokenKind Kind, int Start, string Text, Word? Word = null)
{
    public ReservedWord Reserved { get; init; }
}
