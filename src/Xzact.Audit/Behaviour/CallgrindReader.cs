using System.Globalization;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Behaviour;

/// <summary>The instructions of one function, alone and with what it calls.</summary>
internal readonly record struct FunctionInstructions(long Self, long Inclusive);

/// <summary>
/// Reads what callgrind writes: lines that name an object and a function, lines of costs, and calls with the cost of
/// what was called on the line after. The names come out of the files that were run, so that nothing is believed but
/// numbers.
/// </summary>
/// <param name="names">The names of the side.</param>
internal sealed class CallgrindReader(ObjectNames names)
{
    private const int MaxNames = 1 << 20;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Object, string Function), FunctionInstructions> _functions = [];
    private string _object = "";
    private string _function = "";
    private bool _isCalled;
    private int _positions = 1;

    /// <summary>All instructions of the files read.</summary>
    public long Total { get; private set; }

    /// <summary>The functions, with both names as they are the same on both sides.</summary>
    public IReadOnlyDictionary<(string Object, string Function), FunctionInstructions> Functions => _functions;

    /// <summary>Reads one file.</summary>
    /// <exception cref="MeasureException">It is not such a file, or was cut off.</exception>
    public void Read(TextReader text)
    {
        long before = Sum();
        long? stated = null;
        int number = 0;
        for (string? line; (line = text.ReadLine()) is not null;)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("totals:", StringComparison.Ordinal))
            {
                stated = (stated ?? 0) + Cost(line["totals:".Length..].Trim(), number);
            }
            else if (char.IsAsciiDigit(line[0]) || line[0] is '+' or '-' or '*')
            {
                Add(line, number);
            }
            else
            {
                Name(line);
            }
        }

        long read = Sum() - before;
        if (stated is not long total || total != read)
        {
            throw new MeasureException(
                $"callgrind's file is not whole: its functions have {read:N0} instructions, its last line says "
                + (stated is long said ? $"{said:N0}" : "nothing"));
        }

        Total += total;
    }

    private long Sum() => _functions.Values.Sum(f => f.Self);

    private void Name(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            // "positions: instr line": so many numbers stand before a cost.
            if (line.StartsWith("positions:", StringComparison.Ordinal))
            {
                _positions = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1;
            }

            return;
        }

        string value = line[(equals + 1)..];
        switch (line[..equals])
        {
            case "ob":
                _object = names.Object(Whole("ob", value));
                break;
            case "fn":
                _function = Function(Whole("fn", value));
                break;
            case "cfn":
                Whole("fn", value);
                break;
            case "cob":
                Whole("ob", value);
                break;
            case "calls":
                _isCalled = true;
                break;
            default:
                break;
        }
    }

    private void Add(string line, int number)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long cost = fields.Length > _positions ? Cost(fields[_positions], number) : 0;
        (string, string) key = (_object, _function);
        if (!_functions.ContainsKey(key) && _functions.Count >= MaxNames)
        {
            throw new MeasureException($"callgrind names more than {MaxNames:N0} functions");
        }

        FunctionInstructions known = _functions.GetValueOrDefault(key);
        _functions[key] = new(
            _isCalled ? known.Self : checked(known.Self + cost), checked(known.Inclusive + cost));
        _isCalled = false;
    }

    // "(7) name" gives a number to a name, "(7)" is that name again.
    private string Whole(string kind, string value)
    {
        int close = value.StartsWith('(') ? value.IndexOf(')', StringComparison.Ordinal) : -1;
        if (close < 2 || !value.AsSpan(1, close - 1).ContainsAnyInRange('0', '9')
            || value.AsSpan(1, close - 1).ContainsAnyExceptInRange('0', '9'))
        {
            return value;
        }

        string key = kind + value[..(close + 1)];
        string name = value[(close + 1)..].Trim();
        if (name.Length == 0)
        {
            return _known.GetValueOrDefault(key, "???");
        }

        return _known.Count < MaxNames ? _known[key] = name : name;
    }

    // A number that tells recursion levels apart, and the mark of a call cycle, are callgrind's own.
    private static string Function(string name)
    {
        int mark = name.IndexOf('\'', StringComparison.Ordinal);
        string plain = mark > 0 ? name[..mark] : name;
        return plain is "" or "???" || plain.StartsWith("0x", StringComparison.Ordinal)
            ? FunctionCost.NoName : plain;
    }

    private static long Cost(string text, int number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long cost)
            ? cost
            : throw new MeasureException($"callgrind's file is not whole: line {number:N0} has no number");
}
