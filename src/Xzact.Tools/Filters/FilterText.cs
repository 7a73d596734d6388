using Xzact.Tools.Options;

namespace Xzact.Tools.Filters;

/// <summary>
/// Reads a chain that is one text: a preset such as "6" or "-9e", or filters between blanks or "--", each as
/// name:option=value,option=value. Errors point at the place.
/// </summary>
internal sealed class FilterText
{
    private const int LongestName = 11;
    private const string NoPairs = "Options must be 'name=value' pairs separated with commas";
    private const string BadMultiplier = "Invalid multiplier suffix (KiB, MiB, or GiB)";

    private readonly string _text;
    private readonly int _number;
    private readonly bool _takesLzma1;
    private int _position;

    private FilterText(int number, string text, bool takesLzma1)
    {
        _number = number;
        _text = text;
        _takesLzma1 = takesLzma1;
    }

    private bool IsAtEnd => _position == _text.Length;

    /// <summary>Reads a chain.</summary>
    /// <param name="number">Its number for the message: zero for --filters, 1 to 9 for --filters1 and so on.</param>
    /// <param name="text">The text.</param>
    /// <param name="takesLzma1">Whether LZMA1 is one of the filters.</param>
    /// <exception cref="UsageException">It is not valid.</exception>
    public static IReadOnlyList<ChosenFilter> Parse(int number, string text, bool takesLzma1)
    {
        var reader = new FilterText(number, text, takesLzma1);
        reader.SkipBlanks();
        if (reader.IsAtEnd)
        {
            throw reader.Error("Empty string is not allowed, try '6' if a default value is needed");
        }

        return reader.DigitAt(0) || (text[reader._position] == '-' && reader.DigitAt(1))
            ? reader.ReadPreset()
            : reader.ReadChain();
    }

    private IReadOnlyList<ChosenFilter> ReadPreset()
    {
        if (_text[_position] == '-')
        {
            _position++;
        }

        int blank = _text.IndexOf(' ', _position);
        int end = blank < 0 ? _text.Length : blank;
        if (_text.AsSpan(end).ContainsAnyExcept(' '))
        {
            throw Error("Unsupported preset");
        }

        return [ReadPreset(FilterKind.Lzma2.ToDefault(), end)];
    }

    private ChosenFilter ReadPreset(ChosenFilter filter, int end)
    {
        if (!DigitAt(0))
        {
            throw Error("Unsupported preset");
        }

        int level = _text[_position++] - '0';
        bool extreme = false;
        while (_position < end)
        {
            if (_text[_position] != 'e')
            {
                throw Error("Unsupported flag in the preset");
            }

            extreme = true;
            _position++;
        }

        return FilterKey.ApplyPreset(filter, level, extreme);
    }

    private List<ChosenFilter> ReadChain()
    {
        var chain = new List<ChosenFilter>();
        do
        {
            if (chain.Count == Chains.MaxLength)
            {
                throw Error("The maximum number of filters is four");
            }

            if (_text.AsSpan(_position).StartsWith("--"))
            {
                _position += 2;
            }

            int end = EndOfFilter();
            if (end == _position)
            {
                throw Error("Filter name is missing");
            }

            chain.Add(ReadFilter(end));
            SkipBlanks();
        }
        while (!IsAtEnd);

        return ChainRules.IsValid(chain)
            ? chain
            : throw Error("Invalid filter chain ('lzma2' missing at the end?)");
    }

    private int EndOfFilter()
    {
        int end = _position;
        while (end < _text.Length && _text[end] != ' ' && !_text.AsSpan(end).StartsWith("--"))
        {
            end++;
        }

        return end;
    }

    private ChosenFilter ReadFilter(int end)
    {
        int nameLength = _text.AsSpan(_position, end - _position).IndexOfAny(':', '=');
        int nameEnd = nameLength < 0 ? end : _position + nameLength;
        FilterKind kind = FilterKind.Find(_text[_position..nameEnd]) ?? throw Error("Unknown filter name");
        if (kind == FilterKind.Lzma1 && !_takesLzma1)
        {
            throw Error("This filter cannot be used in the .xz format");
        }

        _position = Math.Min(nameEnd + 1, end);
        ChosenFilter filter = kind.ToDefault();
        while (_position < end)
        {
            if (_text[_position] == ',')
            {
                _position++;
            }
            else
            {
                filter = ReadOption(filter, end);
            }
        }

        return filter.HasValidModel ? filter : throw Error(ChosenFilter.TooManyLiteralBits);
    }

    private ChosenFilter ReadOption(ChosenFilter filter, int end)
    {
        int comma = _text.IndexOf(',', _position, end - _position);
        int pairEnd = comma < 0 ? end : comma;
        int equals = _text.IndexOf('=', _position, pairEnd - _position);
        if (equals <= _position)
        {
            throw Error(NoPairs);
        }

        FilterKey? key = equals - _position > LongestName ? null : filter.Kind.FindKey(_text[_position..equals]);
        if (key is null)
        {
            throw Error("Unknown option name");
        }

        _position = equals + 1;
        if (_position == pairEnd)
        {
            throw Error("Option value cannot be empty");
        }

        if (key == FilterKey.Preset)
        {
            return ReadPreset(filter, pairEnd);
        }

        long value = key.Words is null ? ReadNumber(key, pairEnd) : key.IndexOf(_text[_position..pairEnd]);
        if (value < 0)
        {
            throw Error("Invalid option value");
        }

        _position = pairEnd;
        return key.Apply(filter, value);
    }

    private long ReadNumber(FilterKey key, int end)
    {
        if (!DigitAt(0))
        {
            throw Error("Value is not a non-negative decimal integer");
        }

        int next = _position;
        ulong value = 0;
        while (next < end && char.IsAsciiDigit(_text[next]))
        {
            value = (value * 10) + (ulong)(_text[next++] - '0');
            if (value > uint.MaxValue)
            {
                throw Error("Value out of range");
            }
        }

        if (next < end)
        {
            int shift = Shift(key, next, end);
            value = value <= uint.MaxValue >> shift ? value << shift : throw Error("Value out of range");
        }

        return value >= (ulong)key.Min && value <= (ulong)key.Max ? (long)value : throw Error("Value out of range");
    }

    private int Shift(FilterKey key, int start, int end)
    {
        string suffix = _text[start..end];
        int shift = suffix[0] switch
        {
            'k' or 'K' => 10,
            'm' or 'M' => 20,
            'g' or 'G' => 30,
            _ => 0,
        };
        if (key.TakesMultiplier && shift > 0 && suffix[1..] is "" or "i" or "B" or "iB")
        {
            return shift;
        }

        _position = start;
        throw Error(key.TakesMultiplier ? BadMultiplier : "This option does not support any multiplier suffixes");
    }

    private bool DigitAt(int offset) =>
        _position + offset < _text.Length && char.IsAsciiDigit(_text[_position + offset]);

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }

    private UsageException Error(string message) => new(
        $"Error in --filters{(_number == 0 ? "" : _number.ToString())}=FILTERS option:",
        _text,
        new string(' ', _position) + "^",
        message);
}
