using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Scan;

/// <summary>What a one-line program on a command line makes of its input, for the few things that such programs do to
/// bytes: decode, give each byte another value, change their order, take some of them. Nothing is run.</summary>
internal static partial class InlineProgram
{
    private const int MaxProgram = 2_000;

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>The result; null if nothing of the program is known here.</summary>
    /// <param name="program">The text of <c>perl -e</c>, <c>python -c</c> or <c>ruby -e</c>.</param>
    /// <param name="options">The options before it.</param>
    /// <param name="data">What it reads.</param>
    public static byte[]? Apply(string program, IReadOnlyList<string> options, byte[] data)
    {
        if (program.Length > MaxProgram)
        {
            return null;
        }

        if (Extracted(program, options, data) is { } extracted)
        {
            return extracted;
        }

        // Decoding comes before all else, and values before order: in either order those two give the same.
        byte[]? result = Decode(program, data);
        if (KeyedLoop.Of(program) is { } keyed)
        {
            return keyed.Apply(result ?? data);
        }

        if (Chr().Match(program) is { Success: true } chr && Argument(program, chr.Index + chr.Length) is { } operand)
        {
            // Strings are joined bit by bit with a character that is repeated.
            ByteMap? map = ByteExpression.Map(operand, "$_") ?? ByteExpression.Map(operand, "$1")
                ?? (program[..chr.Index].TrimEnd(' ', '(', '=').EndsWith('^')
                    && byte.TryParse(operand, CultureInfo.InvariantCulture, out byte key) ? ByteMap.Xor(key) : null);
            if (map is null)
            {
                return null;
            }

            result = Mapped(result ?? data, map);
        }
        else if (Comprehension().Match(program) is { Success: true } loop)
        {
            string operand2 = Enclosed(program, loop.Index);
            if (ByteExpression.Map(operand2, loop.Groups["name"].Value) is not { } map)
            {
                return null;
            }

            result = Mapped(result ?? data, map);
        }
        else if (Exchange().Match(program) is { Success: true } exchange && !ComputesMore().IsMatch(program))
        {
            if (ByteMap.FromTr(Octal(exchange.Groups["from"].Value), Octal(exchange.Groups["to"].Value)) is not
                { } map)
            {
                return null;
            }

            result = Mapped(result ?? data, map);
        }
        else if (Substitution().Match(program) is { Success: true } substitution)
        {
            result = Substituted(substitution, options, result ?? data);
        }

        return Reordered(program, options, result ?? data) ?? result;
    }

    // /PATTERN/ && print $1
    private static byte[]? Extracted(string program, IReadOnlyList<string> options, byte[] data)
    {
        if (Extraction().Match(program) is not { Success: true } extraction
            || BasicPattern.Of(extraction.Groups["pattern"].Value, isExtended: true,
                isWhole: extraction.Groups["flags"].Value.Contains('s', StringComparison.Ordinal))
                is not { } regex)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(data);
        IEnumerable<string> records = options.Any(o => o.StartsWith("-0777", StringComparison.Ordinal))
            ? [text] : text.Split('\n');
        return Encoding.Latin1.GetBytes(string.Concat(records.Select(record => regex.Match(record))
            .Where(match => match.Success).Select(match => BasicPattern.Expand("\\1", match))));
    }

    private static byte[]? Decode(string program, byte[] data) =>
        Uudecode().IsMatch(program) ? TextCodec.FromUuencode(data)
        : program.Contains("decode_base64", StringComparison.Ordinal)
            || program.Contains("b64decode", StringComparison.Ordinal)
            || program.Contains("decode64", StringComparison.Ordinal) ? TextTools.FromBase64(data)
        : Hexadecimal().IsMatch(program) ? TextTools.FromHex(data)
        : null;

    private static byte[]? Reordered(string program, IReadOnlyList<string> options, byte[] data)
    {
        if (Slice().Match(program) is { Success: true } slice)
        {
            int step = int.Parse(slice.Groups["step"].Value, CultureInfo.InvariantCulture);
            int first = slice.Groups["first"].Value is { Length: > 0 } text
                ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
            return [.. data.Where((_, i) => i >= first && (i - first) % Math.Max(1, step) == 0)];
        }

        if (Swap().IsMatch(program))
        {
            return TextTools.Swapped(data);
        }

        if (program.Contains("[::-1]", StringComparison.Ordinal))
        {
            return [.. Enumerable.Reverse(data)];
        }

        if (!program.Contains("reverse", StringComparison.Ordinal))
        {
            return null;
        }

        bool isWhole = options.Any(o => o.StartsWith("-0", StringComparison.Ordinal))
            || program.Contains("$/", StringComparison.Ordinal) || program.Contains("join", StringComparison.Ordinal)
            || program.Contains("unpack", StringComparison.Ordinal)
            || program.Contains("read", StringComparison.Ordinal)
            || program.Contains("STDIN", StringComparison.Ordinal);
        return isWhole ? [.. Enumerable.Reverse(data)]
            : program.Contains("scalar", StringComparison.Ordinal) ? TextTools.EachLine(data, line => line.Reverse())
            : TextTools.LinesReversed(data);
    }

    // s/PATTERN/REPLACEMENT/ without code in it.
    private static byte[]? Substituted(Match substitution, IReadOnlyList<string> options, byte[] data)
    {
        string flags = substitution.Groups["flags"].Value;
        string pattern = substitution.Groups["from"].Value;
        if (flags.Contains('e', StringComparison.Ordinal) || !options.Any(o => o.Length < 8
            && o.Contains('p', StringComparison.Ordinal))
            || BasicPattern.Of(pattern, isExtended: true, isWhole: flags.Contains('s', StringComparison.Ordinal)) is
                not { } regex)
        {
            return null;
        }

        string replacement = Group().Replace(substitution.Groups["to"].Value, "\\${number}");
        int count = flags.Contains('g', StringComparison.Ordinal) ? -1 : 1;
        string text = Encoding.Latin1.GetString(data);
        bool isWhole = options.Any(o => o.StartsWith("-0777", StringComparison.Ordinal));
        string result = isWhole
            ? regex.Replace(text, match => BasicPattern.Expand(replacement, match), count)
            : string.Join('\n', text.Split('\n').Select(line =>
                regex.Replace(line, match => BasicPattern.Expand(replacement, match), count)));
        return Encoding.Latin1.GetBytes(result);
    }

    /// <summary>What <c>awk</c> puts out with <c>printf "%c"</c> for each number that it reads.</summary>
    /// <param name="program">The program.</param>
    /// <param name="data">Numbers as text, as od writes them.</param>
    public static byte[]? PrintedCharacters(string program, byte[] data)
    {
        if (KeyedLoop.Of(program) is { } keyed)
        {
            return keyed.ApplyToNumbers(data);
        }

        if (program.Length > MaxProgram || Character().Match(program) is not { Success: true } printed)
        {
            return null;
        }

        string rest = program[(printed.Index + printed.Length)..];
        int depth = 0;
        int end = 0;
        for (; end < rest.Length && (depth > 0 || rest[end] is not (')' or ';' or '}' or '\n')); end++)
        {
            depth += rest[end] == '(' ? 1 : rest[end] == ')' ? -1 : 0;
        }

        string expression = rest[..end].Trim();
        if ((ByteExpression.Map(expression, "$i") ?? ByteExpression.Map(expression, "$0")
            ?? ByteExpression.Map(expression, "$1")) is not { } map)
        {
            return null;
        }

        int step = Step().Match(program) is { Success: true } match
            ? int.Parse(match.Groups["step"].Value, CultureInfo.InvariantCulture) : 1;
        int first = First().Match(program) is { Success: true } start
            ? int.Parse(start.Groups["first"].Value, CultureInfo.InvariantCulture) : 1;
        List<byte> result = [];
        foreach (string line in Encoding.Latin1.GetString(data).Split('\n'))
        {
            string[] fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            for (int i = Math.Max(first, 1) - 1; i < fields.Length; i += Math.Max(1, step))
            {
                if (!byte.TryParse(fields[i], CultureInfo.InvariantCulture, out byte value))
                {
                    return null;
                }

                result.Add(map[value]);
            }
        }

        return [.. result];
    }

    private static byte[] Mapped(byte[] data, ByteMap map)
    {
        byte[] result = [.. data];
        map.Apply(result);
        return result;
    }

    // What stands in the parentheses that begin at a place, or up to the end of the operand.
    private static string? Argument(string text, int at)
    {
        if (at >= text.Length || text[at] != '(')
        {
            return null;
        }

        int depth = 0;
        for (int i = at; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return text[(at + 1)..i];
            }
        }

        return null;
    }

    // From the parenthesis or bracket before a place that is still open there.
    private static string Enclosed(string text, int end)
    {
        int depth = 0;
        for (int i = end - 1; i >= 0; i--)
        {
            depth += text[i] is ')' or ']' ? 1 : text[i] is '(' or '[' ? -1 : 0;
            if (depth < 0)
            {
                return text[(i + 1)..end].Trim();
            }
        }

        return text[..end];
    }

    private static string Octal(string set) => HexEscape().Replace(set, match =>
        "\\" + Convert.ToString(Convert.ToInt32(match.Groups["digits"].Value, 16), 8).PadLeft(3, '0'));

    [GeneratedRegex(@"\bchr\s*", Plain)]
    private static partial Regex Chr();

    [GeneratedRegex(@"\sfor (?<name>[a-z_]+) in\b", Plain)]
    private static partial Regex Comprehension();

    [GeneratedRegex(@"\b(tr|y)/(?<from>[^/]+)/(?<to>[^/]+)/", Plain)]
    private static partial Regex Exchange();

    // What is done besides an exchange of characters, and is not known here.
    [GeneratedRegex(@"\b(oct|hex|ord|chr|length|if|unless|substr)\b|(^|[\s;{])s/", Plain)]
    private static partial Regex ComputesMore();

    [GeneratedRegex(@"(^|[\s;{])s/(?<from>[^/]+)/(?<to>[^/]*)/(?<flags>[a-z]*)", Plain)]
    private static partial Regex Substitution();

    [GeneratedRegex(
        @"^\s*m?/(?<pattern>[^/]+)/(?<flags>[a-z]*)\s*(&&|and)\s*print\s*\(?\s*\$1\s*\)?\s*;?\s*$", Plain)]
    private static partial Regex Extraction();

    [GeneratedRegex(@"unpack\s*\(?\s*[""'q][({]?u", Plain)]
    private static partial Regex Uudecode();

    [GeneratedRegex(@"\bpack\s*\(?\s*[""']H|unhexlify|fromhex", Plain)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\[(?<first>[0-9]*)::(?<step>[0-9]+)\]", Plain)]
    private static partial Regex Slice();

    [GeneratedRegex(@"\bpack\s*\(?\s*[""'][nv]\*[""']\s*,\s*unpack\s*\(?\s*[""'][nv]\*", Plain)]
    private static partial Regex Swap();

    [GeneratedRegex(@"\$(?<number>[1-9])", Plain)]
    private static partial Regex Group();

    [GeneratedRegex(@"\\x\{?(?<digits>[0-9A-Fa-f]{1,2})\}?", Plain)]
    private static partial Regex HexEscape();

    [GeneratedRegex(@"printf\s*\(?\s*""%c""\s*,", Plain)]
    private static partial Regex Character();

    [GeneratedRegex(@"i\s*\+=\s*(?<step>[0-9]{1,4})", Plain)]
    private static partial Regex Step();

    [GeneratedRegex(@"\(\s*i\s*=\s*(?<first>[0-9]{1,4})", Plain)]
    private static partial Regex First();
}
