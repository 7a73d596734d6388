using Xzact.Tools.Interop;
using Xzact.Tools.Memory;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Options;

/// <summary>Options that print something and end the program.</summary>
internal static class Reports
{
    /// <summary>The release of XZ Utils whose interface this program has; scripts compare it.</summary>
    private const string Compatible = "5.8.3";

    /// <summary>The same as a number: major, minor and patch with three digits each, then 2 for stable.</summary>
    private const string CompatibleNumber = "50080032";

    /// <summary>Prints the version of xz.</summary>
    public static void Version(OptionContext context) => HelpText.Print(context, context.Settings.Robot
        ? $"XZ_VERSION={CompatibleNumber}\nLIBLZMA_VERSION={CompatibleNumber}\n"
        : VersionOf("xz", hasLibrary: true));

    /// <summary>The version of a program: the interface in the lines that scripts read, then our own.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="hasLibrary">Whether one of the lines is about the library.</param>
    public static string VersionOf(string program, bool hasLibrary)
    {
        Version own = typeof(Reports).Assembly.GetName().Version!;
        return $"{program} (XZ Utils) {Compatible}\n" + (hasLibrary ? $"liblzma {Compatible}\n" : "") +
            $"Xzact {own.ToString(3)}, an independent program; the " +
            $"{(hasLibrary ? "lines above name" : "line above names")} its interface\n";
    }

    /// <summary>Prints the memory of the machine and the limits set so far.</summary>
    public static void Memory(OptionContext context)
    {
        MemoryLimits limits = context.Settings.Limits;
        ulong total = Posix.PhysicalMemory;
        int processors = Posix.Processors;
        HelpText.Print(context, context.Settings.Robot
            ? $"{total}\t{limits.Compress}\t{limits.Decompress}\t{limits.ThreadedDecompress}\t{limits.Default}\t" +
                $"{processors}\n"
            : $"""
              Hardware information:
                Amount of physical memory (RAM):  {Show(total)}
                Number of processor threads:      {processors}

              Memory usage limits:
                Compression:                      {Show(limits.Compress)}
                Decompression:                    {Show(limits.Decompress)}
                Multi-threaded decompression:     {Show(limits.ThreadedDecompress)}
                Default for -T0:                  {Show(limits.Default)}

              """);
    }

    private static string Show(ulong bytes) =>
        bytes is 0 or ulong.MaxValue ? "Disabled" : $"{Amounts.MebibytesUp(bytes)} MiB ({bytes} B)";
}
