namespace Xzact.Audit.Rules.Shell;

/// <summary>The macro call in whose argument a text stands.</summary>
/// <param name="Macro">Its name; empty for a parenthesis without one.</param>
/// <param name="Index">Which argument, from 1.</param>
/// <param name="Kind">What that argument is.</param>
/// <param name="InDefinition">Whether it belongs to the text of a macro that is being defined.</param>
/// <param name="Start">Offset at which the argument begins.</param>
internal sealed record MacroArgument(string Macro, int Index, M4ArgumentKind Kind, bool InDefinition, int Start);

/// <summary>
/// Which argument of which macro each character of an m4 file stands in, with the quotes that Autoconf sets. m4 knows
/// nothing of the shell's quotes, so an apostrophe changes nothing here. It never fails: what does not balance ends
/// where the quote around it ends.
/// </summary>
internal sealed class M4Structure
{
    // Far above real nesting; deeper calls are part of the one around them.
    private const int MaxDepth = 100;

    private readonly string _text;
    private readonly List<int> _offsets = [0];
    private readonly List<MacroArgument?> _places = [null];
    private readonly List<int> _separators = [-1];
    private readonly Stack<(MacroArgument Place, int Quotes)> _open = new();

    // With other quotes than brackets nothing is known, and everything counts as code.
    private bool _otherQuotes;

    private M4Structure(string text) => _text = text;

    /// <summary>Reads the structure of <paramref name="text"/>.</summary>
    public static M4Structure Of(string text)
    {
        M4Structure structure = new(text);
        structure.Scan();
        return structure;
    }

    /// <summary>The innermost argument around <paramref name="offset"/>; null outside of every call.</summary>
    public MacroArgument? At(int offset)
    {
        int found = _offsets.BinarySearch(offset);
        return _places[found >= 0 ? found : ~found - 1];
    }

    /// <summary>Whether the argument around the offset holds, before it, a character that ends a command.</summary>
    public bool FollowsSeparator(int offset)
    {
        int found = _separators.BinarySearch(offset);
        return _separators[found >= 0 ? found : ~found - 1] >= (At(offset)?.Start ?? offset + 1);
    }

    /// <summary>Whether only white space and quotes stand between the begin of the argument and the offset.</summary>
    public bool IsStartOfArgument(int offset)
    {
        const int Longest = 1000;
        int start = At(offset)?.Start ?? offset + 1;
        return start <= offset && offset - start < Longest
            && _text.AsSpan(start, offset - start).IndexOfAnyExcept(" \t\r\n[") < 0;
    }

    private void Scan()
    {
        int quotes = 0;
        int name = -1;
        int? comment = null; // the quotes around its begin; it ends with the line or with them
        for (int i = 0; i < _text.Length; i++)
        {
            char c = _text[i];
            bool isName = char.IsAsciiLetterOrDigit(c) || c == '_';
            if (isName)
            {
                name = name < 0 ? i : name;
                continue;
            }

            if (comment is null && name >= 0 && c != '(' && _text.AsSpan(name, i - name) is "dnl")
            {
                comment = quotes;
            }

            switch (c)
            {
                case '\n':
                    comment = null;
                    break;
                case ';' or '&' or '|':
                    _separators.Add(i);
                    break;
                case '#' when i == 0 || char.IsWhiteSpace(_text[i - 1]) || _text[i - 1] is '[' or ']':
                    comment ??= quotes;
                    break;
                case '[' when comment != 0:
                    quotes++;
                    break;
                case ']' when comment != 0:
                    quotes = Math.Max(0, quotes - 1);
                    comment = quotes < comment ? null : comment;
                    CloseBelow(quotes, i);
                    break;
                case '(' when comment is null:
                    Open(name < 0 ? "" : _text[name..i], quotes, i + 1);
                    break;
                case ',' when comment is null && _open.TryPeek(out var top) && top.Quotes == quotes:
                    _open.Pop();
                    Enter(top.Place.Macro, top.Place.Index + 1, quotes, i + 1);
                    break;
                case ')' when comment is null && _open.TryPeek(out var top) && top.Quotes == quotes:
                    _open.Pop();
                    Change(i + 1);
                    break;
            }

            name = -1;
        }
    }

    private void Open(string macro, int quotes, int start)
    {
        if (macro is "changequote" or "m4_changequote")
        {
            ReadOnlySpan<char> rest = _text.AsSpan(start);
            _otherQuotes = !rest.StartsWith("[,])") && !rest.StartsWith("[, ])");
        }

        if (_open.Count < MaxDepth)
        {
            Enter(macro, 1, quotes, start);
        }
    }

    private void Enter(string macro, int index, int quotes, int start)
    {
        MacroArgument? outer = _open.TryPeek(out var top) ? top.Place : null;
        M4ArgumentKind kind = macro.Length == 0 ? outer?.Kind ?? M4ArgumentKind.Code
            : M4Arguments.KindOf(macro, index);
        // A function of a C program in an argument for the compiler; a known macro is expanded there all the same.
        if (outer?.Kind == M4ArgumentKind.Text && !M4Arguments.IsOfFamily(macro))
        {
            kind = M4ArgumentKind.Text;
        }

        bool inDefinition = outer?.InDefinition == true || (M4Arguments.IsDefiner(macro) && index > 1);
        _open.Push((new(macro, index, kind, inDefinition, start), quotes));
        Change(start);
    }

    private void CloseBelow(int quotes, int at)
    {
        bool changed = false;
        while (_open.TryPeek(out var top) && top.Quotes > quotes)
        {
            _open.Pop();
            changed = true;
        }

        if (changed)
        {
            Change(at);
        }
    }

    private void Change(int offset)
    {
        MacroArgument? place = !_otherQuotes && _open.TryPeek(out var top) ? top.Place : null;
        if (_offsets[^1] == offset)
        {
            _places[^1] = place;
            return;
        }

        _offsets.Add(offset);
        _places.Add(place);
    }
}
