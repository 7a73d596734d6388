using Xzact.Tools.Interop;

namespace Xzact.Tools.Options;

/// <summary>Reads the arguments of options into the settings.</summary>
internal static class Values
{
    /// <exception cref="UsageException">It is empty or names a directory.</exception>
    public static void SetSuffix(OptionContext context, string value) =>
        context.Settings.Suffix = value.Length > 0 && !value.Contains('/')
            ? value
            : throw new UsageException($"{value}: Invalid filename suffix");

    /// <exception cref="UsageException">There is no such format.</exception>
    public static void SetFormat(OptionContext context, string value) => context.Settings.Format = value switch
    {
        "auto" => FileFormat.Auto,
        "xz" => FileFormat.Xz,
        "lzma" or "alone" => FileFormat.Lzma,
        "lzip" => FileFormat.Lzip,
        "raw" => FileFormat.Raw,
        _ => throw new UsageException($"{value}: Unknown file format type"),
    };

    /// <exception cref="UsageException">There is no such check.</exception>
    public static void SetCheck(OptionContext context, string value) => context.Settings.Check = value switch
    {
        "none" => XzChecksumType.None,
        "crc32" => XzChecksumType.Crc32,
        "crc64" => XzChecksumType.Crc64,
        "sha256" => XzChecksumType.Sha256,
        _ => throw new UsageException($"{value}: Unsupported integrity check type"),
    };

    /// <summary>Takes "+NUM" too: threaded mode even with one thread.</summary>
    /// <exception cref="UsageException">It is no number of threads.</exception>
    public static void SetThreads(OptionContext context, string value) =>
        context.Settings.Threads = (int)Numbers.Parse(
            "threads", value.StartsWith('+') ? value[1..] : value, 0, Settings.MaxThreads);

    /// <exception cref="UsageException">It is no memory limit.</exception>
    public static void SetAllLimits(OptionContext context, string value)
    {
        ulong limit = Numbers.ParseLimit("memlimit", value, Posix.PhysicalMemory);
        context.Settings.CompressLimit = limit;
        context.Settings.DecompressLimit = limit;
        context.Settings.ThreadedDecompressLimit = limit;
    }
}
