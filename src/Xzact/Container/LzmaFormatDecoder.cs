using Xzact.Coding;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// What the formats around LZMA1 have in common: fields of known size that are collected, and the limits of memory.
/// </summary>
internal abstract class LzmaFormatDecoder(DecoderLimits limits, int fieldCapacity) : LimitedDecoder(limits)
{
    private readonly byte[] _field = new byte[fieldCapacity];
    private long _memoryNeeded;

    /// <inheritdoc/>
    public override long MemoryNeeded => _memoryNeeded;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        FieldFilled = 0;
    }

    /// <summary>The bytes of the field so far.</summary>
    protected ReadOnlySpan<byte> Field => _field.AsSpan(0, FieldFilled);

    /// <summary>How many bytes of the field were collected; set to zero to begin another.</summary>
    protected int FieldFilled { get; set; }

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
        _memoryNeeded = Limits.MemoryModel?.Invoke([new FilterFlags(FilterId.Lzma1, dictionarySize)]) ?? memory;
        return Limits.Refuse(dictionarySize, _memoryNeeded) is var (error, rule) ? Fail(error, offset, rule) : null;
    }
}
