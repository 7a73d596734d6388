using System.Text.RegularExpressions;

namespace Xzact.Audit.Scan;

/// <summary>The plain commands of sed over a text: substitute, exchange characters, delete, print, quit and ranges of
/// lines (POSIX, sed). Anything else is not known.</summary>
internal sealed class SedText
{
    private const int MaxCommands = 64;

    private readonly List<SedCommand> _commands = [];
    private readonly bool _isExtended;
    private string _script = "";
    private int _at;

    private SedText(bool isExtended) => _isExtended = isExtended;

    private sealed record SedCommand(
        Func<string, int, bool, bool>? From, Func<string, int, bool, bool>? To, bool IsNegated, char Verb)
    {
        public Regex? Pattern { get; init; }

        public string Replacement { get; init; } = "";

        public bool IsGlobal { get; init; }

        public bool Prints { get; init; }

        public string Set { get; init; } = "";

        public bool IsInRange { get; set; }
    }

    /// <summary>What sed with these arguments makes of a text; null if a command is not known here.</summary>
    /// <param name="arguments">Options, scripts and files.</param>
    /// <param name="text">One character a byte.</param>
    public static string? Apply(IReadOnlyList<string> arguments, string text)
    {
        SedText sed = new(arguments.Any(a => a is "-E" or "-r" || a == "--regexp-extended"));
        bool isQuiet = arguments.Any(a => a is "-n" or "--quiet" or "--silent" || (a.Length > 2 && a[0] == '-'
            && a[1] != '-' && a.AsSpan(1).IndexOfAnyExcept("nEre") < 0 && a.Contains('n', StringComparison.Ordinal)));
        List<string> scripts = [.. Scripts(arguments)];
        if (scripts.Count == 0 || !scripts.TrueForAll(sed.Parse) || sed._commands.Count > MaxCommands)
        {
            return null;
        }

        return sed.Run(text, isQuiet);
    }

    /// <summary>The scripts among the arguments of sed.</summary>
    private static IEnumerable<string> Scripts(IReadOnlyList<string> arguments)
    {
        bool hasOption = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is "-e" or "--expression" || (arguments[i].Length is > 1 and < 6
                && arguments[i][0] == '-' && arguments[i][1] != '-' && arguments[i][^1] == 'e'))
            {
                hasOption = true;
                if (++i < arguments.Count)
                {
                    yield return arguments[i];
                }
            }
            else if (arguments[i].StartsWith("-e", StringComparison.Ordinal))
            {
                hasOption = true;
                yield return arguments[i][2..];
            }
        }

        if (!hasOption && arguments.FirstOrDefault(a => a.Length == 0 || a[0] != '-') is { } script)
        {
            yield return script;
        }
    }

    private bool Parse(string script)
    {
        (_script, _at) = (script, 0);
        while (true)
        {
            while (_at < script.Length && script[_at] is (' ' or '\t' or '\n' or ';'))
            {
                _at++;
            }

            if (_at >= script.Length)
            {
                return true;
            }

            if (!ParseOne())
            {
                return false;
            }
        }
    }

    private bool ParseOne()
    {
        if (!Address(out Func<string, int, bool, bool>? from))
        {
            return false;
        }

        Func<string, int, bool, bool>? to = null;
        if (from is not null && Peek() == ',')
        {
            _at++;
            if (!Address(out to) || to is null)
            {
                return false;
            }
        }

        while (Peek() == ' ')
        {
            _at++;
        }

        bool isNegated = Peek() == '!';
        _at += isNegated ? 1 : 0;
        if (_at >= _script.Length)
        {
            return false;
        }

        SedCommand command = new(from, to, isNegated, _script[_at++]);
        switch (command.Verb)
        {
            case 'd' or 'p' or 'q' or 'n':
                _commands.Add(command);
                return true;
            case 's':
                char sign = Peek();
                if (Delimited(sign) is not { } pattern || Delimited(sign, isNext: true) is not { } replacement
                    || Pattern(pattern) is not { } regex)
                {
                    return false;
                }

                int flags = _at;
                while (_at < _script.Length && char.IsAsciiLetterOrDigit(_script[_at]))
                {
                    _at++;
                }

                string flag = _script[flags.._at];
                if (flag.AsSpan().IndexOfAnyExcept("gp") >= 0)
                {
                    return false;
                }

                _commands.Add(command with
                {
                    Pattern = regex,
                    Replacement = replacement,
                    IsGlobal = flag.Contains('g', StringComparison.Ordinal),
                    Prints = flag.Contains('p', StringComparison.Ordinal),
                });
                return true;
            case 'y':
                char mark = Peek();
                if (Delimited(mark) is not { } set || Delimited(mark, isNext: true) is not { } other
                    || set.Length != other.Length)
                {
                    return false;
                }

                _commands.Add(command with { Set = set, Replacement = other });
                return true;
            default:
                return false;
        }
    }

    private char Peek() => _at < _script.Length ? _script[_at] : '\0';

    private bool Address(out Func<string, int, bool, bool>? address)
    {
        address = null;
        if (char.IsAsciiDigit(Peek()))
        {
            int begin = _at;
            while (char.IsAsciiDigit(Peek()))
            {
                _at++;
            }

            if (!int.TryParse(_script.AsSpan(begin, _at - begin), out int number))
            {
                return false;
            }

            address = (_, line, _) => line == number;
        }
        else if (Peek() == '$')
        {
            _at++;
            address = (_, _, isLast) => isLast;
        }
        else if (Peek() == '/')
        {
            if (Delimited('/') is not { } pattern || Pattern(pattern) is not { } regex)
            {
                return false;
            }

            address = (line, _, _) => regex.IsMatch(line);
        }

        return true;
    }

    // The text up to the next delimiter; the first call stands on one, the next has passed it.
    private string? Delimited(char sign, bool isNext = false)
    {
        if (sign is '\0' or '\\' or '\n' || _at >= _script.Length)
        {
            return null;
        }

        int begin = _at += isNext ? 0 : 1;
        for (; _at < _script.Length; _at++)
        {
            if (_script[_at] == '\\')
            {
                _at++;
            }
            else if (_script[_at] == sign)
            {
                return _script[begin.._at++].Replace("\\" + sign, sign.ToString(), StringComparison.Ordinal);
            }
        }

        return null;
    }

    private Regex? Pattern(string pattern) => BasicPattern.Of(pattern, _isExtended);

    private string Run(string text, bool isQuiet)
    {
        System.Text.StringBuilder output = new();
        string[] lines = text.Split('\n');
        bool endsLine = lines[^1].Length == 0;
        int count = endsLine ? lines.Length - 1 : lines.Length;
        for (int i = 0; i < count; i++)
        {
            string line = lines[i];
            bool isDeleted = false;
            bool isEnd = false;
            foreach (SedCommand command in _commands.Where(c => !isDeleted && !isEnd
                && Applies(c, line, i + 1, i == count - 1)))
            {
                switch (command.Verb)
                {
                    case 'd':
                        isDeleted = true;
                        break;
                    case 'p':
                        output.Append(line).Append('\n');
                        break;
                    case 'q':
                        isEnd = true;
                        break;
                    case 'n':
                        output.Append(isQuiet ? "" : line + "\n");
                        isDeleted = ++i >= count;
                        line = isDeleted ? "" : lines[i];
                        break;
                    case 'y':
                        line = string.Concat(line.Select(c => command.Set.IndexOf(c, StringComparison.Ordinal)
                            is >= 0 and int at ? command.Replacement[at] : c));
                        break;
                    default:
                        string changed = command.Pattern!.Replace(
                            line, match => BasicPattern.Expand(command.Replacement, match), command.IsGlobal ? -1 : 1);
                        bool isChanged = !ReferenceEquals(changed, line);
                        line = changed;
                        if (command.Prints && isChanged)
                        {
                            output.Append(line).Append('\n');
                        }

                        break;
                }
            }

            if (!isDeleted && !isQuiet)
            {
                output.Append(line).Append(i < count - 1 || endsLine ? "\n" : "");
            }

            if (isEnd)
            {
                break;
            }
        }

        return output.ToString();
    }

    private static bool Applies(SedCommand command, string line, int number, bool isLast)
    {
        bool isMatch;
        if (command.From is null)
        {
            isMatch = true;
        }
        else if (command.To is null)
        {
            isMatch = command.From(line, number, isLast);
        }
        else if (command.IsInRange)
        {
            isMatch = true;
            command.IsInRange = !command.To(line, number, isLast);
        }
        else
        {
            isMatch = command.IsInRange = command.From(line, number, isLast);
        }

        return isMatch != command.IsNegated;
    }
}
