using System.Buffers.Binary;
using System.Numerics;
using Xzact.Format;

namespace Xzact.Filters;

/// <summary>
/// The branch converter for x86 (.xz specification 1.2.1, section 5.3.2): the operand of CALL (E8) and near JMP (E9),
/// a distance from the next instruction, becomes the address it leads to.
/// </summary>
/// <remarks>
/// <para>
/// An operand is taken for a distance if it lies within ±16 MiB, that is, if its high byte is 00 or FF. The converted
/// operand keeps that property (its high byte is the sign of bit 24), so the decoder makes the same guesses from the
/// converted bytes.
/// </para>
/// <para>
/// An opcode byte that was left alone may be followed, within its own operand, by another opcode byte. Were the second
/// one converted carelessly, the first one's high byte, which lies inside the second one's operand, could turn into 00
/// or FF, and the decoder would take the first one for an instruction. Hence the rule for an opcode with left-alone
/// opcodes among the three bytes before it: with two or more of them, or with one whose high byte is 00 or FF,
/// it is left alone too; with one whose high byte is another value, it is converted so that it stays another value
/// (see <see cref="ConvertOperand"/>).
/// </para>
/// </remarks>
internal sealed class X86Filter(uint startOffset, FilterDirection direction)
    : BranchFilter(FilterId.X86, startOffset, direction)
{
    private const byte CallOpcode = 0xE8;
    private const byte JumpOpcode = 0xE9;
    private const int OperandSize = sizeof(uint);
    private const int InstructionSize = 1 + OperandSize;

    /// <summary>How far before an opcode another one can stand whose high byte lies in the operand of both.</summary>
    private const int HistoryLength = 3;
    private const int HistoryMask = (1 << HistoryLength) - 1;

    /// <summary>Bit k - 1 is set if the byte k places before the current one is a left-alone opcode.</summary>
    private int _leftAlone;

    /// <inheritdoc/>
    /// <remarks>At most four bytes are left: an opcode without its whole operand cannot be judged.</remarks>
    protected override int Convert(Span<byte> buffer, uint address)
    {
        int position = 0;
        int end = Math.Max(0, buffer.Length - OperandSize);
        while (position < end)
        {
            int gap = buffer[position..end].IndexOfAny(CallOpcode, JumpOpcode);
            if (gap < 0)
            {
                Pass(end - position);
                position = end;
                break;
            }

            Pass(gap);
            position += gap;
            Span<byte> operand = buffer.Slice(position + 1, OperandSize);
            if (IsBranch(operand))
            {
                ConvertOperand(operand, address + (uint)(position + InstructionSize));
                Pass(InstructionSize);
                position += InstructionSize;
            }
            else
            {
                Pass(1);
                _leftAlone |= 1;
                position++;
            }
        }

        return position;
    }

    public override void Reset()
    {
        base.Reset();
        _leftAlone = 0;
    }

    /// <summary>Moves the history on by some bytes, none of them an opcode that was left alone.</summary>
    private void Pass(int count) =>
        _leftAlone = count < HistoryLength ? (_leftAlone << count) & HistoryMask : 0;

    private bool IsBranch(ReadOnlySpan<byte> operand)
    {
        if (!IsSign(operand[^1]))
            return false;
        return _leftAlone == 0 || (BitOperations.IsPow2(_leftAlone) && !IsSign(operand[SharedHighByte]));
    }

    /// <summary>
    /// Where the high byte of the left-alone opcode lies in the current operand: k places before the current high byte
    /// for an opcode k places before the current one.
    /// </summary>
    private int SharedHighByte => OperandSize - 2 - BitOperations.TrailingZeroCount(_leftAlone);

    /// <summary>Converts the operand between distance and address.</summary>
    /// <remarks>
    /// If an opcode before was left alone, its high byte must not come out as 00 or FF. If it does, the bytes up to it
    /// are inverted and the conversion is done again, until it does not. Addition and inversion can both be undone, so
    /// this is a walk along a cycle of values from one allowed value to the next; the other direction walks it back.
    /// </remarks>
    private void ConvertOperand(Span<byte> operand, uint nextInstruction)
    {
        uint shift = Sign * nextInstruction;
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(operand) + shift;
        if (_leftAlone != 0)
        {
            int shared = SharedHighByte * 8;
            uint upToShared = (1u << (shared + 8)) - 1;
            while (IsSign((byte)(value >> shared)))
                value = (value ^ upToShared) + shift;
        }

        // 25 significant bits: the high byte repeats bit 24.
        BinaryPrimitives.WriteInt32LittleEndian(operand, (int)(value << 7) >> 7);
    }

    private static bool IsSign(byte value) => value is 0x00 or 0xFF;
}
