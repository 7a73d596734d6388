using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Scan;

/// <summary>
/// A one-line program of Perl or awk whose loop puts out, for each byte or number that it reads, a value that depends
/// on variables which the loop changes: a key that follows from the key before. Its statements are done in memory;
/// nothing is run.
/// </summary>
internal sealed partial class KeyedLoop
{
    private const int MaxProgram = 2_000;
    private const int MaxStatements = 8;
    private const int MaxValues = 1 << 20;

    // Characters of expressions that are read, each again for each value: a second or two.
    private const long MaxWork = 16 << 20;

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    // What a program calls the byte or number at hand, in the order in which they are looked for.
    private static readonly string[] s_values = ["$_", "$i", "$0", "$1"];

    private readonly List<(string? Variable, string Expression)> _statements;
    private readonly Dictionary<string, long> _first;
    private readonly string _value;

    private KeyedLoop(List<(string?, string)> statements, Dictionary<string, long> first, string value)
    {
        _statements = statements;
        _first = first;
        _value = value;
    }

    /// <summary>The loop of a program; null if it has none, or one with statements that are not known here.</summary>
    /// <param name="program">Its text.</param>
    public static KeyedLoop? Of(string program)
    {
        if (program.Length > MaxProgram || Output().Match(program) is not { Success: true } output)
        {
            return null;
        }

        int begin = program.LastIndexOf('{', output.Index);
        int end = program.IndexOf('}', output.Index);
        if (begin < 0 || end < 0)
        {
            return null;
        }

        List<(string?, string)> statements = [];
        foreach (string text in program[(begin + 1)..end].Split([';', '\n'], StringSplitOptions.TrimEntries
            | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Printed(text) is { } printed)
            {
                statements.Add((null, printed));
            }
            else if (Assignment().Match(text) is { Success: true } assignment)
            {
                string name = assignment.Groups["name"].Value;
                string sign = assignment.Groups["sign"].Value;
                string expression = assignment.Groups["value"].Value;
                statements.Add((name, sign.Length > 0 ? $"{name}{sign}({expression})" : expression));
            }
            else
            {
                return null;
            }
        }

        Dictionary<string, long> first = new(StringComparer.Ordinal);
        foreach (Match match in Beginning().Matches(program[..begin]))
        {
            first[match.Groups["name"].Value] =
                long.Parse(match.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        string? value = LoopVariable().Match(program[..begin]) is { Success: true } loop
            ? loop.Groups["name"].Value
            : Array.Find(s_values, name => statements.Exists(s => s.Item2.Contains(name, StringComparison.Ordinal)));
        return value is null || statements.Count > MaxStatements || !statements.Exists(s => s.Item1 is not null)
            ? null : new(statements, first, value);
    }

    /// <summary>What the loop puts out for bytes.</summary>
    /// <returns>One byte for each; null if an expression is not known here.</returns>
    public byte[]? Apply(byte[] data) => data.Length > MaxValues ? null
        : Run([.. data.Select(value => (long)value)]);

    /// <summary>What the loop puts out for numbers that stand in text, as od writes them.</summary>
    public byte[]? ApplyToNumbers(byte[] data)
    {
        string[] words = data.Length > 4 * MaxValues ? []
            : Encoding.Latin1.GetString(data).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 || !Array.TrueForAll(words, word => byte.TryParse(word, CultureInfo.InvariantCulture,
            out _)) ? null
            : Run([.. words.Select(word => (long)byte.Parse(word, CultureInfo.InvariantCulture))]);
    }

    private byte[]? Run(long[] values)
    {
        if (values.Length * _statements.Sum(statement => (long)statement.Expression.Length) > MaxWork)
        {
            return null;
        }

        Dictionary<string, long> variables = new(_first, StringComparer.Ordinal);
        List<byte> result = [];
        foreach (long value in values)
        {
            variables[_value] = value;
            foreach ((string? variable, string expression) in _statements)
            {
                if (ByteExpression.Value(expression, variables) is not { } computed)
                {
                    return null;
                }

                if (variable is null)
                {
                    result.Add((byte)computed);
                }
                else
                {
                    variables[variable] = computed;
                }
            }
        }

        return [.. result];
    }

    // The operand of chr or of "%c", whole.
    private static string? Printed(string statement)
    {
        if (Output().Match(statement) is not { Success: true, Index: 0 } output)
        {
            return null;
        }

        string rest = statement[output.Length..].Trim();
        for (int open = output.Value.Count(c => c == '('); open > 0 && rest.EndsWith(')'); open--)
        {
            rest = rest[..^1].TrimEnd();
        }

        return rest;
    }

    [GeneratedRegex(@"print(\s*\(?\s*chr\s*\(|f\s*\(?\s*""%c""\s*,)", Plain)]
    private static partial Regex Output();

    [GeneratedRegex(@"^(?<name>\$?[A-Za-z]\w*)\s*(?<sign>[-+*^|&%]?)=\s*(?<value>[^=].*)$", Plain)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(^|[\s;{(])(?<name>\$?[A-Za-z]\w*)\s*=\s*(?<value>[0-9]{1,9})\b", Plain)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"for(each)?\s+(my\s+)?(?<name>\$[A-Za-z]\w*)\s*\(", Plain)]
    private static partial Regex LoopVariable();
}
