using System.Globalization;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>Arithmetic over one byte, as one-line programs of Perl, awk, Python and Ruby write it. Its value for each
/// of the 256 bytes is a map.</summary>
internal ref struct ByteExpression
{
    private const int MaxLength = 200;
    private const int MaxDepth = 32;

    // From the weakest binding; those of one row bind alike.
    private static readonly string[][] s_operators = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"]];

    private readonly ReadOnlySpan<char> _text;
    private readonly string _variable;
    private readonly long _value;
    private readonly IReadOnlyDictionary<string, long>? _variables;
    private int _at;
    private int _depth;
    private bool _isBroken;
    private bool _usesValue;

    private ByteExpression(
        ReadOnlySpan<char> text, string variable, long value, IReadOnlyDictionary<string, long>? variables = null)
    {
        _text = text;
        _variable = variable;
        _value = value;
        _variables = variables;
    }

    /// <summary>The map of an expression; null if it is none over the byte alone.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="variable">What names the byte, beside <c>ord(…)</c>.</param>
    public static ByteMap? Map(string text, string variable)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        byte[] table = new byte[256];
        for (int value = 0; value < table.Length; value++)
        {
            ByteExpression expression = new(text, variable, value);
            long result = expression.Read(0);
            expression.Blanks();
            if (expression._isBroken || !expression._usesValue || expression._at < text.Length)
            {
                return null;
            }

            table[value] = (byte)result;
        }

        return ByteMap.From("the arithmetic of a script", value => table[value]);
    }

    /// <summary>What an expression of constants is; null if it is none.</summary>
    public static long? Value(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        ByteExpression expression = new(text, "\0", 0);
        long result = expression.Read(0);
        expression.Blanks();
        return expression._isBroken || expression._usesValue || expression._at < text.Length ? null : result;
    }

    /// <summary>What an expression over variables is; null if it is none, or names another one.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="variables">Their values, by their names as the language writes them.</param>
    public static long? Value(string text, IReadOnlyDictionary<string, long> variables)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        ByteExpression expression = new(text, "\0", 0, variables);
        long result = expression.Read(0);
        expression.Blanks();
        return expression._isBroken || expression._at < text.Length ? null : result;
    }

    private long Read(int level)
    {
        if (level == s_operators.Length)
        {
            return ReadOne();
        }

        long left = Read(level + 1);
        while (!_isBroken && Operator(s_operators[level]) is { } sign)
        {
            long right = Read(level + 1);
            left = sign switch
            {
                "|" => left | right,
                "^" => left ^ right,
                "&" => left & right,
                "<<" => left << (int)(right & 31),
                ">>" => left >> (int)(right & 31),
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                // The least number has no opposite.
                "/" when right == -1 => -left,
                "/" when right != 0 => left / right,
                "%" when right == -1 => 0,
                "%" when right != 0 => ((left % right) + right) % right,
                _ => Break(),
            };
        }

        return left;
    }

    private string? Operator(string[] signs)
    {
        Blanks();
        foreach (string sign in signs)
        {
            if (_text[_at..].StartsWith(sign, StringComparison.Ordinal))
            {
                _at += sign.Length;
                return sign;
            }
        }

        return null;
    }

    private long ReadOne()
    {
        Blanks();
        if (_at == _text.Length || ++_depth > MaxDepth)
        {
            return Break();
        }

        long result;
        if (_text[_at..].StartsWith(_variable, StringComparison.Ordinal))
        {
            _at += _variable.Length;
            _usesValue = true;
            result = _value;
        }
        else if (_variables is not null && Name() is { Length: > 0 } name
            && _variables.TryGetValue(name, out long known))
        {
            _at += name.Length;
            result = known;
        }
        else if (char.IsAsciiDigit(_text[_at]))
        {
            result = Number();
        }
        else if (char.IsAsciiLetter(_text[_at]))
        {
            result = Call();
        }
        else
        {
            char sign = _text[_at++];
            result = sign switch
            {
                '(' => Closed(Read(0)),
                '~' => ~ReadOne(),
                '-' => -ReadOne(),
                '+' => ReadOne(),
                _ => Break(),
            };
        }

        _depth--;
        return result;
    }

    // A name as shells, awk and Perl write them, with its sign.
    private readonly string Name()
    {
        int end = _at + (_text[_at] == '$' ? 1 : 0);
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
        {
            end++;
        }

        return _text[_at..end].ToString();
    }

    private long Number()
    {
        int begin = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '#'))
        {
            _at++;
        }

        string digits = _text[begin.._at].ToString();
        int mark = digits.IndexOf('#', StringComparison.Ordinal);
        (string plain, int radix) = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? (digits[2..], 16)
            : mark > 0 && int.TryParse(digits[..mark], NumberStyles.None, CultureInfo.InvariantCulture, out int given)
                ? (digits[(mark + 1)..], given)
            : digits.Length > 1 && digits[0] == '0' ? (digits, 8) : (digits, 10);
        return radix switch
        {
            10 => long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number : Break(),
            16 => long.TryParse(plain, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long number)
                ? number : Break(),
            2 or 8 => Power(plain, radix),
            _ => Break(),
        };
    }

    private long Power(string digits, int radix)
    {
        const int MaxDigits = 32;
        long number = 0;
        foreach (char digit in digits)
        {
            number = (number * radix) + (digit - '0');
            if (digit < '0' || digit >= '0' + radix || digits.Length > MaxDigits)
            {
                return Break();
            }
        }

        return digits.Length > 0 ? number : Break();
    }

    // ord of whatever it is given, and the bit functions of awk.
    private long Call()
    {
        int begin = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
        {
            _at++;
        }

        string name = _text[begin.._at].ToString();
        Blanks();
        bool hasArguments = _at < _text.Length && _text[_at] == '(';
        if (name == "ord")
        {
            int end = hasArguments ? _text[_at..].IndexOf(')') : -1;
            _at = end > 0 ? _at + end + 1 : _at;
            _usesValue = true;
            return _value;
        }

        if (!hasArguments)
        {
            return Break();
        }

        _at++;
        long first = Read(0);
        Blanks();
        long second = 0;
        if (_at < _text.Length && _text[_at] == ',')
        {
            _at++;
            second = Read(0);
        }

        _ = Closed(0);
        return name switch
        {
            "int" or "strtonum" => first,
            "xor" => first ^ second,
            "and" => first & second,
            "or" => first | second,
            "compl" => ~first,
            "lshift" => first << (int)(second & 31),
            "rshift" => first >> (int)(second & 31),
            _ => Break(),
        };
    }

    private long Closed(long value)
    {
        Blanks();
        if (_at < _text.Length && _text[_at] == ')')
        {
            _at++;
            return value;
        }

        return Break();
    }

    private void Blanks()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\t'))
        {
            _at++;
        }
    }

    private long Break()
    {
        _isBroken = true;
        return 0;
    }
}
