using Xzact.Tools.Extras;
using Xzact.Tools.Filters;
using Xzact.Tools.Interop;
using static Xzact.Tools.Options.OptionGroup;

namespace Xzact.Tools.Options;

/// <summary>
/// All options of XZ Utils 5.8, in the order in which an ambiguity lists them, and those of our own.
/// </summary>
internal static class OptionTable
{
    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        // Operation mode.
        Flag("compress", 'z', Mode, "compress, whatever name the program is called by",
            c => c.Settings.Mode = OperationMode.Compress) with { IsBasic = true },
        Flag("decompress", 'd', Mode, "decompress", c => c.Settings.Mode = OperationMode.Decompress)
            with { IsBasic = true },
        Flag("uncompress", 'd', Hidden, "", c => c.Settings.Mode = OperationMode.Decompress)
            with { Meaning = "decompress" },
        Flag("test", 't', Mode, "decompress to nowhere: is the file intact?",
            c => c.Settings.Mode = OperationMode.Test) with { IsBasic = true },
        Flag("list", 'l', Mode, "show what .xz files contain, from their indexes",
            c => c.Settings.Mode = OperationMode.List) with { IsBasic = true },

        // Operation modifiers.
        Flag("keep", 'k', Modifier, "keep input files", c => c.Settings.Keep = true) with { IsBasic = true },
        Flag("force", 'f', Modifier, "replace output files; take links too; with -dc, copy what is not compressed",
            c => c.Settings.Force = true) with { IsBasic = true },
        Flag("stdout", 'c', Modifier, "write to standard output and keep input files", c => c.Settings.Stdout = true)
            with { IsBasic = true },
        Flag("to-stdout", 'c', Hidden, "", c => c.Settings.Stdout = true) with { Meaning = "stdout" },
        Flag("no-sync", '\0', Modifier,
            "do not wait for the storage device before the input file is removed", c => c.Settings.Sync = false),
        Flag("single-stream", '\0', Modifier, "decompress the first stream only and leave the rest of the input alone",
            c => c.Settings.SingleStream = true),
        Flag("no-sparse", '\0', Modifier, "write zeros where holes could be made", c => c.Settings.Sparse = false),
        Valued("suffix", 'S', ".SUF", Modifier, "use the suffix .SUF on compressed files", Values.SetSuffix),
        Optional("files", "[FILE]", Modifier, "read names from FILE or standard input, one a line",
            (c, value) => Values.SetNames(c, value, '\n')),
        Optional("files0", "[FILE]", Modifier, "like --files, each name ending with a null character",
            (c, value) => Values.SetNames(c, value, '\0')),

        // Format and compression.
        Valued("format", 'F', "FORMAT", Compression, "file format: 'auto' (the default), 'xz', 'lzma', 'lzip' or 'raw'",
            Values.SetFormat),
        Valued("check", 'C', "NAME", Compression, "integrity check: 'none', 'crc32', 'crc64' (the default) or 'sha256'",
            Values.SetCheck),
        Flag("ignore-check", '\0', Compression, "decompress without comparing the integrity check",
            c => c.Settings.IgnoreCheck = true),
        Valued("block-size", '\0', "SIZE", Compression, "begin a new block after every SIZE bytes of input",
            (c, value) => c.Settings.BlockSize = Numbers.Parse("block-size", value, 0, long.MaxValue)),
        Valued("block-list", '\0', "LIST", Compression,
            "begin new blocks after the listed sizes of input, between commas; CHAIN:SIZE for another filter chain",
            (c, value) => c.Settings.BlockList = BlockList.Parse(value)),
        Valued("flush-timeout", '\0', "MS", Compression,
            "write out what is pending when input stays away for MS milliseconds",
            (c, value) => c.Settings.FlushTimeout = Numbers.Parse("flush-timeout", value, 0, ulong.MaxValue)),
        Preset('0', Compression, "compression preset, default 6; from 7 on much memory is needed, also to decompress")
            with { IsBasic = true, ArgumentName = " ... -9" },
        Preset('1', Hidden), Preset('2', Hidden), Preset('3', Hidden), Preset('4', Hidden), Preset('5', Hidden),
        Preset('6', Hidden), Preset('7', Hidden), Preset('8', Hidden), Preset('9', Hidden),
        Flag("extreme", 'e', Compression, "spend more time in the hope of a smaller file",
            c => c.Settings.Chains.SetExtreme()) with { IsBasic = true },
        Flag("fast", '\0', Hidden, "", c => c.Settings.Chains.SetPreset(XzCompressionOptions.MinQuality)),
        Flag("best", '\0', Hidden, "", c => c.Settings.Chains.SetPreset(XzCompressionOptions.MaxQuality)),
        Valued("threads", 'T', "NUM", Compression, "use at most NUM threads; 0, the default, is one for each processor",
            (c, value) => c.Settings.Threads = ThreadSetting.Parse(value)) with { IsBasic = true },
        Valued("memlimit-compress", '\0', "LIMIT", Compression, "memory limit of compression: bytes, % of memory, or 0",
            (c, value) => c.Settings.Limits.Compress = Limit("memlimit-compress", value)),
        Valued("memlimit-decompress", '\0', "LIMIT", Compression, "memory limit of decompression",
            (c, value) => c.Settings.Limits.Decompress = Limit("memlimit-decompress", value)),
        Valued("memlimit-mt-decompress", '\0', "LIMIT", Compression, "memory limit of threaded decompression",
            (c, value) => c.Settings.Limits.ThreadedDecompressOption = Limit("memlimit-mt-decompress", value)),
        Valued("memlimit", 'M', "LIMIT", Compression, "all three memory limits", Values.SetAllLimits),
        Valued("memory", 'M', "LIMIT", Hidden, "", Values.SetAllLimits) with { Meaning = "memlimit" },
        Flag("no-adjust", '\0', Compression, "fail rather than compress with other settings to keep the memory limit",
            c => c.Settings.Adjusts = false),

        // Filter chains.
        Valued("filters", '\0', "FILTERS", Filter, "filter chain as one text, see --filters-help",
            (c, value) => c.Settings.Chains.SetText(0, value)),
        Chain(1) with
        {
            Group = Filter,
            Help = "further chains for --block-list",
            ArgumentName = "FILTERS ... --filters9=FILTERS",
        },
        Chain(2), Chain(3), Chain(4), Chain(5), Chain(6), Chain(7), Chain(8), Chain(9),
        Flag("filters-help", '\0', Filter, "show how --filters is written, and exit", FilterHelp.Print),
        AFilter("lzma1", "LZMA1, for raw data and .lzma files"),
        AFilter("lzma2",
            "LZMA2; OPTS are preset, dict, lc, lp, pb, mode, nice, mf and depth as name=value, separated by commas"),
        Converter("x86", "x86"), Converter("powerpc", "PowerPC, big endian"), Converter("ia64", "Itanium"),
        Converter("arm", "ARM"), Converter("armthumb", "ARM-Thumb"), Converter("arm64", "ARM64"),
        Converter("sparc", "SPARC"), Converter("riscv", "RISC-V"),
        AFilter("delta", "differences between bytes; OPTS is dist=1 to 256"),

        // Other.
        Flag("quiet", 'q', Other, "no warnings; twice: no errors either", c => c.Reporter.BeQuieter())
            with { IsBasic = true },
        Flag("verbose", 'v', Other, "say more; twice: more still", c => c.Reporter.BeLouder()) with { IsBasic = true },
        Flag("no-warn", 'Q', Other, "exit with 0 where there were warnings only", c => c.Settings.NoWarn = true),
        Flag("robot", '\0', Other, "write what --list, --info-memory and --version say for programs",
            c => c.Settings.Robot = true),
        Flag("info-memory", '\0', Other, "show the machine's memory and the limits set so far, and exit",
            Reports.Memory),
        Flag("help", 'h', Other, "show the options used most, and exit", c => HelpText.Print(c, all: false))
            with { IsBasic = true },
        Flag("long-help", 'H', Other, "show all options, and exit", c => HelpText.Print(c, all: true))
            with { IsBasic = true },
        Flag("version", 'V', Other, "show the version, and exit", Reports.Version) with { IsBasic = true },

        // What upstream does not have.
        Own("recursive", "take the files in directories, too, down to 256 in one another; links are not followed; " +
            "where many files are small, --no-sync saves waiting for the storage device at each",
            c => c.Settings.Recursive = true),
        Own("json", "with --list: write JSON", c => c.Settings.Json = true),
        Own("map", "draw where in .xz files their blocks lie", c => c.Settings.Mode = OperationMode.Map),
        Own("recover", "decompress every intact block of damaged .xz files, regular files only, without filler for " +
            "what is lost; keep the input, and account for the rest",
            c => c.Settings.Recovers = true),
        Own("range", "with -dc: decompress the bytes from START on, LENGTH of them or those before END, of .xz files",
            (c, value) => c.Settings.Range = ByteRange.Parse(value)) with
            {
                Rule = ArgumentRule.Required,
                ArgumentName = "START[+LENGTH|-END]",
            },
        Own("rsyncable", "end blocks where the content says so, that a change in one place changes little of the file",
            c => c.Settings.Rsyncable = true),
        Own("lzip", "compress to the .lz format", c => c.Settings.UseLzip()),
        Own("bench", "measure the speed of presets, on FILE or on data made for it",
            c => c.Settings.Mode = OperationMode.Bench),

        Own("manual", "print the manual page of NAME, one of the names that this program has, and exit",
            (c, value) => HelpText.Print(c, ManualPage.Of(value))) with
            {
                Rule = ArgumentRule.Required,
                ArgumentName = "NAME",
            },
        Own("completion", "print what makes SHELL, which is bash, zsh or fish, complete options, and exit",
            (c, value) => HelpText.Print(c, Completion.Of(value))) with
            {
                Rule = ArgumentRule.Required,
                ArgumentName = "SHELL",
            },

        // Reserved by upstream: taken, and answered with nothing but the pointer to the help.
        Flag("", 'r', Hidden, "", _ => throw new UsageException { PointsToHelp = true }),
    ];

    /// <summary>The option with a name.</summary>
    public static Option Find(string name) => All.First(option => option.Name == name);

    private static Option Flag(
        string name, char letter, OptionGroup group, string help, Action<OptionContext> action) =>
        new(name, letter, group, help, (context, _) => action(context));

    private static Option Own(string name, string help, Action<OptionContext> action) =>
        Own(name, help, (context, _) => action(context));

    private static Option Own(string name, string help, Action<OptionContext, string> action) =>
        new(name, '\0', OptionGroup.Own, help, (context, value) => action(context, value!)) { IsOwn = true };

    private static Option Valued(
        string name,
        char letter,
        string argument,
        OptionGroup group,
        string help,
        Action<OptionContext, string> action) =>
        new(name, letter, group, help, (context, value) => action(context, value!))
        {
            Rule = ArgumentRule.Required,
            ArgumentName = argument,
        };

    private static Option Optional(
        string name, string argument, OptionGroup group, string help, OptionAction action) =>
        new(name, '\0', group, help, action) { Rule = ArgumentRule.Optional, ArgumentName = argument };

    private static Option Preset(char digit, OptionGroup group, string help = "") =>
        Flag("", digit, group, help, c => c.Settings.Chains.SetPreset(digit - '0'));

    private static Option Chain(int number) => Valued(
        "filters" + number, '\0', "FILTERS", Hidden, "", (c, value) => c.Settings.Chains.SetText(number, value));

    private static Option AFilter(string name, string help) => Optional(name, "[OPTS]", Filter, help,
        (c, value) => c.Settings.Chains.Add(FilterOptions.Parse(FilterKind.Find(name)!, value)));

    private static Option Converter(string name, string machine) =>
        AFilter(name, $"branch converter for {machine}; OPTS is start=NUM");

    private static ulong Limit(string option, string value) =>
        Numbers.ParseLimit(option, value, Posix.PhysicalMemory);
}
