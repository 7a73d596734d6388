using System.Text;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Tools.Coding;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Commands;

/// <summary>xzdec and lzmadec: decompress one format to standard output and know little else.</summary>
internal sealed class DecoderCommand : IDisposable
{
    private const int BufferSize = 64 * 1024;

    /// <summary>XZ Utils writes as many bytes at once, and what is left at the end of the run.</summary>
    private const int OutputUnit = 4096;

    private readonly FormatDecoder _decoder;
    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private long _written;
    private int _outputError;

    private DecoderCommand(FormatDecoder decoder) => _decoder = decoder;

    /// <summary>Runs xzdec.</summary>
    public static int RunXzdec(string name, string[] arguments) => Run("xz", name, arguments);

    /// <summary>Runs lzmadec.</summary>
    public static int RunLzmadec(string name, string[] arguments) => Run("lzma", name, arguments);

    public void Dispose() => _decoder.Dispose();

    /// <summary>The options, most of which are there for those who call it as they call xz.</summary>
    /// <param name="format">The format.</param>
    public static IReadOnlyList<Option> Options(string format)
    {
        Option Ignored(string name, char letter, string help) =>
            new(name, letter, OptionGroup.Other, help, (_, _) => { });
        return
        [
            Ignored("stdout", 'c', "nothing: output goes to standard output always"),
            Ignored("to-stdout", 'c', "") with { Group = OptionGroup.Hidden, Meaning = "stdout" },
            Ignored("decompress", 'd', "nothing: decompressing is all that is done"),
            Ignored("uncompress", 'd', "") with { Group = OptionGroup.Hidden, Meaning = "decompress" },
            Ignored("keep", 'k', "nothing: files are never removed"),
            new("quiet", 'q', OptionGroup.Other, "given twice: no errors are shown", (c, _) => c.Reporter.BeQuieter()),
            Ignored("no-warn", 'Q', "nothing: there is no exit status 2"),
            new("help", 'h', OptionGroup.Other, "show this help, and exit",
                (c, _) => HelpText.Print(c, Help(c.Reporter.Program, format))),
            new("version", 'V', OptionGroup.Other, "show the version, and exit",
                (c, _) => HelpText.Print(c, Reports.VersionOf(format + "dec", hasLibrary: true))),
        ];
    }

    private static int Run(string format, string name, string[] arguments)
    {
        var context = new OptionContext(new Settings(), new Reporter(name));
        bool posixlyCorrect = Environment.GetEnvironmentVariable("POSIXLY_CORRECT") is not null;
        List<string> operands;
        try
        {
            operands = OptionParser.Parse(Options(format), arguments, posixlyCorrect, context);
        }
        catch (UsageException usage)
        {
            context.Reporter.SayPlainly($"{name}: {usage.Message}\n");
            return Reporter.Failure;
        }

        if (context.ExitStatus is { } status)
        {
            return status;
        }

        var allocator = new WorkAllocator();
        using var command = new DecoderCommand(format == "xz"
            ? new FileDecoder(allocator, DecoderLimits.None, singleStream: false)
            : new LzmaAloneDecoder(allocator, DecoderLimits.None, plausibleOnly: false));
        try
        {
            // The first error ends the run.
            IReadOnlyList<string> all = operands.Count > 0 ? operands : [SourceFile.StandardName];
            for (int i = 0; i < all.Count; i++)
            {
                command.Decompress(all[i], isLast: i == all.Count - 1);
            }

            command.EndOutput();
        }
        catch (SkippedException reason)
        {
            context.Reporter.Skipped(reason);
        }

        return context.Reporter.ExitStatus;
    }

    private void Decompress(string operand, bool isLast)
    {
        bool isStandard = operand == SourceFile.StandardName;
        string shown = isStandard ? SourceFile.ShownStandardName : Printable.Mask(operand);
        int descriptor = isStandard
            ? Posix.StandardInput
            : Posix.Open(Posix.CurrentDirectory, operand, OpenFlags.Read | OpenFlags.NoTerminal);
        Check(descriptor, shown + ": ");
        if (isLast)
        {
            Sandbox.Close();
        }

        _decoder.Reset();
        int read;
        long total = 0;
        CoderStatus status;
        do
        {
            read = isStandard && StandardStreams.Error(descriptor) is < 0 and var closed
                ? closed
                : Posix.Read(descriptor, _input);
            Check(read, $"{shown}: Error reading input file: ");
            total += read;
            status = Code(_input.AsSpan(0, read));
            status = read == 0 && status == CoderStatus.More ? _decoder.Finish() : status;
        }
        while (read > 0 && status == CoderStatus.More);
        while (status == CoderStatus.Failed && total < StreamFormat.HeaderSize && read > 0)
        {
            read = Posix.Read(descriptor, _input);
            total += Math.Max(read, 0);
        }

        if (!isStandard)
        {
            _ = Posix.Close(descriptor);
        }

        if (status == CoderStatus.Failed)
        {
            // What is shorter than a header could have become one.
            XzError error = _decoder is FileDecoder && total < StreamFormat.HeaderSize
                ? XzError.UnexpectedEnd
                : _decoder.Failure!.Error;
            throw new SkippedException($"{shown}: {MessageOf(error)}");
        }
    }

    private CoderStatus Code(ReadOnlySpan<byte> input)
    {
        while (true)
        {
            Span<byte> output = _output;
            CoderStatus status = _decoder.Code(ref input, ref output);
            Write(_output.AsSpan(0, _output.Length - output.Length));
            if (status != CoderStatus.More || (input.IsEmpty && !output.IsEmpty))
            {
                return status;
            }
        }
    }

    /// <summary>Writes at once. That it failed is said when XZ Utils would have written: scripts know the
    /// words.</summary>
    private void Write(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        if (_outputError == 0)
        {
            int error = StandardStreams.Error(Posix.StandardOutput);
            _outputError = Math.Min(error < 0 ? error : Posix.WriteAll(Posix.StandardOutput, data), 0);
        }

        long before = _written;
        _written += data.Length;
        if (before / OutputUnit != _written / OutputUnit)
        {
            Check(_outputError, "Cannot write to standard output: ");
        }
    }

    /// <summary>Says at the end of the run what was not said before.</summary>
    private void EndOutput()
    {
        if (_outputError < 0)
        {
            throw new SkippedException(Reporter.OutputFailure(_outputError));
        }
    }

    private static string MessageOf(XzError error) => DecoderMessages.Of(error) switch
    {
        "Unsupported options" => "Unsupported compression options",
        "Compressed data is corrupt" => "File is corrupt",
        var same => same,
    };

    private static string Help(string program, string format)
    {
        var text = new StringBuilder($"Usage: {program} [OPTION]... [FILE]...\n");
        text.Append($"Decompress each FILE, of the .{format} format, to standard output.\n\n");
        HelpText.Append(text, Options(format).Where(option => option.Group != OptionGroup.Hidden));
        return text.Append("\nWithout FILE, or where FILE is -, standard input is read.\n").ToString();
    }

    private static void Check(int error, string what)
    {
        if (error < 0)
        {
            throw new SkippedException(what + Posix.Describe(error));
        }
    }
}
