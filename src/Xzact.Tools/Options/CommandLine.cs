using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Options;

/// <summary>
/// Everything that says what to do: the name the program is called by, XZ_DEFAULTS, XZ_OPT and the arguments, in this
/// order; the later wins.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] s_variables = ["XZ_DEFAULTS", "XZ_OPT"];

    /// <summary>Fills the settings and returns the operands, "-" if there are none and no list of names.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">Settings and messages; its exit status is set if nothing is left to do.</param>
    /// <exception cref="UsageException">Something is not valid.</exception>
    public static IReadOnlyList<string> Read(string[] arguments, OptionContext context)
    {
        Personality.Apply(context.Reporter.Program, context.Settings);
        bool posixlyCorrect = Environment.GetEnvironmentVariable("POSIXLY_CORRECT") is not null;
        foreach (string variable in s_variables)
        {
            if (OsString.Variable(variable) is { } value && context.ExitStatus is null)
            {
                // What is no option is dropped, as upstream does.
                _ = OptionParser.Parse(OptionTable.All, Split(value), posixlyCorrect, context);
            }
        }

        if (context.ExitStatus is not null)
        {
            return [];
        }

        List<string> operands = OptionParser.Parse(OptionTable.All, arguments, posixlyCorrect, context);
        if (context.ExitStatus is not null)
        {
            return [];
        }

        Check(context.Settings, operands, context.Reporter);
        return operands.Count > 0 || context.Settings.Names is not null ? operands : [SourceFile.StandardName];
    }

    /// <summary>Words between blanks; there is no quoting.</summary>
    private static string[] Split(string value) =>
        value.Split([' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Rules about the options that XZ Utils does not have.</summary>
    private static void CheckOwn(Settings settings)
    {
        if (settings.Json && (settings.Mode != OperationMode.List || settings.Robot))
        {
            throw new UsageException("--json is another form of --list, and not that of --robot");
        }

        bool isXz = settings.Format is FileFormat.Auto or FileFormat.Xz;
        if (settings.Recovers && (settings.Mode != OperationMode.Decompress || settings.Range is not null || !isXz))
        {
            throw new UsageException(
                "--recover decompresses whole .xz files: not with --test, --list, --map, --bench, --range or " +
                "another --format");
        }

        if (settings.Range is not null && !isXz)
        {
            throw new UsageException("--range works only on .xz files (--format=xz or --format=auto)");
        }

        if (settings.Range is not null && (settings.Mode != OperationMode.Decompress || !settings.Stdout))
        {
            throw new UsageException("--range needs --decompress and --stdout");
        }

        if (settings.Rsyncable && (settings.Mode != OperationMode.Compress || !isXz || settings.BlockList is not null))
        {
            throw new UsageException("--rsyncable is for compressing to the .xz format, without --block-list");
        }
    }

    /// <summary>Rules about several settings at once.</summary>
    private static void Check(Settings settings, List<string> operands, Reporter reporter)
    {
        if (settings.Recovers && settings.Mode == OperationMode.Compress)
        {
            settings.Mode = OperationMode.Decompress;
        }

        bool compresses = settings.Mode == OperationMode.Compress;
        if (compresses && settings.Format == FileFormat.Lzip && !settings.WritesLzip)
        {
            throw new UsageException("Compression of lzip files (.lz) is not supported");
        }

        if (settings.BlockList is not null
            && (!compresses || settings.Format is not (FileFormat.Auto or FileFormat.Xz)))
        {
            reporter.Say(
                Verbosity.Warnings, "--block-list is ignored unless compressing to the .xz format");
            settings.BlockList = null;
        }

        if (settings.Mode == OperationMode.List && settings.Format is not (FileFormat.Auto or FileFormat.Xz))
        {
            string message = "--list works only on .xz files (--format=xz or --format=auto)";
            throw settings.Format == FileFormat.Lzma
                ? new UsageException(message, "Try 'lzmainfo' with .lzma files.")
                : new UsageException(message);
        }

        CheckOwn(settings);
        bool writesFiles = settings.Names is not null || operands.Exists(name => name != SourceFile.StandardName);
        if (settings.Format == FileFormat.Raw && settings.Suffix is null && !settings.WritesNoFile && writesFiles)
        {
            throw new UsageException("With --format=raw, --suffix=.SUF is required unless writing to stdout");
        }
    }
}
