namespace Xzact.Tools.Options;

/// <summary>
/// Splits an argument list into options and operands by the rules of getopt_long: bundled short options, long ones cut
/// short to any prefix that fits one option only, arguments attached or in the next word, <c>--</c>, and operands
/// anywhere unless POSIXLY_CORRECT is set. Messages are those of the GNU C library.
/// </summary>
internal static class OptionParser
{
    /// <summary>Carries out the options in their order and collects the operands.</summary>
    /// <param name="table">The options, in the order in which ambiguities list them.</param>
    /// <param name="arguments">The words, without the program's name.</param>
    /// <param name="posixlyCorrect">Whether the first operand ends the options.</param>
    /// <param name="context">What options change.</param>
    /// <returns>The operands; those met before an option ended the program, if one did.</returns>
    /// <exception cref="UsageException">A word is no valid option.</exception>
    public static List<string> Parse(
        IReadOnlyList<Option> table, IReadOnlyList<string> arguments, bool posixlyCorrect, OptionContext context)
    {
        var operands = new List<string>();
        for (int next = 0; next < arguments.Count && context.ExitStatus is null;)
        {
            string word = arguments[next++];
            bool isOperand = word.Length < 2 || word[0] != '-';
            if (word == "--" || (isOperand && posixlyCorrect))
            {
                operands.AddRange(arguments.Skip(word == "--" ? next : next - 1));
                break;
            }

            if (isOperand)
            {
                operands.Add(word);
            }
            else if (word[1] == '-')
            {
                ParseLong(table, word, arguments, ref next, context);
            }
            else
            {
                ParseShort(table, word, arguments, ref next, context);
            }
        }

        return operands;
    }

    private static void ParseLong(
        IReadOnlyList<Option> table, string word, IReadOnlyList<string> arguments, ref int next, OptionContext context)
    {
        int equals = word.IndexOf('=');
        string name = equals < 0 ? word[2..] : word[2..equals];
        string? argument = equals < 0 ? null : word[(equals + 1)..];
        Option option = Find(table, name, word);
        if (argument is not null && option.Rule == ArgumentRule.None)
        {
            throw Bad($"option '--{option.Name}' doesn't allow an argument");
        }

        if (argument is null && option.Rule == ArgumentRule.Required)
        {
            argument = next < arguments.Count
                ? arguments[next++]
                : throw Bad($"option '--{option.Name}' requires an argument");
        }

        option.Action(context, argument);
    }

    private static void ParseShort(
        IReadOnlyList<Option> table, string word, IReadOnlyList<string> arguments, ref int next, OptionContext context)
    {
        for (int i = 1; i < word.Length && context.ExitStatus is null; i++)
        {
            char letter = word[i];
            Option? option = null;
            foreach (Option candidate in table)
            {
                if (candidate.Short == letter)
                {
                    option = candidate;
                    break;
                }
            }

            if (option is null)
            {
                throw Bad($"invalid option -- '{letter}'");
            }

            string? argument = null;
            if (option.Rule == ArgumentRule.Required)
            {
                argument = i + 1 < word.Length ? word[(i + 1)..]
                    : next < arguments.Count ? arguments[next++]
                    : throw Bad($"option requires an argument -- '{letter}'");
                i = word.Length;
            }

            option.Action(context, argument);
        }
    }

    private static Option Find(IReadOnlyList<Option> table, string name, string word)
    {
        List<Option>? fitting = null;
        foreach (Option option in table)
        {
            // Nothing but a name can be meant by an entry that has a short one only.
            if (option.Name.Length == 0 || !option.Name.StartsWith(name, StringComparison.Ordinal))
            {
                continue;
            }

            if (option.Name.Length == name.Length)
            {
                return option;
            }

            if (!option.IsOwn)
            {
                (fitting ??= []).Add(option);
            }
        }

        if (fitting is null)
        {
            throw Bad($"unrecognized option '{word}'");
        }

        return fitting.TrueForAll(option => option.Meaning == fitting[0].Meaning)
            ? fitting[0]
            : throw Bad($"option '{word}' is ambiguous; possibilities:"
                + string.Concat(fitting.Select(option => $" '--{option.Name}'")));
    }

    private static UsageException Bad(string message) => new(message) { PointsToHelp = true };
}
