using System.Text;

namespace Xzact.Audit.Release.Readers;

/// <summary>
/// Splits lines of shell text, recipes, m4 and Python into simple commands: at separators, pipes, substitutions, groups
/// and calls. It is a tokenizer that never fails; a quote ends with its line. It takes one pass.
/// </summary>
/// <param name="isMacroText">Whether brackets are quotes, as in m4.</param>
/// <param name="isRecipe">Whether <c>$&lt;</c> and <c>$|</c> are variables, as in make.</param>
/// <param name="isShell">Whether <c>&lt;&lt;</c> begins a here-document.</param>
/// <param name="known">Words of the text so far; gets more, so that each is kept once.</param>
internal sealed class CommandReader(bool isMacroText, bool isRecipe, bool isShell, HashSet<string> known)
{
    // Hostile nesting must not cost memory; real text stays below ten.
    private const int MaxDepth = 64;

    private static readonly HashSet<string> s_openers = ["for", "while", "until", "if", "case", "{", "foreach"];
    private static readonly HashSet<string> s_closers = ["done", "fi", "esac", "}"];
    private static readonly HashSet<string> s_leading = ["do", "then", "else", "elif", "!"];

    private readonly List<SimpleCommand> _ended = [];
    private readonly Stack<(int Ended, string By)> _opened = [];
    private readonly Stack<Frame> _frames = [];
    private readonly Queue<HereDocument> _documents = [];
    private readonly StringBuilder _word = new();
    private SimpleCommand? _command;
    private SimpleCommand? _before;
    private List<string>? _redirected;
    private int _line;

    /// <summary>Every command read so far, in the order in which they end: what is substituted comes first.</summary>
    public IReadOnlyList<SimpleCommand> Commands => _ended;

    /// <summary>Reads a logical line. One of a here-document is read as text that its command gets, and as a command,
    /// for that is what a shell makes of it that gets it.</summary>
    /// <param name="line">Its text, joined.</param>
    /// <param name="number">Its number, from 1.</param>
    public void Read(string line, int number)
    {
        _line = number;
        if (_documents.TryPeek(out HereDocument? document))
        {
            if (line.Trim() == document.End)
            {
                _documents.Dequeue();
                return;
            }

            if (document.IsExpanded && line.AsSpan().ContainsAny('$', '`'))
            {
                ReadText(line, document.Of);
            }
        }

        Read(line, inQuotes: false);
    }

    // What is substituted in a line of a here-document; quotes mean nothing there.
    private void ReadText(string line, SimpleCommand of)
    {
        SimpleCommand text = new() { Line = _line, IsText = true };
        text.Words.Add(":");
        of.AddDocument(text);
        _command = text;
        Read(line.Replace('"', ' '), inQuotes: true);
        text.IsPiped = true;
    }

    private void Read(string line, bool inQuotes)
    {
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            switch (c)
            {
                case '\\' when i + 1 < line.Length:
                    _word.Append(line[++i]);
                    break;
                case '\'' when !inQuotes && line.IndexOf('\'', i + 1) is > 0 and int end:
                    EnsureCommand();
                    _word.Append(line, i + 1, end - i - 1);
                    i = end;
                    break;
                case '"':
                    inQuotes = !inQuotes;
                    EnsureCommand();
                    break;
                case '$' when i + 1 < line.Length && line[i + 1] is '(' or '{':
                    i = Expansion(line, i, ref inQuotes);
                    break;
                case '$' when i + 1 < line.Length && (line[i + 1] is '?' or '*' or '@' or '#' or '^' or '+'
                    || (isRecipe && line[i + 1] is '<' or '|')):
                    EnsureCommand();
                    _word.Append(c).Append(line[++i]);
                    break;
                case '`':
                    inQuotes = Backtick(inQuotes);
                    break;
                case ')' when _frames.Count > 0 && _frames.Peek().Close == ')':
                    inQuotes = Leave();
                    break;
                case var _ when inQuotes:
                    _word.Append(c);
                    break;
                case '#' when _word.Length == 0 && i > 0 && line[i - 1] is ' ' or '\t' or ';' && !InCall:
                    i = line.Length;
                    break;
                case '(' when _word.Length > 0 && _frames.Count < MaxDepth:
                    Call();
                    break;
                case '[' or ']' when isMacroText:
                case ',' when InCall:
                case ' ' or '\t':
                    EndWord();
                    break;
                case '<' or '>':
                    i = Redirection(line, i);
                    break;
                case '|' when i + 1 >= line.Length || line[i + 1] != '|':
                    EndCommand(pipes: true);
                    break;
                case ';' or '&' or '|':
                    EndCommand();
                    break;
                case '(':
                    EndCommand();
                    Open("(");
                    break;
                case ')':
                    Unmatched();
                    break;
                default:
                    _word.Append(c);
                    break;
            }
        }

        // Calls may go on in the next line; what was substituted may not.
        while (_frames.Count > 0)
        {
            Leave();
        }

        EndCommand();
    }

    private bool InCall => _frames.Count > 0 && _frames.Peek().IsCall;

    private SimpleCommand EnsureCommand() => _command ??= new()
    {
        Line = _line,
        Before = _before,
        Parent = _frames.Count > 0 ? _frames.Peek().Outer : null,
    };

    // ${X} and $(X) are variables; whatever holds more is a command, or a function of make.
    private int Expansion(string line, int at, ref bool inQuotes)
    {
        EnsureCommand();
        int end = at + 2;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end])
            || line[end] is '_' or '.' or '-' or '<' or '^' or '@' or '?' or '*' or '+'))
        {
            end++;
        }

        bool isVariable = end < line.Length && end > at + 2 && line[end] is ')' or '}' or ':';
        if (line[at + 1] == '{' || isVariable)
        {
            int close = line.IndexOf(line[at + 1] == '{' ? '}' : ')', at);
            close = close < 0 ? line.Length - 1 : close;
            _word.Append(line, at, close + 1 - at);
            return close;
        }

        if (_frames.Count >= MaxDepth)
        {
            _word.Append('$');
            return at;
        }

        Enter(')', isCall: false, inQuotes);
        inQuotes = false;
        return at + 1;
    }

    private bool Backtick(bool inQuotes)
    {
        if (_frames.Count > 0 && _frames.Peek().Close == '`')
        {
            return Leave();
        }

        if (_frames.Count >= MaxDepth)
        {
            return inQuotes;
        }

        EnsureCommand();
        Enter('`', isCall: false, inQuotes);
        return false;
    }

    private void Call()
    {
        SimpleCommand outer = EnsureCommand();
        string name = _word.ToString();
        Enter(')', isCall: true, inQuotes: false);
        _command = new() { Line = _line, Parent = outer, IsCall = true };
        _command.Words.Add(name);
    }

    private void Enter(char close, bool isCall, bool inQuotes)
    {
        _frames.Push(new(close, isCall, inQuotes, _command!, _before, _redirected, _word.ToString(), _opened.Count));
        (_command, _before, _redirected) = (null, null, null);
        _word.Clear();
    }

    private bool Leave()
    {
        EndCommand();
        Frame frame = _frames.Pop();
        while (_opened.Count > frame.Opened)
        {
            _opened.Pop(); // $((x)) ends with its first parenthesis, within quotes
        }

        (_command, _before, _redirected) = (frame.Outer, frame.Before, frame.Redirected);
        _word.Append(frame.Word).Append(frame.IsCall ? "()" : "$()");
        return frame.InQuotes;
    }

    private void Unmatched()
    {
        EndWord();
        SimpleCommand? last = _command;
        EndCommand();
        string by = _opened.Count > 0 ? _opened.Peek().By : "";
        if (by == "(")
        {
            _command = new() { Line = _line, Opened = _opened.Pop().Ended };
        }
        else if (last is not null && (by == "case" || last.Words.Count == 1))
        {
            // a | b) is one pattern.
            for (SimpleCommand? part = last; part is not null; part = part.Before)
            {
                part.IsPattern = true;
            }
        }
    }

    private void Open(string by)
    {
        if (_opened.Count < MaxDepth)
        {
            _opened.Push((_ended.Count, by));
        }
    }

    private int Redirection(string line, int at)
    {
        bool isNumber = _word.Length == 1 && char.IsAsciiDigit(_word[0]);
        if (isNumber)
        {
            _word.Clear();
        }

        EndWord();
        EnsureCommand();
        char sign = line[at];
        int first = at;
        while (at + 1 < line.Length && line[at + 1] == sign)
        {
            at++;
        }

        if (isShell && sign == '<' && at == first + 1)
        {
            BeginDocument(line, at + 1);
        }

        if (at + 1 < line.Length && line[at + 1] == '&')
        {
            return at + Math.Min(2, line.Length - 1 - at); // >&2
        }

        at += at + 1 < line.Length && line[at + 1] == '|' ? 1 : 0;
        _redirected = sign == '<' ? _command!.Reads : _command!.Writes;
        return at;
    }

    // <<E, <<-E, <<'E' and <<\E; the last two are not expanded.
    private void BeginDocument(string line, int at)
    {
        at += at < line.Length && line[at] == '-' ? 1 : 0;
        int start = at + line.AsSpan(at).Length - line.AsSpan(at).TrimStart(" \t").Length;
        bool isQuoted = start < line.Length && line[start] is '\'' or '"' or '\\';
        start += isQuoted ? 1 : 0;
        int end = start;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '-' or '.'))
        {
            end++;
        }

        if (end > start && !char.IsAsciiDigit(line[start]) && _documents.Count < MaxDepth)
        {
            _documents.Enqueue(new(line[start..end], !isQuoted, _command!));
        }
    }

    private void EndWord()
    {
        if (_word.Length > 0)
        {
            string word = _word.ToString();
            if (!known.TryGetValue(word, out string? same))
            {
                known.Add(same = word);
            }

            (_redirected ?? EnsureCommand().Words).Add(same);
            _word.Clear();
            _redirected = null;
        }
    }

    private void EndCommand(bool pipes = false)
    {
        EndWord();
        _redirected = null;
        if (_command is not null)
        {
            Groups(_command);
            _command.IsPiped = pipes;
            _ended.Add(_command);
        }

        _before = pipes ? _command : null;
        _command = null;
    }

    private void Groups(SimpleCommand command)
    {
        foreach (string word in command.Words)
        {
            if (s_openers.Contains(word))
            {
                Open(word);
            }
            else if (s_closers.Contains(word) && _opened.Count > 0)
            {
                command.Opened = _opened.Pop().Ended;
            }
            else if (!s_leading.Contains(word) && !IsFunction(word)
                && command.Words[0] != "function")
            {
                return;
            }
        }
    }

    // f() {, and function f {.
    private static bool IsFunction(string word) => word.Length > 2 && word.EndsWith("()", StringComparison.Ordinal);

    private sealed record HereDocument(string End, bool IsExpanded, SimpleCommand Of);

    private sealed record Frame(
        char Close, bool IsCall, bool InQuotes, SimpleCommand Outer, SimpleCommand? Before, List<string>? Redirected,
        string Word, int Opened);
}
