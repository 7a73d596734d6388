using Xzact.Tools.Messages;

namespace Xzact.Tools.Commands;

/// <summary>The arguments of xzgrep: what is for grep, what is for us, and the files.</summary>
internal sealed class GrepArguments
{
    /// <summary>Short options with an argument.</summary>
    private const string WithArgument = "ABCDefmX";

    /// <summary>Short options that choose files or how names end, which makes no sense here.</summary>
    private const string Refused = "drRzZ";

    private static readonly string[] s_longWithArgument = ["--binary-", "--file", "--la", "--ma", "--reg"];
    private static readonly string[] s_longRefused = ["--di", "--exc", "--inc", "--rec", "--nu", "--dere"];

    private readonly List<string> _forGrep = [];
    private bool _hasPattern;

    private GrepArguments()
    {
    }

    /// <summary>Options for grep.</summary>
    public IReadOnlyList<string> ForGrep => _forGrep;

    /// <summary>The files, at least one; "-" is standard input.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public bool NamesOfMatches { get; private set; }

    public bool NamesOfOthers { get; private set; }

    public bool WithoutNames { get; private set; }

    public bool WithNames { get; private set; }

    public bool WantsHelp { get; private set; }

    public bool WantsVersion { get; private set; }

    /// <summary>What is wrong; null if nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <param name="name">The last component of the name the command was called by.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="posixlyCorrect">Whether the first operand ends the options.</param>
    public static GrepArguments Parse(string name, IReadOnlyList<string> arguments, bool posixlyCorrect)
    {
        var result = new GrepArguments();
        var operands = new List<string>();
        for (int next = 0; next < arguments.Count && result is { Error: null, WantsHelp: false, WantsVersion: false };)
        {
            string word = arguments[next++];
            bool isOperand = word.Length < 2 || word[0] != '-';
            if (isOperand)
            {
                operands.Add(word);
            }

            if (word == "--" || (isOperand && posixlyCorrect))
            {
                operands.AddRange(arguments.Skip(next));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                result.TakeLong(word, arguments, ref next);
            }
            else if (!isOperand)
            {
                result.TakeShort(word, arguments, ref next);
            }
        }

        result.TakePattern(name, operands);
        result.Files = operands.Count > 0 ? operands : ["-"];
        return result;
    }

    private void TakePattern(string name, List<string> operands)
    {
        if (_hasPattern || Error is not null || WantsHelp || WantsVersion)
        {
            return;
        }

        if (operands.Count == 0)
        {
            Error = $"Missing pattern; try '{name} --help' for help";
            return;
        }

        _forGrep.AddRange(["-e", operands[0]]);
        operands.RemoveAt(0);
    }

    private void TakeLong(string word, IReadOnlyList<string> arguments, ref int next)
    {
        bool Is(string prefix) => word.StartsWith(prefix, StringComparison.Ordinal);
        bool IsPrefixOf(string name) =>
            word.Length > "--".Length && name.StartsWith(word, StringComparison.Ordinal);
        if (Array.Exists(s_longRefused, Is))
        {
            Refuse(word);
        }
        else if (IsPrefixOf("--help"))
        {
            WantsHelp = true;
        }
        else if (IsPrefixOf("--version"))
        {
            WantsVersion = true;
        }
        else if (Is("--wi") && IsPrefixOf("--with-filename"))
        {
            WithNames = true;
        }
        else if (Is("--files-with-"))
        {
            NamesOfMatches = true;
        }
        else if (Is("--files-witho"))
        {
            NamesOfOthers = true;
        }
        else
        {
            WithoutNames |= Is("--no-f");
            _hasPattern |= Is("--reg") || word == "--file" || Is("--file=");
            _forGrep.Add(word);
            if (Array.Exists(s_longWithArgument, Is) && !word.Contains('='))
            {
                TakeArgument(word, arguments, ref next);
            }
        }
    }

    private void TakeShort(string word, IReadOnlyList<string> arguments, ref int next)
    {
        for (int i = 1; i < word.Length && Error is null; i++)
        {
            char letter = word[i];
            if (WithArgument.Contains(letter))
            {
                _hasPattern |= letter is 'e' or 'f';
                _forGrep.Add("-" + word[i..]);
                if (i == word.Length - 1)
                {
                    TakeArgument("-" + letter, arguments, ref next);
                }

                return;
            }

            if (char.IsAsciiDigit(letter))
            {
                // Digits side by side are one number: lines of context.
                int end = i;
                while (end < word.Length && char.IsAsciiDigit(word[end]))
                {
                    end++;
                }

                _forGrep.Add("-" + word[i..end]);
                i = end - 1;
            }
            else
            {
                TakeLetter(letter);
            }
        }
    }

    private void TakeLetter(char letter)
    {
        switch (letter)
        {
            case 'H':
                WithNames = true;
                break;
            case 'l':
                NamesOfMatches = true;
                break;
            case 'L':
                NamesOfOthers = true;
                break;
            case 'V':
                WantsVersion = true;
                break;
            case var refused when Refused.Contains(refused):
                Refuse("-" + letter);
                break;
            default:
                WithoutNames |= letter == 'h';
                _forGrep.Add("-" + letter);
                break;
        }
    }

    private void TakeArgument(string option, IReadOnlyList<string> arguments, ref int next)
    {
        if (next < arguments.Count)
        {
            _forGrep.Add(arguments[next++]);
        }
        else
        {
            Error = $"{option} option requires an argument";
        }
    }

    private void Refuse(string option) => Error = $"{Printable.Mask(option)}: Option not supported";
}
