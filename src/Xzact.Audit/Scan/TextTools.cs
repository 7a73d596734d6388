using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>What the small tools for text and bytes do to data, with the operands that scripts give them.</summary>
internal static partial class TextTools
{
    private static readonly SearchValues<char> s_grepOptions = SearchValues.Create("vaehsE");

    /// <summary>The lines that grep lets through; null if the pattern or an option is not known here.</summary>
    public static byte[]? Grep(IReadOnlyList<string> arguments, byte[] data)
    {
        string options = string.Concat(arguments.Where(a => a.Length > 1 && a[0] == '-' && a[1] != '-')
            .Select(a => a[1..]));
        if (options.AsSpan().IndexOfAnyExcept(s_grepOptions) >= 0 || arguments.Any(a => a.StartsWith("--",
            StringComparison.Ordinal) && a.Length > 2 && a is not "--text"))
        {
            return null;
        }

        string? pattern = arguments.Index().FirstOrDefault(a => a.Item == "-e") is { Item: not null } option
            ? arguments.ElementAtOrDefault(option.Index + 1)
            : arguments.FirstOrDefault(a => a.Length > 0 && a[0] != '-');
        if (pattern is null || BasicPattern.Of(pattern, options.Contains('E', StringComparison.Ordinal)) is not
            { } regex)
        {
            return null;
        }

        bool isInverted = options.Contains('v', StringComparison.Ordinal);
        return Lines(data, lines => lines.Where(line => regex.IsMatch(line) != isInverted));
    }

    /// <summary>The lines that head or tail takes; null if no number says which.</summary>
    public static byte[]? HeadOrTail(string program, IReadOnlyList<string> arguments, byte[] data)
    {
        string? count = null;
        for (int i = 0; i < arguments.Count && count is null; i++)
        {
            count = arguments[i] == "-n" ? arguments.ElementAtOrDefault(i + 1)
                : arguments[i].StartsWith("-n", StringComparison.Ordinal) ? arguments[i][2..]
                : arguments[i].Length > 1 && arguments[i][0] is '-' or '+' && char.IsAsciiDigit(arguments[i][1])
                    ? (arguments[i][0] == '+' ? arguments[i] : arguments[i][1..]) : null;
        }

        if (count is null || !int.TryParse(count.TrimStart('+', '-'), CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        return (program, count[0]) switch
        {
            ("tail", '+') => Lines(data, lines => lines.Skip(Math.Max(0, number - 1))),
            ("tail", _) => Lines(data, lines => lines.TakeLast(number)),
            (_, '-') => Lines(data, lines => lines.SkipLast(number)),
            _ => Lines(data, lines => lines.Take(number)),
        };
    }

    /// <summary>The characters or fields of each line that cut takes; null if the list is not one range.</summary>
    public static byte[]? Cut(IReadOnlyList<string> arguments, byte[] data)
    {
        string? Value(string option) => arguments.Select((a, i) => a == option ? arguments.ElementAtOrDefault(i + 1)
            : a.StartsWith(option, StringComparison.Ordinal) ? a[2..] : null).FirstOrDefault(a => a is not null);
        string? list = Value("-c") ?? Value("-b");
        string? fields = Value("-f");
        string[] ends = (list ?? fields ?? "").Split('-');
        if (ends.Length > 2 || list is null == fields is null)
        {
            return null;
        }

        int first = int.TryParse(ends[0], CultureInfo.InvariantCulture, out int begin) ? begin : 1;
        int last = ends.Length == 1 ? first
            : int.TryParse(ends[1], CultureInfo.InvariantCulture, out int end) ? end : int.MaxValue;
        if (first < 1 || last < first)
        {
            return null;
        }

        char mark = Value("-d") is { Length: > 0 } delimiter ? delimiter[0] : '\t';
        return Lines(data, lines => lines.Select(line => list is not null
            ? line[Math.Min(line.Length, first - 1)..Math.Min(line.Length, last)]
            : !line.Contains(mark, StringComparison.Ordinal) ? line
            : string.Join(mark, line.Split(mark).Skip(first - 1).Take(last - first + 1))));
    }

    /// <summary>The numbers that od writes for bytes; null if it is told another form than one number a byte.</summary>
    public static byte[]? Dump(IReadOnlyList<string> arguments, byte[] data)
    {
        string options = string.Join(' ', arguments);
        string? form = options.Contains("u1", StringComparison.Ordinal) ? "{0} "
            : options.Contains("x1", StringComparison.Ordinal) ? "{0:x2} " : null;
        const int MaxDumped = 4 << 20;
        if (form is null || data.Length > MaxDumped || (!options.Contains("-An", StringComparison.Ordinal)
            && !options.Contains("-A n", StringComparison.Ordinal)))
        {
            return null;
        }

        const int Row = 16;
        CompositeFormat format = CompositeFormat.Parse(form);
        StringBuilder text = new();
        for (int i = 0; i < data.Length; i++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, format, data[i]).Append(i % Row == Row - 1 ? "\n" : "");
        }

        return Encoding.Latin1.GetBytes(text.Append('\n').ToString());
    }

    /// <summary>The lines that an awk program of the form <c>NR%2==1</c> lets through; null for another.</summary>
    public static byte[]? EachNth(string program, byte[] data)
    {
        if (Remainder().Match(program) is not { Success: true } match
            || !int.TryParse(match.Groups["step"].Value, CultureInfo.InvariantCulture, out int step) || step < 1
            || !int.TryParse(match.Groups["rest"].Value, CultureInfo.InvariantCulture, out int rest))
        {
            return null;
        }

        return Lines(data, lines => lines.Where((_, i) => (i + 1) % step == rest));
    }

    [GeneratedRegex(
        @"^\s*NR\s*%\s*(?<step>[0-9]{1,4})\s*==\s*(?<rest>[0-9]{1,4})\s*(\{\s*print\s*\}\s*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Remainder();

    /// <summary>What tr -s makes: values of the first set exchanged, runs of one of the second cut to one.</summary>
    public static byte[]? Squeezed(string from, string to, byte[] data)
    {
        if (ByteMap.FromTr(from, to) is not { } map || TrSet.Expand(to) is not { } squeezed)
        {
            return null;
        }

        List<byte> result = [];
        foreach (byte value in data)
        {
            byte mapped = map[value];
            if (result.Count == 0 || result[^1] != mapped || !squeezed.Contains(mapped))
            {
                result.Add(mapped);
            }
        }

        return [.. result];
    }

    /// <summary>Hexadecimal digits as xxd -p writes them, with its number of bytes a line.</summary>
    public static byte[]? HexDump(IReadOnlyList<string> arguments, byte[] data)
    {
        const int UsualColumns = 30;
        const int MaxDumped = 4 << 20;
        string? text = arguments.Select((a, i) => a == "-c" ? arguments.ElementAtOrDefault(i + 1)
            : a.StartsWith("-c", StringComparison.Ordinal) ? a[2..] : null).FirstOrDefault(a => a is not null);
        int columns = UsualColumns;
        if (data.Length > MaxDumped || (text is not null && (!int.TryParse(text, CultureInfo.InvariantCulture,
            out columns) || columns < 1)))
        {
            return null;
        }

        return Encoding.ASCII.GetBytes(string.Concat(data.Chunk(columns)
            .Select(line => Convert.ToHexStringLower(line) + "\n")));
    }

    /// <summary>What uudecode finds between "begin" and "end"; null without them.</summary>
    public static byte[]? Uudecode(byte[] data)
    {
        string[] lines = Encoding.Latin1.GetString(data).Split('\n');
        int begin = Array.FindIndex(lines, line => line.StartsWith("begin", StringComparison.Ordinal));
        int end = begin < 0 ? -1 : Array.FindIndex(lines, begin, line => line.TrimEnd('\r') is "end" or "====");
        if (end < 0)
        {
            return null;
        }

        byte[] body = Encoding.Latin1.GetBytes(string.Join('\n', lines[(begin + 1)..end].Where(l => l.Length > 0)));
        return lines[begin].StartsWith("begin-base64", StringComparison.Ordinal) ? FromBase64(body)
            : TextCodec.FromUuencode(body);
    }

    /// <summary>Base64 with blanks and line ends in it.</summary>
    public static byte[]? FromBase64(byte[] data) => TextCodec.FromBase64(
        [.. data.Where(value => value is not ((byte)'\r' or (byte)' ' or (byte)'\t'))]);

    /// <summary>Hexadecimal digits with blanks and line ends among them; null if there is anything else.</summary>
    public static byte[]? FromHex(byte[] data)
    {
        byte[] digits = [.. data.Where(value => !char.IsWhiteSpace((char)value))];
        return digits.All(value => char.IsAsciiHexDigit((char)value)) ? TextCodec.FromHex(digits) : null;
    }

    /// <summary>The bytes of each pair in the other order; a last one alone stays.</summary>
    public static byte[] Swapped(byte[] data)
    {
        byte[] result = [.. data];
        for (int i = 0; i + 1 < result.Length; i += 2)
        {
            (result[i], result[i + 1]) = (result[i + 1], result[i]);
        }

        return result;
    }

    /// <summary>The characters of each line changed, and line ends left.</summary>
    public static byte[] EachLine(byte[] data, Func<string, IEnumerable<char>> change) =>
        Lines(data, lines => lines.Select(line => string.Concat(change(line))));

    /// <summary>Lines in the order of their bytes, as sort writes them in the C locale.</summary>
    public static byte[] Sorted(IReadOnlyList<string> arguments, byte[] data) => Lines(data, lines =>
    {
        IEnumerable<string> sorted = lines.Order(StringComparer.Ordinal);
        sorted = arguments.Contains("-u") ? sorted.Distinct() : sorted;
        return arguments.Contains("-r") ? sorted.Reverse() : sorted;
    });

    /// <summary>Lines in the other order, as tac writes them.</summary>
    public static byte[] LinesReversed(byte[] data) => Lines(data, lines => lines.Reverse());

    private static byte[] Lines(byte[] data, Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        string text = Encoding.Latin1.GetString(data);
        bool endsLine = text.EndsWith('\n');
        string[] lines = (endsLine ? text[..^1] : text).Split('\n');
        string result = string.Join('\n', change(lines));
        return Encoding.Latin1.GetBytes(result + (endsLine && result.Length > 0 ? "\n" : ""));
    }
}
