using Xzact.Tools.Interop;

namespace Xzact.Tools.Options;

/// <summary>
/// Everything that says what to do: the name the program is called by, XZ_DEFAULTS, XZ_OPT and the arguments, in this
/// order; the later wins.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] s_variables = ["XZ_DEFAULTS", "XZ_OPT"];

    /// <summary>Fills the settings and returns the operands, "-" if there are none.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">Settings and messages; its exit status is set if nothing is left to do.</param>
    /// <exception cref="UsageException">Something is not valid.</exception>
    public static IReadOnlyList<string> Read(string[] arguments, OptionContext context)
    {
        Personality.Apply(context.Reporter.Program, context.Settings);
        bool posixlyCorrect = Environment.GetEnvironmentVariable("POSIXLY_CORRECT") is not null;
        foreach (string variable in s_variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { } value && context.ExitStatus is null)
            {
                // What is no option is dropped, as upstream does.
                _ = OptionParser.Parse(OptionTable.All, Split(OsString.FromText(value)), posixlyCorrect, context);
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

        Check(context.Settings);
        return operands.Count > 0 ? operands : ["-"];
    }

    /// <summary>Words between blanks; there is no quoting.</summary>
    private static string[] Split(string value) =>
        value.Split([' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Rules about several settings at once.</summary>
    private static void Check(Settings settings)
    {
        bool compresses = settings.Mode == OperationMode.Compress;
        if (settings.Robot && settings.Mode != OperationMode.List)
        {
            throw new UsageException("Compression and decompression with --robot are not supported yet.");
        }

        if (compresses && settings.Format == FileFormat.Lzip)
        {
            throw new UsageException("Compression of lzip files (.lz) is not supported");
        }

        if (settings.Mode == OperationMode.List)
        {
            if (settings.Format is not (FileFormat.Auto or FileFormat.Xz))
            {
                string message = "--list works only on .xz files (--format=xz or --format=auto)";
                throw settings.Format == FileFormat.Lzma
                    ? new UsageException(message, "Try 'lzmainfo' with .lzma files.")
                    : new UsageException(message);
            }
        }
        else if (settings.Format is not (FileFormat.Auto or FileFormat.Xz))
        {
            throw new UsageException(
                $"The format '{settings.Format.ToString().ToLowerInvariant()}' is not supported yet");
        }

        if (compresses && settings.CompressLimit is not (0 or ulong.MaxValue))
        {
            throw new UsageException("A memory usage limit for compression is not supported yet");
        }
    }
}
