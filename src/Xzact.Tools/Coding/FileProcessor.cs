using Xzact.Coding;
using Xzact.Tools.Extras;
using Xzact.Tools.Files;
using Xzact.Tools.Filters;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;
using Xzact.Tools.Progress;

namespace Xzact.Tools.Coding;

/// <summary>Compresses, decompresses or tests the files that are named, one after the other.</summary>
internal sealed class FileProcessor : IDisposable
{
    /// <summary>How much of a file is looked at before its target is made, in bytes.</summary>
    private const int LookAhead = 8192;

    private readonly Settings _settings;
    private readonly Reporter _reporter;
    private readonly ProgressDisplay _progress;
    private readonly Compression? _compression;
    private readonly Decompression? _decompression;

    /// <param name="settings">What is done.</param>
    /// <param name="plan">How files are compressed; null if they are decompressed.</param>
    /// <param name="rawChain">The chain of raw data that is decompressed, or null.</param>
    /// <param name="reporter">Where messages go.</param>
    /// <param name="fileCount">How many files there are; zero if that is not known.</param>
    public FileProcessor(
        Settings settings,
        CompressionPlan? plan,
        IReadOnlyList<ChosenFilter>? rawChain,
        Reporter reporter,
        int fileCount)
    {
        _settings = settings;
        _reporter = reporter;
        _progress = new ProgressDisplay(reporter, plan is not null, fileCount);
        _compression = plan is null ? null : new Compression(settings, plan, _progress);
        _decompression = plan is null ? new Decompression(settings, rawChain, reporter, _progress) : null;
    }

    private bool Compresses => _compression is not null;

    /// <summary>Processes one file, and says so if that fails.</summary>
    /// <param name="name">Its name; null for standard input.</param>
    public void Process(string? name)
    {
        int error = 0;
        _progress.Announce(name is null ? SourceFile.ShownStandardName : Printable.Mask(name), name is null);
        try
        {
            using SourceFile source = name is null
                ? SourceFile.OpenStandard(LookAhead)
                : SourceFile.Open(name, _settings, LookAhead);
            Sandbox.CloseAfterOpening();
            source.BeforeWait = _progress.Listen;
            Process(source, name is null || _settings.Stdout);
        }
        catch (SkippedException reason)
        {
            _reporter.Skipped(reason);
            error = reason.Error;
        }
        catch (OutOfMemoryException)
        {
            _reporter.Error($"{Printable.Mask(name ?? SourceFile.ShownStandardName)}: Cannot allocate memory");
        }
        finally
        {
            _progress.End(isComplete: false);
        }

        FileSizeLimit.DieOf(error);
    }

    public void Dispose()
    {
        _compression?.Dispose();
        _decompression?.Dispose();
        _progress.Dispose();
    }

    private void Process(SourceFile source, bool toStdout)
    {
        Action<ITarget> code = Prepare(source);
        if (_settings.Mode == OperationMode.Test)
        {
            Code(source, new NoTarget(), code);
        }
        else if (toStdout)
        {
            Code(source, DescriptorTarget.Standard(_settings.Sparse && !Compresses), code);
        }
        else
        {
            WriteFile(source, code);
        }
    }

    /// <summary>Finds out what is to be done, and what about it cannot be, before anything is written.</summary>
    private Action<ITarget> Prepare(SourceFile source)
    {
        if (_compression is not null)
        {
            _compression.Prepare(source);
            return target => _compression.Run(source, target);
        }

        if (_settings.Recovers)
        {
            return target => Recovery.Run(source, target, _settings, _reporter);
        }

        if (_settings.Range is not null)
        {
            return target => RangeReader.Run(source, target, _settings, _reporter);
        }

        ReadOnlySpan<byte> start = source.Peek(FormatDetection.Needed);
        FileFormat? found = _settings.Format == FileFormat.Raw ? FileFormat.Raw : FormatDetection.Detect(start);
        if (found is { } format && (_settings.Format == FileFormat.Auto || format == _settings.Format))
        {
            _decompression!.Prepare(source, format, start);
            return target => _decompression.Run(source, format, target);
        }

        bool copies = _settings is { Mode: OperationMode.Decompress, Stdout: true, Force: true };
        return copies
            ? target => _decompression!.Copy(source, target)
            : throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(XzError.FormatNotRecognized)}");
    }

    private void WriteFile(SourceFile source, Action<ITarget> code)
    {
        bool deletes = !_settings.KeepsSource;
        using TargetFile file = TargetFile.Create(TargetName(source), _settings.Force, deletes && _settings.Sync);
        Code(source, new DescriptorTarget(file.Descriptor, file.ShownName, _settings.Sparse && !Compresses), code);
        FileMetadata.Copy(source.Status, file.Descriptor, file.ShownName, _reporter);
        file.Publish();
        if (deletes)
        {
            source.Delete(follow: _settings.Force, _reporter);
        }
    }

    private void Code(SourceFile source, ITarget target, Action<ITarget> code)
    {
        ulong size = source.IsStandard ? 0 : (ulong)Math.Max(source.Status.Size, 0);
        _progress.Begin(size, () => Position(source, target));
        code(target);
        target.Finish();
        _progress.End(isComplete: true);
    }

    /// <summary>How much input was used and what became of it, in threads too: the two belong together.</summary>
    private (ulong Read, ulong Written) Position(SourceFile source, ITarget target)
    {
        PendingBytes pending = _compression?.Pending ?? _decompression!.Pending;
        return (source.BytesRead - (ulong)Math.Clamp(pending.Input, 0, (long)source.BytesRead),
            target.BytesWritten + (ulong)Math.Max(pending.Output, 0));
    }

    private string TargetName(SourceFile source)
    {
        FileFormat format = _settings.Format;
        if (!Compresses)
        {
            return Suffixes.Remove(source.Name, format, _settings.Suffix)
                ?? throw new SkippedException($"{source.ShownName}: Filename has an unknown suffix, skipping")
                {
                    IsWarning = true,
                };
        }

        return Suffixes.Compressed(source.Name, format, _settings.Suffix) is { } suffix
            ? throw new SkippedException(
                $"{source.ShownName}: File already has '{Printable.Mask(suffix)}' suffix, skipping")
            {
                IsWarning = true,
            }
            : Suffixes.Add(source.Name, format, _settings.Suffix);
    }
}
