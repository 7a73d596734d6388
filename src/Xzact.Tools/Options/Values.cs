using Xzact.Format;
using Xzact.Tools.Files;
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
        "none" => CheckId.None,
        "crc32" => CheckId.Crc32,
        "crc64" => CheckId.Crc64,
        "sha256" => CheckId.Sha256,
        _ => throw new UsageException($"{value}: Unsupported integrity check type"),
    };

    /// <exception cref="UsageException">There is a list already, or it cannot be opened.</exception>
    public static void SetNames(OptionContext context, string? value, char end) =>
        context.Settings.Names = context.Settings.Names is null
            ? NameList.Open(value, end)
            : throw new UsageException("Only one file can be specified with '--files' or '--files0'.");

    /// <exception cref="UsageException">It is no memory limit.</exception>
    public static void SetAllLimits(OptionContext context, string value)
    {
        ulong limit = Numbers.ParseLimit("memlimit", value, Posix.PhysicalMemory);
        context.Settings.Limits.Compress = limit;
        context.Settings.Limits.Decompress = limit;
        context.Settings.Limits.ThreadedDecompressOption = limit;
    }
}
