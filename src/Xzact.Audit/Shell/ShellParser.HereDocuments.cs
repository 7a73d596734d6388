using System.Text;

namespace Xzact.Audit.Shell;

/// <content>Here-documents (2.7.4): their bodies stand behind the line, in the order of the operators.</content>
internal sealed partial class ShellParser
{
    private readonly List<Redirection> _hereDocuments = [];

    private Redirection ParseHereOperator(int start, string? location, string operation)
    {
        int begin = _at = SkipBlanksFrom(_at);
        ShellToken word = Take();
        if (word.Kind != TokenKind.Word)
        {
            throw Unexpected(word, $"the delimiter of '{operation}'");
        }

        (string text, bool isQuoted) = Unquote(_text.AsSpan(begin, _taken - begin));
        Redirection redirection = new(_source.At(start), location, "<<")
        {
            Delimiter = new(text, isQuoted, operation == "<<-"),
            Target = new(_source.At(begin), []),
        };
        _hereDocuments.Add(redirection);
        return redirection;
    }

    // Quotes are removed, and nothing is expanded.
    private static (string Text, bool IsQuoted) Unquote(ReadOnlySpan<char> word)
    {
        if (word.IndexOfAny("'\"\\") < 0)
        {
            return (word.ToString(), false);
        }

        StringBuilder text = new();
        char quote = '\0';
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < word.Length && (quote == '\0' || word[i + 1] is '"' or '\\'))
            {
                text.Append(word[++i]);
            }
            else
            {
                text.Append(c);
            }
        }

        return (text.ToString(), true);
    }

    private void ReadHereDocuments()
    {
        if (_hereDocuments.Count > 0)
        {
            Redirection[] pending = [.. _hereDocuments];
            _hereDocuments.Clear();
            foreach (Redirection redirection in pending)
            {
                redirection.Target = ReadBody(redirection.Delimiter!);
            }
        }
    }

    /// <summary>Lines up to the delimiter, or to the end, with which shells are content.</summary>
    private Word ReadBody(HereDelimiter delimiter)
    {
        int start = _at;
        int bodyEnd = _text.Length;
        bool isJoined = false;
        SourceText.Builder? stripped = delimiter.StripsTabs ? new(_source, _at) : null;
        while (_at < _text.Length)
        {
            int line = _at;
            while (delimiter.StripsTabs && !isJoined && line < _text.Length && _text[line] == '\t')
            {
                line++;
            }

            int next = NextLine(_at);
            int end = next > line && _text[next - 1] == '\n' ? next - 1 : next;
            if (!isJoined && _text.AsSpan(line, end - line).SequenceEqual(delimiter.Text))
            {
                bodyEnd = _at;
                _at = next;
                break;
            }

            stripped?.Take(line, next);
            isJoined = !delimiter.IsQuoted && EndsWithBackslash(line, end);
            _at = next;
        }

        SourceText body = (stripped?.Build() ?? _source.Slice(start, bodyEnd)).WithEndOfLine();
        int offset = body.At(0);
        if (delimiter.IsQuoted)
        {
            return new(offset, body.Text.Length == 0 ? [] : [new Literal(offset, body.Text)]);
        }

        ShellParser inner = new(body, _grammar, _budget);
        return inner.ReadParts(WordContext.HereDocument, null, 0);
    }

    private bool EndsWithBackslash(int start, int end)
    {
        int i = end;
        while (i > start && _text[i - 1] == '\\')
        {
            i--;
        }

        return (end - i) % 2 == 1;
    }
}
