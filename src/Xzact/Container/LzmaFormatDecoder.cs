using Xzact.Coding;

namespace Xzact.Container;

/// <summary>
/// What the formats around LZMA1 have in common: fields of known size that are collected, the limits, and where in the
/// file they are.
/// </summary>
internal abstract class LzmaFormatDecoder(DecoderLimits limits, int fieldCapacity) : FormatDecoder
{
    private readonly byte[] _field = new byte[fieldCapacity];
    private long _read;
    private long _written;
    private long _memoryNeeded;
    private int _inputBefore;

    /// <inheritdoc/>
    public override long MemoryNeeded => _memoryNeeded;

    /// <inheritdoc/>
    public override bool IsAtStart => _read == 0;

    /// <inheritdoc/>
    public override void Reset()
    {
        ClearFailure();
        _read = 0;
        _written = 0;
        FieldFilled = 0;
    }

    protected DecoderLimits Limits { get; } = limits;

    /// <summary>The bytes of the field so far.</summary>
    protected ReadOnlySpan<byte> Field => _field.AsSpan(0, FieldFilled);

    /// <summary>How many bytes of the field were collected; set to zero to begin another.</summary>
    protected int FieldFilled { get; set; }

    /// <summary>Does the work; the output is what the limit allows.</summary>
    protected abstract CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output);

    protected sealed override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            long room = Limits.OutputRoom(_read, _written);
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
            if (!isLimited || status != CoderStatus.More || !allowed.IsEmpty || input.IsEmpty)
            {
                return status;
            }

            // As in StreamDecoder: input that was taken makes room by the ratio.
            if (written + read == 0)
            {
                (XzError error, string rule) = Limits.RefuseOutput(_read);
                return Fail(error, _read, rule);
            }
        }
    }

    /// <summary>Where in the file <paramref name="input"/> begins.</summary>
    protected long Offset(ReadOnlySpan<byte> input) => _read + _inputBefore - input.Length;

    /// <summary>Where in the file the input that was taken so far ends.</summary>
    protected long End => _read;

    /// <summary>Takes one byte more for the field; false if there is none.</summary>
    protected bool TakeByte(ref ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return false;
        }

        _field[FieldFilled++] = input[0];
        input = input[1..];
        return true;
    }

    /// <summary>Takes bytes until the field has <paramref name="size"/>; true once it has.</summary>
    protected bool Fill(int size, ref ReadOnlySpan<byte> input)
    {
        int taken = Math.Min(size - FieldFilled, input.Length);
        input[..taken].CopyTo(_field.AsSpan(FieldFilled));
        input = input[taken..];
        FieldFilled += taken;
        return FieldFilled == size;
    }

    /// <summary>
    /// Holds what the data asks for against the limits, before memory is taken; null if it is allowed.
    /// </summary>
    /// <param name="dictionarySize">Dictionary in bytes.</param>
    /// <param name="memory">All working memory in bytes.</param>
    /// <param name="offset">Where in the file it is asked for.</param>
    protected CoderStatus? Refuse(uint dictionarySize, long memory, long offset)
    {
        _memoryNeeded = memory;
        return Limits.Refuse(dictionarySize, memory) is var (error, rule) ? Fail(error, offset, rule) : null;
    }
}
