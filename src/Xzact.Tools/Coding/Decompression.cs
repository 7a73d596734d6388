using Xzact.Coding;
using Xzact.Threading;
using Xzact.Tools.Files;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;
using Xzact.Tools.Progress;

namespace Xzact.Tools.Coding;

/// <summary>Decompresses files, one after the other with the same memory.</summary>
internal sealed class Decompression(
    Settings settings, IReadOnlyList<ChosenFilter>? rawChain, Reporter reporter, ProgressDisplay progress)
    : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int SmallestForThreads = 32 * 1024;

    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private readonly Decoders _decoders = new(settings, rawChain);
    private FormatDecoder? _decoder;
    private int _filled;
    private bool _warned;

    /// <summary>What threads have under way.</summary>
    public PendingBytes Pending => _decoder?.Pending ?? default;

    /// <summary>
    /// Makes sure that the start of a file can be decoded, before its target is made: its headers, the filters and the
    /// memory that they take.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="start">Its first bytes.</param>
    /// <exception cref="SkippedException">It cannot.</exception>
    public void Prepare(SourceFile source, FileFormat format, ReadOnlySpan<byte> start)
    {
        _warned = false;
        if (format == FileFormat.Raw)
        {
            return;
        }

        FormatDecoder decoder = _decoders.Take(format, threaded: false)!;
        Span<byte> nothing = default;
        CoderStatus status = decoder.Code(ref start, ref nothing);
        WarnOnce(source, decoder);
        if (status == CoderStatus.Failed)
        {
            throw Failed(source, format, decoder);
        }

        if (IsWorthThreads(source))
        {
            _decoders.Drop(format);
        }
    }

    /// <summary>Decompresses one file. What was decoded before an error is written.</summary>
    /// <exception cref="SkippedException">Reading or writing failed, or the data is not valid.</exception>
    public void Run(SourceFile source, FileFormat format, ITarget target)
    {
        FormatDecoder decoder = _decoders.Take(format, IsWorthThreads(source))
            ?? throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(XzError.UnsupportedFilter)}");
        _decoder = decoder;
        _filled = 0;
        while (true)
        {
            GiveWhatIsReady(source, decoder, target);
            int read = source.Read(_input);
            ReadOnlySpan<byte> input = _input.AsSpan(0, read);
            CoderStatus status = Code(ref input, decoder, target);
            while (read == 0 && status == CoderStatus.More)
            {
                status = decoder.Finish();
                if (status == CoderStatus.More)
                {
                    status = Code(ref input, decoder, target);
                }
            }

            WarnOnce(source, decoder);
            if (status is CoderStatus.End or CoderStatus.Failed)
            {
                Write(target);
                if (status == CoderStatus.Failed)
                {
                    throw Failed(source, format, decoder);
                }

                source.Unread(input.Length + decoder.Excess);
                return;
            }
        }
    }

    /// <summary>Copies what is no compressed file.</summary>
    /// <exception cref="SkippedException">Reading or writing failed.</exception>
    public void Copy(SourceFile source, ITarget target)
    {
        int read;
        _decoder = null;
        while ((read = source.Read(_input)) > 0)
        {
            target.Write(_input.AsSpan(0, read));
            progress.Update();
        }
    }

    public void Dispose() => _decoders.Dispose();

    /// <summary>Starting threads takes longer than decoding a small file.</summary>
    private static bool IsWorthThreads(SourceFile source) =>
        !source.Status.IsRegular || source.Status.Size >= SmallestForThreads;

    /// <summary>A reader at the other end of a pipe gets what there is before more is waited for.</summary>
    private void GiveWhatIsReady(SourceFile source, FormatDecoder decoder, ITarget target)
    {
        if (source.Status.IsRegular)
        {
            return;
        }

        ReadOnlySpan<byte> nothing = default;
        while (decoder is ParallelDecoder { IsIdle: false } parallel && !source.WaitForInput(ProgressDisplay.Period))
        {
            parallel.InputIsLate();
            Code(ref nothing, decoder, target);
        }

        Write(target);
    }

    /// <summary>Decodes all of the input; full buffers are written.</summary>
    private CoderStatus Code(ref ReadOnlySpan<byte> input, FormatDecoder decoder, ITarget target)
    {
        while (true)
        {
            Span<byte> output = _output.AsSpan(_filled);
            CoderStatus status = decoder.Code(ref input, ref output);
            _filled = _output.Length - output.Length;
            bool isFull = output.IsEmpty;
            if (isFull)
            {
                Write(target);
            }

            progress.Update();
            if (status == CoderStatus.Waiting)
            {
                _ = decoder.WhenReady().Wait(ProgressDisplay.Period);
            }
            else if (status != CoderStatus.More || (input.IsEmpty && !isFull))
            {
                return status;
            }
        }
    }

    private void Write(ITarget target)
    {
        target.Write(_output.AsSpan(0, _filled));
        _filled = 0;
    }

    private void WarnOnce(SourceFile source, FormatDecoder decoder)
    {
        if (decoder.HasUnsupportedCheck && !settings.IgnoreCheck && !_warned)
        {
            _warned = true;
            reporter.Warning(
                $"{source.ShownName}: Unsupported type of integrity check; not verifying file integrity");
        }
    }

    private SkippedException Failed(SourceFile source, FileFormat format, FormatDecoder decoder)
    {
        Failure failure = decoder.Failure!;
        string message = $"{source.ShownName}: {DecoderMessages.Of(failure.Error)}";
        if (failure.Error == XzError.MemoryLimit)
        {
            long needed = decoder.MemoryNeeded + MemoryModel.DecoderSurplus(format);
            message += $"\n{Amounts.MemoryNeed((ulong)needed, settings.Limits.Decompress)}";
        }

        return new SkippedException(
            reporter.Verbosity > Verbosity.Verbose ? $"{message}\n{source.ShownName}: {failure.Message}" : message);
    }
}
