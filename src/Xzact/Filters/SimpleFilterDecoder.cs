using Xzact.Coding;

namespace Xzact.Filters;

/// <summary>
/// One simple filter behind another coder: what that coder gives is converted in place and handed on. A few bytes wait
/// for the ones behind them; at the end they pass as they are.
/// </summary>
internal sealed class SimpleFilterDecoder(Coder inner, SimpleFilter filter) : Coder
{
    private readonly byte[] _buffer = new byte[16 * 1024];
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

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            int ready = Math.Min(_converted - _start, output.Length);
            _buffer.AsSpan(_start, ready).CopyTo(output);
            output = output[ready..];
            _start += ready;
            if (_start < _converted)
            {
                return CoderStatus.More;
            }

            if (_ended)
            {
                return CoderStatus.End;
            }

            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            _filled -= _start;
            _start = 0;
            _converted = 0;

            Span<byte> free = _buffer.AsSpan(_filled);
            int room = free.Length;
            CoderStatus status = inner.Code(ref input, ref free);
            int added = room - free.Length;
            _filled += added;
            _ended = status == CoderStatus.End;
            _converted = _ended || status == CoderStatus.Failed
                ? ConvertAll()
                : filter.Convert(_buffer.AsSpan(0, _filled));
            if (status == CoderStatus.Failed)
            {
                return Fail(inner.Failure!.Error, inner.Failure.Offset, inner.Failure.Rule);
            }

            if (!_ended && _converted == 0)
            {
                return CoderStatus.More;
            }
        }
    }

    private int ConvertAll()
    {
        filter.Convert(_buffer.AsSpan(0, _filled));
        return _filled;
    }
}
