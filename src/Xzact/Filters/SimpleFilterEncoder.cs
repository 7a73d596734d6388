using Xzact.Coding;

namespace Xzact.Filters;

/// <summary>
/// One simple filter in front of another encoder. A few bytes wait for the ones behind them; at the end they pass as
/// they are.
/// </summary>
internal sealed class SimpleFilterEncoder(Encoder inner, SimpleFilter filter) : Encoder
{
    private readonly byte[] _buffer = new byte[16 * 1024];
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

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (true)
        {
            bool isLast = action != EncoderAction.Run && input.IsEmpty
                && (_converted == _filled || (_waits && action == EncoderAction.SyncFlush));
            ReadOnlySpan<byte> ready = _buffer.AsSpan(_start, _converted - _start);
            int before = ready.Length;
            CoderStatus status = inner.Code(ref ready, ref output, isLast ? action : EncoderAction.Run);
            _start += before - ready.Length;
            if (isLast || _start < _converted || output.IsEmpty)
            {
                return status;
            }

            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            _filled -= _start;
            _start = 0;
            int taken = Math.Min(input.Length, _buffer.Length - _filled);
            input[..taken].CopyTo(_buffer.AsSpan(_filled));
            input = input[taken..];
            _filled += taken;
            _converted = filter.Convert(_buffer.AsSpan(0, _filled));
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
