using System.Diagnostics;
using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>Compresses, decompresses or tests the files that are named, one after the other.</summary>
internal sealed class FileProcessor(Settings settings, Reporter reporter) : IDisposable
{
    private readonly Compression _compression = new(settings);
    private readonly Decompression _decompression = new(settings, reporter);

    private bool Compresses => settings.Mode == OperationMode.Compress;

    /// <summary>Processes one file.</summary>
    /// <param name="operand">Its name, or "-" for standard input.</param>
    /// <exception cref="SkippedException">It was not processed, or not to its end.</exception>
    public void Process(string operand)
    {
        bool isStandard = operand == SourceFile.StandardName;
        if (isStandard)
        {
            CheckTerminals();
        }

        using SourceFile source = isStandard
            ? SourceFile.OpenStandard(FormatDetection.Needed)
            : SourceFile.Open(operand, settings, FormatDetection.Needed);
        Process(source, isStandard || settings.Stdout);
    }

    public void Dispose()
    {
        _compression.Dispose();
        _decompression.Dispose();
    }

    private void Process(SourceFile source, bool toStdout)
    {
        long begin = Stopwatch.GetTimestamp();
        Action<SourceFile, ITarget> code = Compresses ? _compression.Run : ChooseDecoder(source, toStdout);
        ITarget target;
        if (settings.Mode == OperationMode.Test)
        {
            target = new NoTarget();
            code(source, target);
        }
        else if (toStdout)
        {
            target = DescriptorTarget.Standard(settings.Sparse && !Compresses);
            code(source, target);
            target.Finish();
        }
        else
        {
            target = WriteFile(source, code);
        }

        if (reporter.Verbosity >= Verbosity.Verbose)
        {
            SayResult(source, target, Stopwatch.GetElapsedTime(begin));
        }
    }

    private DescriptorTarget WriteFile(SourceFile source, Action<SourceFile, ITarget> code)
    {
        bool deletes = !settings.KeepsSource;
        using TargetFile file = TargetFile.Create(TargetName(source), settings.Force, deletes && settings.Sync);
        var target = new DescriptorTarget(file.Descriptor, file.ShownName, settings.Sparse && !Compresses);
        code(source, target);
        target.Finish();
        FileMetadata.Copy(source.Status, file.Descriptor, file.ShownName, reporter);
        file.Publish();
        if (deletes)
        {
            source.Delete(follow: settings.Force, reporter);
        }

        return target;
    }

    private string TargetName(SourceFile source)
    {
        if (!Compresses)
        {
            return Suffixes.Remove(source.Name, settings.Suffix)
                ?? throw new SkippedException($"{source.ShownName}: Filename has an unknown suffix, skipping")
                {
                    IsWarning = true,
                };
        }

        return Suffixes.Compressed(source.Name, settings.Suffix) is { } suffix
            ? throw new SkippedException(
                $"{source.ShownName}: File already has '{Printable.Mask(suffix)}' suffix, skipping")
            {
                IsWarning = true,
            }
            : Suffixes.Add(source.Name, settings.Suffix);
    }

    private Action<SourceFile, ITarget> ChooseDecoder(SourceFile source, bool toStdout)
    {
        switch (FormatDetection.Detect(source.Peek(FormatDetection.Needed)))
        {
            case FileFormat.Xz:
                return _decompression.Run;
            case { } format when settings.Format == FileFormat.Auto:
                throw new SkippedException(
                    $"{source.ShownName}: The format '{format.ToString().ToLowerInvariant()}' is not supported yet");
            default:
                bool copies = settings.Mode == OperationMode.Decompress && toStdout && settings.Force;
                return copies
                    ? _decompression.Copy
                    : throw new SkippedException(
                        $"{source.ShownName}: {DecoderMessages.Of(XzError.FormatNotRecognized)}");
        }
    }

    /// <summary>Compressed data neither comes from a terminal nor goes to one.</summary>
    private void CheckTerminals()
    {
        if (Compresses)
        {
            TerminalCheck.ThrowIfOutput();
        }
        else
        {
            TerminalCheck.ThrowIfInput();
        }
    }

    private void SayResult(SourceFile source, ITarget target, TimeSpan elapsed)
    {
        (ulong compressed, ulong uncompressed) = Compresses
            ? (target.BytesWritten, source.BytesRead)
            : (source.BytesRead, target.BytesWritten);
        string line = $"{source.ShownName}: {Amounts.SizesAndRatio(compressed, uncompressed)}";
        foreach (string part in (ReadOnlySpan<string>)[Amounts.Speed(uncompressed, elapsed), Amounts.Time(elapsed)])
        {
            line += part.Length > 0 ? ", " + part : "";
        }

        reporter.SayPlainly(line + "\n");
    }
}
