namespace Xzact.Audit.Scan;

/// <summary>What a token of a program is.</summary>
internal enum ProgramTokenKind
{
    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes, without them.</summary>
    Text,

    /// <summary>Any other character, alone.</summary>
    Sign,
}

/// <summary>A token of a program.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands there; a text without its quotes.</param>
/// <param name="Offset">Where it begins.</param>
internal readonly record struct ProgramToken(ProgramTokenKind Kind, string Text, int Offset)
{
    public bool Is(string sign) => Kind != ProgramTokenKind.Text && Text == sign;
}

/// <summary>A statement: its tokens, and how far its line is indented.</summary>
internal sealed record ProgramStatement(ProgramToken[] Tokens, int Indent);

/// <summary>Takes programs of Python, JavaScript, Ruby, Perl, Rust and languages like them apart into statements, by
/// what these languages share: names, texts in quotes, brackets, lines.</summary>
internal static class ProgramTokens
{
    // A hostile file must not fill the memory.
    private const int MaxTokens = 400_000;
    private const int TabWidth = 8;

    /// <summary>The statements in order.</summary>
    /// <param name="text">One character a byte.</param>
    /// <param name="hasSlashComments">Whether two slashes begin a comment; otherwise a number sign does.</param>
    public static IEnumerable<ProgramStatement> Statements(string text, bool hasSlashComments)
    {
        List<ProgramToken> tokens = [];
        int depth = 0;
        int indent = 0;
        int all = 0;
        for (int at = 0; at < text.Length && all < MaxTokens;)
        {
            char c = text[at];
            if (c == '\n')
            {
                at++;
                int next = Indented(text, at, out int width);
                if (tokens.Count > 0 && depth == 0 && !Continues(tokens[^1], text, next))
                {
                    yield return new([.. tokens], indent);
                    tokens.Clear();
                }

                indent = tokens.Count == 0 ? width : indent;
                at = next;
            }
            else if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (IsComment(text, at, hasSlashComments, out int end))
            {
                at = end;
            }
            else if (c == ';' && depth == 0)
            {
                at++;
                if (tokens.Count > 0)
                {
                    yield return new([.. tokens], indent);
                    tokens.Clear();
                }
            }
            else if (c is '{' or '}' && depth == 0 && !(c == '{' && OpensValue(tokens)))
            {
                at++;
                if (tokens.Count > 0)
                {
                    yield return new([.. tokens], indent);
                    tokens.Clear();
                }
            }
            else
            {
                ProgramToken token = Read(text, ref at);
                depth = token.Kind != ProgramTokenKind.Sign ? depth : c switch
                {
                    '(' or '[' or '{' => depth + 1,
                    ')' or ']' or '}' => Math.Max(0, depth - 1),
                    _ => depth,
                };
                tokens.Add(token);
                all++;
            }
        }

        if (tokens.Count > 0)
        {
            yield return new([.. tokens], indent);
        }
    }

    private static int Indented(string text, int at, out int width)
    {
        for (width = 0; at < text.Length && text[at] is ' ' or '\t'; at++)
        {
            width += text[at] == '\t' ? TabWidth : 1;
        }

        return at;
    }

    private static bool Continues(ProgramToken last, string text, int next) =>
        last.Kind == ProgramTokenKind.Sign && last.Text is "," or "\\" or "+" or "=" or "|" or "." or "&" or "?"
        || (next < text.Length && (text[next] is '.' or '|' or '?' || text.AsSpan(next).StartsWith("&&")));

    // A brace behind these is a table of values and no block.
    private static bool OpensValue(List<ProgramToken> tokens) => tokens.Count > 0
        && tokens[^1].Text is "=" or "(" or "," or ":" or "[" or "return" or "$" or "%" or "@";

    private static bool IsComment(string text, int at, bool hasSlashComments, out int end)
    {
        end = at;
        ReadOnlySpan<char> rest = text.AsSpan(at);
        if (hasSlashComments ? rest.StartsWith("//")
            : text[at] == '#' && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is ')' or ',' or ';'))
        {
            end = text.IndexOf('\n', at) is >= 0 and int line ? line : text.Length;
        }
        else if (hasSlashComments && rest.StartsWith("/*"))
        {
            end = text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and int close ? close + 2 : text.Length;
        }

        return end > at;
    }

    private static ProgramToken Read(string text, ref int at)
    {
        int begin = at;
        char c = text[at];
        if (c is '"' or '\'' or '`')
        {
            string quoted = QuotedText.Read(text, ref at);
            return quoted.Length > 0 ? new(ProgramTokenKind.Text, quoted, begin) : new(ProgramTokenKind.Sign, "",
                begin);
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        if (at > begin)
        {
            return new(char.IsAsciiDigit(c) ? ProgramTokenKind.Number : ProgramTokenKind.Name, text[begin..at], begin);
        }

        at++;
        return new(ProgramTokenKind.Sign, c.ToString(), begin);
    }
}
