using System.Globalization;

namespace Xzact.Tools.Messages;

/// <summary>Sizes, ratios and times as the messages have them.</summary>
internal static class Amounts
{
    private const double Unit = 1024;
    private const int MaxPlainBytes = 9999;
    private const double MaxShown = 9999.9;
    private const double MaxRatio = 9.999;

    private static readonly string[] s_units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>Bytes up to 9999 as they are, then the smallest unit that needs four digits before the point.</summary>
    public static string Size(ulong bytes) => Size(bytes, alwaysBytes: false);

    /// <summary>As <see cref="Size(ulong)"/>; in larger units with the exact number behind it.</summary>
    public static string SizeAndBytes(ulong bytes) => Size(bytes, alwaysBytes: true);

    /// <summary>Compressed size by uncompressed size; "---" if that is not to be had or 10 and above.</summary>
    public static string Ratio(ulong compressed, ulong uncompressed)
    {
        double ratio = uncompressed == 0 ? double.PositiveInfinity : compressed / (double)uncompressed;
        return ratio > MaxRatio ? "---" : ratio.ToString("F3", CultureInfo.InvariantCulture);
    }

    /// <summary>Both sizes and the ratio, as progress lines have them.</summary>
    /// <param name="compressed">Bytes.</param>
    /// <param name="uncompressed">Bytes.</param>
    /// <param name="isFinal">Whether small units are used too; else none below MiB, so that the line is calm.</param>
    public static string SizesAndRatio(ulong compressed, ulong uncompressed, bool isFinal)
    {
        string ratio = Ratio(compressed, uncompressed);
        string sizes = isFinal
            ? $"{Size(compressed)} / {Size(uncompressed)}"
            : $"{InMebibytes(compressed)} / {InMebibytes(uncompressed)}";
        return sizes + (ratio == "---" ? " > 9.999" : " = " + ratio);
    }

    /// <summary>Bytes of output a second, once three seconds have passed; before, nothing.</summary>
    public static string Speed(ulong bytes, TimeSpan elapsed)
    {
        if (elapsed.TotalSeconds < 3)
        {
            return "";
        }

        double speed = bytes / Unit / elapsed.TotalSeconds;
        int unit = 0;
        while (speed > 999 && unit < 2)
        {
            speed /= Unit;
            unit++;
        }

        return speed.ToString(speed > 9.9 ? "F0" : "F1", CultureInfo.InvariantCulture) + $" {s_units[unit]}/s";
    }

    /// <summary>M:SS or H:MM:SS; nothing below one second.</summary>
    public static string Time(TimeSpan elapsed)
    {
        long seconds = (long)elapsed.TotalSeconds;
        return seconds switch
        {
            < 1 => "",
            < 3600 => $"{seconds / 60}:{seconds % 60:D2}",
            _ => $"{seconds / 3600}:{seconds / 60 % 60:D2}:{seconds % 60:D2}",
        };
    }

    /// <summary>MiB, rounded up.</summary>
    public static ulong MebibytesUp(ulong bytes) => (bytes >> 20) + ((bytes & 0xFFFFF) == 0 ? 0UL : 1UL);

    /// <summary>What memory is needed and what is allowed.</summary>
    /// <param name="needed">Bytes.</param>
    /// <param name="limit">Bytes; zero for no limit.</param>
    public static string MemoryNeed(ulong needed, ulong limit)
    {
        string need = $"{MebibytesUp(needed)} MiB of memory is required.";
        return limit switch
        {
            0 or ulong.MaxValue => $"{need} The limiter is disabled.",
            < 1 << 20 => $"{need} The limit is {limit} B.",
            _ => $"{need} The limit is {MebibytesUp(limit)} MiB.",
        };
    }

    private static string InMebibytes(ulong bytes) => InUnit(bytes / Unit / Unit, unit: 1);

    private static string Size(ulong bytes, bool alwaysBytes)
    {
        if (bytes <= MaxPlainBytes)
        {
            return $"{bytes} B";
        }

        string shown = InUnit(bytes / Unit, unit: 0);
        return alwaysBytes ? $"{shown} ({bytes} B)" : shown;
    }

    private static string InUnit(double size, int unit)
    {
        while (size > MaxShown && unit < s_units.Length - 1)
        {
            size /= Unit;
            unit++;
        }

        return size.ToString("F1", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }
}
