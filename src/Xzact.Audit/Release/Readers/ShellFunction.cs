namespace Xzact.Audit.Release.Readers;

/// <summary>A function of a script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">The first command of its body, among the commands of the script.</param>
/// <param name="End">The command that closes it.</param>
internal sealed record ShellFunction(string Name, int Start, int End)
{
    /// <summary>The functions of a script, in the order in which they end.</summary>
    public static IReadOnlyList<ShellFunction> In(IReadOnlyList<SimpleCommand> commands)
    {
        List<ShellFunction> found = [];
        for (int i = 0; i < commands.Count; i++)
        {
            int start = commands[i].Words.FirstOrDefault() == "}" ? commands[i].Opened : -1;

            // The brace may stand behind the name, or on a line of its own.
            for (int back = 0; back < 2 && start - back >= 0 && start < i; back++)
            {
                if (NameOf(commands[start - back].Words) is string name)
                {
                    found.Add(new(name, start, i));
                    break;
                }
            }
        }

        return found;
    }

    private static string? NameOf(List<string> words) => words switch
    {
        [var name, ..] when name.Length > 2 && name.EndsWith("()", StringComparison.Ordinal) => name[..^2],
        ["function", var name, ..] => name.EndsWith("()", StringComparison.Ordinal) ? name[..^2] : name,
        _ => null,
    };
}
