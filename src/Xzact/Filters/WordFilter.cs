using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Filters;

/// <summary>The branches of an architecture whose instructions all have four bytes.</summary>
internal interface IInstructionSet
{
    static abstract FilterId Id { get; }

    /// <summary>Whether the first byte of an instruction is its most significant one.</summary>
    static abstract bool IsBigEndian { get; }

    /// <summary>Whether to convert the instruction. It must say the same of what <see cref="Convert"/> makes.</summary>
    static abstract bool IsBranch(uint instruction);

    /// <summary>Converts the operand of a branch.</summary>
    /// <param name="instruction">A branch.</param>
    /// <param name="address">Where it stands, a multiple of four.</param>
    /// <param name="sign">One to add the address, minus one to take it away.</param>
    static abstract uint Convert(uint instruction, uint address, uint sign);
}

/// <summary>The branch converter for an instruction set whose instructions all have four bytes.</summary>
internal sealed class WordFilter<TInstructionSet>(uint startOffset, FilterDirection direction)
    : BranchFilter(TInstructionSet.Id, startOffset, direction)
    where TInstructionSet : struct, IInstructionSet
{
    private const int WordSize = sizeof(uint);

    /// <inheritdoc/>
    /// <remarks>At most three bytes are left.</remarks>
    protected override int Convert(Span<byte> buffer, uint address)
    {
        uint sign = Sign;
        int position = 0;
        for (; position <= buffer.Length - WordSize; position += WordSize)
        {
            Span<byte> word = buffer.Slice(position, WordSize);
            uint instruction = TInstructionSet.IsBigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(word)
                : BinaryPrimitives.ReadUInt32LittleEndian(word);
            if (!TInstructionSet.IsBranch(instruction))
                continue;

            instruction = TInstructionSet.Convert(instruction, address + (uint)position, sign);
            if (TInstructionSet.IsBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(word, instruction);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(word, instruction);
        }

        return position;
    }
}
