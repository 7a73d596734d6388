using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Short forms of what scripts say, for one line of a report.</summary>
internal static class FlowText
{
    private const int MaxShown = 60;

    /// <summary>A text whose undecided parts are shown as an ellipsis, cut to one line.</summary>
    public static string Show(string text) => Cut(text.Replace(WordValues.Unknown, '…'));

    /// <summary>A command as it stands in the script.</summary>
    /// <param name="program">Stands for the first word.</param>
    /// <param name="words">All words.</param>
    public static string Show(string program, Word[] words)
    {
        Word[] shown = [new(0, [new Literal(0, Safe(program))]), .. words.Skip(1)];
        return Show(new SimpleCommand(0, [], shown));
    }

    /// <summary>A command as it stands in the script.</summary>
    public static string Show(Command command) => Cut(ShellPrinter.Print(new(0, [new(command, false)])));

    /// <summary>A loop on one line.</summary>
    public static string ShowLoop(Command loop)
    {
        IEnumerable<string> lines = ShellPrinter.Print(new(0, [new(loop, false)]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Cut(string.Concat(lines.Select(line =>
            line + (line is "while" or "do" or "if" or "then" or "else" or "elif" ? " " : "; "))).TrimEnd(' ', ';'));
    }

    // The printer takes bytes, one a character.
    private static string Safe(string text) => text.Replace(WordValues.Unknown, '?');

    private static string Cut(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > MaxShown ? line[..MaxShown] + "…" : line;
    }
}
