using Xzact.Format;

namespace Xzact.Filters;

/// <summary>
/// A filter that makes the operands of branches and calls, distances from where they stand, the addresses they lead to;
/// all calls of one function then look alike (.xz specification 1.2.1, section 5.3.2).
/// </summary>
/// <remarks>
/// Nothing tells code from data here, so every converter guesses, and what it writes must lead the decoder to the same
/// guesses. Addresses wrap at 4 GiB.
/// </remarks>
internal abstract class BranchFilter : SimpleFilter
{
    private readonly uint _startOffset;
    private uint _address;

    /// <param name="id">Which converter; sets the alignment.</param>
    /// <param name="startOffset">The address of the first byte of the data.</param>
    /// <param name="direction">Whether to make distances addresses or addresses distances.</param>
    /// <exception cref="ArgumentException">The start offset is not a multiple of the alignment.</exception>
    protected BranchFilter(FilterId id, uint startOffset, FilterDirection direction)
    {
        if (startOffset % BranchFormat.Alignment(id) != 0)
        {
            throw new ArgumentException(
                $"{startOffset} is not a multiple of {BranchFormat.Alignment(id)}, the alignment of {id}.",
                nameof(startOffset));
        }

        _startOffset = startOffset;
        _address = startOffset;
        Direction = direction;
        Sign = direction == FilterDirection.Encode ? 1 : uint.MaxValue;
    }

    protected FilterDirection Direction { get; }

    /// <summary>One to add addresses to distances, minus one to take them away again; both modulo 2^32.</summary>
    protected uint Sign { get; }

    public sealed override int Convert(Span<byte> buffer)
    {
        int converted = Convert(buffer, _address);
        _address += (uint)converted;
        return converted;
    }

    public override void Reset() => _address = _startOffset;

    /// <inheritdoc cref="SimpleFilter.Convert"/>
    /// <param name="buffer">The bytes that follow those already converted.</param>
    /// <param name="address">The address of the first of them, a multiple of the alignment.</param>
    protected abstract int Convert(Span<byte> buffer, uint address);
}
