using Xzact.Coding;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// One simple filter in front of another encoder. A few bytes wait for the ones behind them; at the end they pass as
/// they are.
/// </summary>
/// <param name="allocator">Where the memory comes from.</param>
/// <param name="inner">What takes the bytes.</param>
/// <param name="filter">What converts them.</param>
internal sealed class SimpleFilterEncoder(WorkAllocator allocator, Encoder inner, SimpleFilter filter)
    : Encoder, IDisposable
{
    /// <summary>Bytes that are converted at a time: the memory that a filter takes.</summary>
    public const int BufferSize = 16 * 1024;

    private readonly WorkMemory<byte> _memory = allocator.Allocate<byte>(BufferSize);
    private int _start;
    private int _converted;
    private int _filled;

    /// <summary>Whether all that is in the buffer waits for more.</summary>
    private bool _waits;

    /// <summary>Begins again; the inner encoder is reset by its owner.</summary>
    public void Reset()
    {
        filter.Reset();
        _start = 0;
        _converted = 0;
        _filled = 0;
        _waits = false;
    }

    public void Dispose() => _memory.Dispose();

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        Span<byte> buffer = _memory.Span;
        while (true)
        {
            bool isLast = action != EncoderAction.Run && input.IsEmpty
                && (_converted == _filled || (_waits && action == EncoderAction.SyncFlush));
            ReadOnlySpan<byte> ready = buffer[_start.._converted];
            int before = ready.Length;
            CoderStatus status = inner.Code(ref ready, ref output, isLast ? action : EncoderAction.Run);
            _start += before - ready.Length;
            if (isLast || _start < _converted || output.IsEmpty)
            {
                return status;
            }

            buffer[_start.._filled].CopyTo(buffer);
            _filled -= _start;
            _start = 0;
            int taken = Math.Min(input.Length, buffer.Length - _filled);
            input[..taken].CopyTo(buffer[_filled..]);
            input = input[taken..];
            _filled += taken;
            _converted = filter.Convert(buffer[.._filled]);
            if (action == EncoderAction.Finish && input.IsEmpty)
            {
                _converted = _filled;
            }

            _waits = _converted == 0;
            if (_waits && action == EncoderAction.Run)
            {
                return CoderStatus.More;
            }
        }
    }
}
