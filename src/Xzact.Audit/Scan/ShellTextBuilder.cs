using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>Puts together a script from parts of a build file, and remembers which line each came from.</summary>
internal sealed class ShellTextBuilder
{
    // A build file that multiplies its text by definitions ends here.
    private const int MaxLength = 8 << 20;

    private readonly StringBuilder _text = new();
    private readonly List<int> _starts = [0];
    private readonly List<int> _lines = [1];

    public int Length => _text.Length;

    /// <summary>Whether something was left out because the text grew too long.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether a command may begin here.</summary>
    public bool IsAtCommand
    {
        get
        {
            int at = _text.Length - 1;
            while (at >= 0 && _text[at] is ' ' or '\t')
            {
                at--;
            }

            return at < 0 || _text[at] is '\n' or ';' or '{' or '|' or '&' or '(';
        }
    }

    /// <summary>Adds text of which the first line is <paramref name="line"/> of the file.</summary>
    public ShellTextBuilder Append(ReadOnlySpan<char> text, int line)
    {
        if (_text.Length + text.Length > MaxLength)
        {
            IsCut = true;
            return this;
        }

        Mark(line);
        for (int end = text.IndexOf('\n'); end >= 0 && end + 1 < text.Length; end = text.IndexOf('\n'))
        {
            _text.Append(text[..(end + 1)]);
            text = text[(end + 1)..];
            Mark(++line);
        }

        _text.Append(text);
        return this;
    }

    /// <summary>Ends a command.</summary>
    public void EndLine()
    {
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
        }
    }

    public BuildScript Build() => new(_text.ToString(), new([.. _starts], [.. _lines]));

    private void Mark(int line)
    {
        if (_starts[^1] == _text.Length)
        {
            _lines[^1] = line;
        }
        else if (_lines[^1] != line)
        {
            _starts.Add(_text.Length);
            _lines.Add(line);
        }
    }
}

/// <summary>Shell text out of a build file.</summary>
/// <param name="Text">One character a byte.</param>
/// <param name="Lines">The lines of the build file.</param>
internal sealed record BuildScript(string Text, LineMap Lines);
