using Xzact.Coding;
using Xzact.Tools.Extras;
using Xzact.Tools.Files;
using Xzact.Tools.Options;
using Xzact.Tools.Progress;

namespace Xzact.Tools.Coding;

/// <summary>Compresses files, one after the other with the same memory.</summary>
internal sealed class Compression(Settings settings, CompressionPlan plan, ProgressDisplay progress) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _input = new byte[BufferSize];
    private readonly byte[] _output = new byte[BufferSize];
    private readonly ContentBoundaries? _boundaries = settings.Rsyncable ? new ContentBoundaries() : null;
    private FormatEncoder? _encoder;
    private int _filled;
    private long? _firstUnflushed;

    /// <summary>What threads have under way.</summary>
    public PendingBytes Pending => _encoder?.Pending ?? default;

    /// <summary>Makes the encoder ready for a file, before its target is made.</summary>
    /// <exception cref="SkippedException">The filters have options that no encoder takes.</exception>
    public void Prepare(SourceFile source)
    {
        if (_encoder is null)
        {
            _encoder = plan.CreateEncoder()
                ?? throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(XzError.UnsupportedFilter)}");
        }

        _encoder.Reset();
    }

    /// <summary>Compresses one file.</summary>
    /// <exception cref="SkippedException">Reading or writing failed.</exception>
    public void Run(SourceFile source, ITarget target)
    {
        _filled = 0;
        _firstUnflushed = null;
        _boundaries?.Reset();
        EncoderAction action;
        do
        {
            int read = 0;
            action = EncoderAction.SyncFlush;
            if (!IsFlushDue(source))
            {
                read = source.Read(_input);
                action = read == 0 ? EncoderAction.Finish : EncoderAction.Run;
                _firstUnflushed ??= Environment.TickCount64;
            }

            CodeUpToBoundaries(_input.AsSpan(0, read), action, target);
            if (action != EncoderAction.Run)
            {
                Write(target);
                _firstUnflushed = null;
            }
        }
        while (action != EncoderAction.Finish);
    }

    public void Dispose() => _encoder?.Dispose();

    /// <summary>Whether there is input that waits to be written, long enough, and none that could be read.</summary>
    private bool IsFlushDue(SourceFile source)
    {
        if (settings.FlushTimeout == 0 || _firstUnflushed is not { } begin)
        {
            return false;
        }

        ulong passed = (ulong)(Environment.TickCount64 - begin);
        ulong left = passed >= settings.FlushTimeout ? 0 : settings.FlushTimeout - passed;
        return !source.WaitForInput((int)Math.Min(left, int.MaxValue));
    }

    /// <summary>Codes all of the input; where the content says so, a Block ends.</summary>
    private void CodeUpToBoundaries(ReadOnlySpan<byte> input, EncoderAction action, ITarget target)
    {
        while (_boundaries?.Find(input) is { } length)
        {
            Code(input[..length], EncoderAction.FullBarrier, target);
            input = input[length..];
        }

        Code(input, action, target);
    }

    /// <summary>Codes all of the input; full buffers are written.</summary>
    private void Code(ReadOnlySpan<byte> input, EncoderAction action, ITarget target)
    {
        while (true)
        {
            Span<byte> output = _output.AsSpan(_filled);
            CoderStatus status = _encoder!.Code(ref input, ref output, action);
            _filled = _output.Length - output.Length;
            if (_filled == _output.Length || (status == CoderStatus.Waiting && _filled > 0))
            {
                Write(target);
            }
            else if (status == CoderStatus.Waiting)
            {
                _ = _encoder.WhenReady().Wait(ProgressDisplay.Period);
            }
            else if (action == EncoderAction.Run ? input.IsEmpty : status == CoderStatus.End)
            {
                progress.Update();
                return;
            }

            progress.Update();
        }
    }

    private void Write(ITarget target)
    {
        target.Write(_output.AsSpan(0, _filled));
        _filled = 0;
    }
}
