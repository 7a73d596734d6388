using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>The branches of an architecture whose instructions all have four bytes.</summary>
internal interface IInstructionSet
{
    static abstract FilterId Id { get; }

    /// <summary>Whether the first byte of an instruction is its most significant one.</summary>
    static abstract bool IsBigEndian { get; }

    /// <summary>
    /// Every branch fits this pattern, in instructions read with their most significant byte first or last as it is;
    /// few others do.
    /// </summary>
    static abstract InstructionPattern<uint> Candidates { get; }

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
        int position = 0;
        if (InstructionSearch.IsSupported)
        {
            InstructionPattern<uint> pattern = LittleEndianCandidates;
            for (; position <= buffer.Length - InstructionSearch.BlockSize; position += InstructionSearch.BlockSize)
            {
                uint found = InstructionSearch.Find(buffer[position..], pattern);
                for (; found != 0; found &= found - 1)
                {
                    int word = position + BitOperations.TrailingZeroCount(found);
                    ConvertWord(buffer.Slice(word, WordSize), address + (uint)word);
                }
            }
        }

        for (; position <= buffer.Length - WordSize; position += WordSize)
        {
            ConvertWord(buffer.Slice(position, WordSize), address + (uint)position);
        }

        return position;
    }

    private static InstructionPattern<uint> LittleEndianCandidates
    {
        get
        {
            InstructionPattern<uint> pattern = TInstructionSet.Candidates;
            return !TInstructionSet.IsBigEndian ? pattern : new InstructionPattern<uint>(
                BinaryPrimitives.ReverseEndianness(pattern.Mask1),
                BinaryPrimitives.ReverseEndianness(pattern.Value1),
                BinaryPrimitives.ReverseEndianness(pattern.Mask2),
                BinaryPrimitives.ReverseEndianness(pattern.Value2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ConvertWord(Span<byte> word, uint address)
    {
        uint instruction = TInstructionSet.IsBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(word)
            : BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (!TInstructionSet.IsBranch(instruction))
        {
            return;
        }

        instruction = TInstructionSet.Convert(instruction, address, Sign);
        if (TInstructionSet.IsBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, instruction);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, instruction);
        }
    }
}
