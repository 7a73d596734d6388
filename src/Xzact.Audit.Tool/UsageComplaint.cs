using System.CommandLine;
using System.CommandLine.Parsing;

namespace Xzact.Audit.Tool;

/// <summary>What is wrong with a command line, one line each: a misspelt word is named with the nearest right one, and
/// what follows from it is not.</summary>
internal static class UsageComplaint
{
    /// <summary>The complaints about a command line that has errors.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string word, ..])
        {
            return [About(word, command)];
        }

        return command.Action is null
            ? [$"a command is missing; there {Listed(command.Subcommands)}"]
            : parsed.Errors.Select(error => OneLine(error.Message));
    }

    /// <summary>
    /// The complaints about values that are empty, as those of unset shell variables are: nothing takes one.
    /// </summary>
    public static IEnumerable<string> OfEmptyValues(ParseResult parsed)
    {
        foreach (SymbolResult given in parsed.CommandResult.Children)
        {
            if (!given.Tokens.Any(token => token.Type == TokenType.Argument && token.Value.Length == 0))
            {
                continue;
            }

            yield return given is OptionResult option
                ? $"{option.Option.Name} is given an empty value; is a variable not set?"
                : $"<{((ArgumentResult)given).Argument.Name}> is empty; is a variable not set?";
        }
    }

    /// <summary>The complaint about a word that a command does not take.</summary>
    public static string About(string word, Command command)
    {
        bool isOption = word.StartsWith('-');
        string of = command is RootCommand ? "" : $" of {command.Name}";
        IEnumerable<string> names = isOption
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : command.Subcommands.Select(verb => verb.Name);
        string? near = NearNames.Of(word.Split('=')[0], names).FirstOrDefault();
        return (isOption, near) switch
        {
            (true, not null) => $"there is no option '{word}'{of}; did you mean '{near}'?",
            (true, null) => $"there is no option '{word}'{of}",
            (false, not null) => $"there is no command '{word}'{of}; did you mean '{near}'?",
            _ when command.Subcommands.Count > 0 =>
                $"there is no command '{word}'{of}; there {Listed(command.Subcommands)}",
            _ => $"'{word}' is more than {command.Name} takes",
        };
    }

    private static string Listed(IList<Command> commands) =>
        $"{(commands.Count == 1 ? "is" : "are")} {string.Join(", ", commands.Select(c => c.Name))}";

    // The parser lists what is allowed line by line; a complaint is one line.
    private static string OneLine(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
