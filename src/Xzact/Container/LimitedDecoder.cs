using Xzact.Coding;

namespace Xzact.Container;

/// <summary>
/// What all decoders of formats have in common: they count what they read and write, so that failures tell where in the
/// file they are, and the output is held to the limits.
/// </summary>
/// <param name="limits">What may be asked of the decoder.</param>
internal abstract class LimitedDecoder(DecoderLimits limits) : FormatDecoder
{
    private readonly byte[] _next = new byte[1];
    private long _read;
    private long _written;
    private int _inputBefore;

    /// <inheritdoc/>
    public override bool IsAtStart => _read == 0;

    /// <inheritdoc/>
    public override void Reset()
    {
        ClearFailure();
        _read = 0;
        _written = 0;
    }

    /// <summary>What may be asked of the decoder.</summary>
    protected DecoderLimits Limits { get; } = limits;

    /// <summary>Where in the file the input that was taken by earlier calls ends.</summary>
    protected long End => _read;

    /// <summary>Bytes that may still be given out.</summary>
    protected long OutputRoom => Limits.OutputRoom(_read, _written);

    /// <summary>Does the work; the output is what the limits allow.</summary>
    protected abstract CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output);

    protected sealed override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            long room = OutputRoom;
            bool isLimited = output.Length > room;
            Span<byte> allowed = isLimited ? output[..(int)room] : output;
            int allowedBefore = allowed.Length;
            _inputBefore = input.Length;

            CoderStatus status = Run(ref input, ref allowed);

            int written = allowedBefore - allowed.Length;
            int read = _inputBefore - input.Length;
            output = output[written..];
            _written += written;
            _read += read;
            _inputBefore = input.Length;
            bool isFull = isLimited && status == CoderStatus.More && allowed.IsEmpty;
            if (!isFull)
            {
                return status;
            }

            // Input that was taken makes room by the ratio. Where nothing moves any more, only output would help.
            if ((written + read == 0 || input.IsEmpty) && !TryNextByte(ref input, ref output, out status))
            {
                return status;
            }
        }
    }

    /// <summary>
    /// At the limit: whether there is another byte at all, or only an end, damage or too little input. True if there
    /// is one and the input that led to it made room for it.
    /// </summary>
    private bool TryNextByte(ref ReadOnlySpan<byte> input, ref Span<byte> output, out CoderStatus status)
    {
        Span<byte> next = _next;
        _inputBefore = input.Length;
        status = Run(ref input, ref next);
        _read += _inputBefore - input.Length;
        _inputBefore = input.Length;
        if (!next.IsEmpty)
        {
            return false;
        }

        if (OutputRoom == 0)
        {
            (XzError error, string rule) = Limits.RefuseOutput(_read);
            status = Fail(error, _read, rule);
            return false;
        }

        output[0] = _next[0];
        output = output[1..];
        _written++;
        return status == CoderStatus.More;
    }

    /// <summary>Where in the file <paramref name="input"/>, what is left of it in this call, begins.</summary>
    protected long Offset(ReadOnlySpan<byte> input) => _read + _inputBefore - input.Length;

    /// <summary>So many bytes of the file are read by somebody else, in place of this decoder.</summary>
    protected void ReadElsewhere(long count) => _read += count;

    /// <summary>So many bytes are given out by somebody else, in place of this decoder.</summary>
    protected void WrittenElsewhere(long count) => _written += count;
}
