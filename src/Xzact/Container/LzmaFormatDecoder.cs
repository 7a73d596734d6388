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
        long most = Limits.MaxOutputLength;
        bool isLimited = most > 0 && output.Length > most - _written;
        Span<byte> allowed = isLimited ? output[..(int)(most - _written)] : output;
        int room = allowed.Length;
        _inputBefore = input.Length;

        CoderStatus status = Run(ref input, ref allowed);

        int written = room - allowed.Length;
        output = output[written..];
        _written += written;
        _read += _inputBefore - input.Length;
        _inputBefore = input.Length;
        return isLimited && status == CoderStatus.More && allowed.IsEmpty && !input.IsEmpty
            ? Fail(XzError.OutputLimit, _read, $"The data decompresses to more than the allowed {most} bytes")
            : status;
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
        if (Limits.MaxDictionarySize > 0 && dictionarySize > Limits.MaxDictionarySize)
        {
            return Fail(XzError.DictionaryLimit, offset,
                $"The data needs a dictionary of {dictionarySize} bytes; {Limits.MaxDictionarySize} are allowed");
        }

        if (Limits.MemoryLimit > 0 && memory > Limits.MemoryLimit)
        {
            return Fail(XzError.MemoryLimit, offset,
                $"The data needs {memory} bytes of memory; {Limits.MemoryLimit} are allowed");
        }

        return null;
    }
}
