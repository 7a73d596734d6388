using System.Buffers.Binary;
using System.Numerics;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Commands;

/// <summary>lzmainfo: what the headers of .lzma files say.</summary>
internal static class LzmaInfoCommand
{
    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> Options { get; } =
    [
        new("help", '\0', OptionGroup.Other, "show this help, and exit", (c, _) => HelpText.Print(
            c, $"Usage: {c.Reporter.Program} [--help] [--version] [FILE]...\n" +
                "Show what the header of each .lzma FILE says.\n\n" +
                "Without FILE, or where FILE is -, standard input is read.\n")),
        new("version", '\0', OptionGroup.Other, "show the version, and exit",
            (c, _) => HelpText.Print(c, Reports.VersionOf("lzmainfo", hasLibrary: false))),
    ];

    /// <summary>Runs the command.</summary>
    public static int Run(string name, string[] arguments)
    {
        var context = new OptionContext(new Settings(), new Reporter(name));
        List<string> operands;
        try
        {
            bool posixlyCorrect = Environment.GetEnvironmentVariable("POSIXLY_CORRECT") is not null;
            operands = OptionParser.Parse(Options, arguments, posixlyCorrect, context);
        }
        catch (UsageException usage)
        {
            context.Reporter.SayPlainly($"{name}: {usage.Message}\n");
            return Reporter.Failure;
        }

        Reporter reporter = context.Reporter;
        if (context.ExitStatus is { } status)
        {
            return status;
        }

        if (operands.Count == 0)
        {
            Show(null, reporter);
            return reporter.EndReport();
        }

        reporter.Print("\n");
        foreach (string operand in operands)
        {
            bool isStandard = operand == SourceFile.StandardName;
            if (Show(isStandard ? null : operand, reporter) && !isStandard)
            {
                reporter.Print("\n");
            }
        }

        return reporter.EndReport();
    }

    /// <summary>The text about a header.</summary>
    /// <param name="header">Thirteen bytes.</param>
    /// <returns>Null if it is none.</returns>
    public static string? Describe(ReadOnlySpan<byte> header)
    {
        if (!LzmaProperties.TryParse(header[LzmaAloneFormat.PropertiesOffset], out LzmaProperties properties))
        {
            return null;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(header[LzmaAloneFormat.DictionarySizeOffset..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[LzmaAloneFormat.UncompressedSizeOffset..]);
        string shownSize = size == LzmaAloneFormat.UnknownSize ? "Unknown" : $"{Megabytes(size)} MB ({size} bytes)";
        return $"""
            Uncompressed size:             {shownSize}
            Dictionary size:               {Megabytes(dictionary)} MB (2^{BitOperations.Log2(dictionary)} bytes)
            Literal context bits (lc):     {properties.Lc}
            Literal pos bits (lp):         {properties.Lp}
            Number of pos bits (pb):       {properties.Pb}

            """;
    }

    /// <summary>Shows one file.</summary>
    /// <returns>False if it could not even be opened.</returns>
    private static bool Show(string? name, Reporter reporter)
    {
        string shown = name is null ? SourceFile.ShownStandardName : Printable.Mask(name);
        int descriptor = name is null
            ? Posix.StandardInput
            : Posix.Open(Posix.CurrentDirectory, name, OpenFlags.Read | OpenFlags.NoTerminal);
        if (descriptor < 0)
        {
            reporter.Error($"{shown}: {Posix.Describe(descriptor)}");
            return false;
        }

        byte[] header = new byte[LzmaAloneFormat.HeaderSize];
        int filled = 0;
        int read;
        do
        {
            read = Posix.Read(descriptor, header.AsSpan(filled));
            filled += Math.Max(read, 0);
        }
        while (read > 0 && filled < header.Length);
        if (name is not null)
        {
            _ = Posix.Close(descriptor);
        }

        if (read < 0 || filled < header.Length)
        {
            reporter.Error($"{shown}: " +
                (read < 0 ? Posix.Describe(read) : "File is too small to be a .lzma file"));
        }
        else if (Describe(header) is { } text)
        {
            reporter.Print((name is null ? "" : shown + "\n") + text);
        }
        else
        {
            reporter.Error($"{shown}: Not a .lzma file");
        }

        return true;
    }

    private static ulong Megabytes(ulong bytes) => ((bytes / 1024) + 512) / 1024;
}
