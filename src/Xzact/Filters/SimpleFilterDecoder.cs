using Xzact.Coding;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// One simple filter behind another coder: what that coder gives is converted in place and handed on. A few bytes wait
/// for the ones behind them; at the end they pass as they are.
/// </summary>
/// <param name="allocator">Where the memory comes from.</param>
/// <param name="inner">What gives the bytes.</param>
/// <param name="filter">What converts them.</param>
internal sealed class SimpleFilterDecoder(WorkAllocator allocator, Coder inner, SimpleFilter filter)
    : Coder, IDisposable
{
    /// <summary>Bytes that are converted at a time: the memory that a filter takes.</summary>
    public const int BufferSize = 16 * 1024;

    private readonly WorkMemory<byte> _memory = allocator.Allocate<byte>(BufferSize);
    private int _start;
    private int _converted;
    private int _filled;
    private bool _ended;

    /// <summary>Begins again; the inner coder is reset by its owner.</summary>
    public void Reset()
    {
        ClearFailure();
        filter.Reset();
        _start = 0;
        _converted = 0;
        _filled = 0;
        _ended = false;
    }

    public void Dispose() => _memory.Dispose();

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        Span<byte> buffer = _memory.Span;
        while (true)
        {
            int ready = Math.Min(_converted - _start, output.Length);
            buffer.Slice(_start, ready).CopyTo(output);
            output = output[ready..];
            _start += ready;
            if (_start < _converted)
            {
                return CoderStatus.More;
            }

            if (_ended)
            {
                return inner.Failure is null ? CoderStatus.End : FailAs(inner, 0);
            }

            buffer[_start.._filled].CopyTo(buffer);
            _filled -= _start;
            _start = 0;
            _converted = 0;

            Span<byte> free = buffer[_filled..];
            int room = free.Length;
            CoderStatus status = inner.Code(ref input, ref free);
            int added = room - free.Length;
            _filled += added;

            // What was decoded before a failure is handed out first.
            _ended = status != CoderStatus.More;
            _converted = filter.Convert(buffer[.._filled]);
            if (_ended)
            {
                _converted = _filled;
            }

            if (!_ended && _converted == 0)
            {
                return CoderStatus.More;
            }
        }
    }
}
