namespace Xzact.Tools.Progress;

/// <summary>The line that a terminal shows while a file is worked on: 79 columns, ASCII.</summary>
internal static class ProgressBar
{
    private const int BarWidth = 8;

    /// <summary>A line of work under way.</summary>
    public static string Draw(ProgressText text) =>
        Line(text.Percentage, Bar(text.Fraction), text.RunningSizes, text.Speed, text.Time, text.Remaining);

    /// <summary>The last line of a file, whether or not it came to its end.</summary>
    public static string DrawFinal(ProgressText text, bool isComplete) => isComplete
        ? Line("100 %", Bar(1), text.FinalSizes, text.Speed, text.Time, "")
        : Line(text.Percentage, Bar(text.Fraction), text.FinalSizes, text.Speed, text.Time, text.Remaining);

    private static string Line(string percent, string bar, string sizes, string speed, string time, string left)
    {
        string line = $"\r {percent,6} {bar} {sizes,-31}";
        line += speed.Length == 0 && time.Length == 0 ? "" : $" {speed,9} {time,7}";
        line += left.Length == 0 ? "" : $" {left,10}";
        return line.PadRight(80);
    }

    /// <summary>Hashes for what is done, dots for what is not, blanks if nobody knows.</summary>
    private static string Bar(double? fraction)
    {
        if (fraction is not { } done)
        {
            return new string(' ', BarWidth + 2);
        }

        int filled = (int)(Math.Clamp(done, 0, 1) * BarWidth);
        return "[" + new string('#', filled) + new string('.', BarWidth - filled) + "]";
    }
}
