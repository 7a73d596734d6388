using System.Globalization;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Progress;

/// <summary>How far the work is, in the parts that progress lines have.</summary>
/// <param name="Read">Bytes of input that were used.</param>
/// <param name="Compressed">Bytes on the compressed side.</param>
/// <param name="Uncompressed">Bytes on the other side.</param>
/// <param name="Expected">Bytes of input that there are; zero if that is not known.</param>
/// <param name="Elapsed">Time since the file was begun.</param>
internal readonly record struct ProgressText(
    ulong Read, ulong Compressed, ulong Uncompressed, ulong Expected, TimeSpan Elapsed)
{
    /// <summary>Before this nothing is said about what remains.</summary>
    private const ulong LeastRead = 1 << 19;
    private const double LeastSeconds = 8;

    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    /// <summary>How much of the input is done, or null. It reaches 100 only when everything is done.</summary>
    public double? Fraction => Expected == 0 || Read > Expected ? null : Read / (double)Expected;

    /// <summary>Percent with one decimal.</summary>
    public string Percentage => Fraction is { } done
        ? (done * 99.9).ToString("F1", CultureInfo.InvariantCulture) + " %"
        : "--- %";

    /// <summary>Both sizes in MiB, and the ratio.</summary>
    public string RunningSizes => Amounts.SizesAndRatio(Compressed, Uncompressed, isFinal: false);

    /// <summary>Both sizes in units that fit them, and the ratio.</summary>
    public string FinalSizes => Amounts.SizesAndRatio(Compressed, Uncompressed, isFinal: true);

    /// <summary>Speed of the uncompressed side.</summary>
    public string Speed => Amounts.Speed(Uncompressed, Elapsed);

    /// <summary>Time since the start.</summary>
    public string Time => Amounts.Time(Elapsed);

    /// <summary>Time that the rest will take, rounded up to steps that grow with it; empty while it is not
    /// known.</summary>
    public string Remaining
    {
        get
        {
            if (Fraction is null || Read < LeastRead || Elapsed.TotalSeconds < LeastSeconds)
            {
                return "";
            }

            double estimate = (Expected - Read) * Elapsed.TotalSeconds / Read;
            return estimate > 999.0 * Day ? "" : Rounded(Math.Max((long)estimate, 1));
        }
    }

    private static string Rounded(long seconds)
    {
        switch (seconds)
        {
            case <= 10:
                return $"{seconds} s";
            case <= 50:
                return $"{RoundUp(seconds, 5)} s";
            case <= (9 * Minute) + 50:
                seconds = RoundUp(seconds, 10);
                return $"{seconds / Minute} min {seconds % Minute} s";
            case <= 59 * Minute:
                return $"{RoundUp(seconds, Minute) / Minute} min";
            case <= (9 * Hour) + (50 * Minute):
                long minutes = RoundUp(seconds, 10 * Minute) / Minute;
                return $"{minutes / 60} h {minutes % 60} min";
            case <= 23 * Hour:
                return $"{RoundUp(seconds, Hour) / Hour} h";
            case <= (9 * Day) + (23 * Hour):
                long hours = RoundUp(seconds, Hour) / Hour;
                return $"{hours / 24} d {hours % 24} h";
            default:
                return $"{RoundUp(seconds, Day) / Day} d";
        }
    }

    private static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;
}
