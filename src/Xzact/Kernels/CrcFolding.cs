using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xzact.Kernels;

/// <summary>
/// A reflected 64-bit CRC by carry-less multiplication. Twin: <see cref="Checks.CrcTable"/>.
/// </summary>
/// <remarks>
/// <para>
/// The data is one long polynomial over GF(2), its first bit the highest power; the CRC is that polynomial times x⁶⁴,
/// modulo P. A register holds 128 bits of it, low lane L before high lane H. D more bits of data behind the register
/// multiply it by xᴰ: (L·x⁶⁴ + H)·xᴰ = L·xᴰ⁺⁶⁴ + H·xᴰ. Modulo P the two powers can be replaced by their remainders,
/// 64 bits long, so two multiplications give a register of 128 bits again that may be added to the data D bits further
/// on. That is a fold. Several registers side by side hide the latency of the multiplier.
/// </para>
/// <para>
/// Zeros in front of a polynomial change nothing. So data that is no multiple of 16 bytes is filled up in front, not
/// behind, and nothing is left over at the end; what was the CRC before is added to the first 64 bits of the data.
/// </para>
/// <para>
/// SAFETY: all reads go through spans with their bounds checked; the folder is needed for the intrinsics only.
/// <see cref="MemoryMarshal.Cast{TFrom, TTo}(ReadOnlySpan{TFrom})"/> rounds the length down and x86 loads need no
/// alignment.
/// </para>
/// </remarks>
internal static class CrcFolding
{
    private const int BlockSize = 16;

    /// <summary>
    /// Byte selections for <see cref="Ssse3.Shuffle(Vector128{byte}, Vector128{byte})"/>: from n on they move bytes up
    /// by 16 - n places, from 16 + n on they move bytes down by n places; what is missing becomes zero.
    /// </summary>
    private static ReadOnlySpan<byte> Moves =>
    [
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,
        0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
    ];

    /// <summary>Whether this processor has what the kernel needs.</summary>
    public static bool IsSupported => Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <summary>Takes <paramref name="data"/> into a CRC state (not inverted; the caller inverts).</summary>
    public static ulong Append<T>(ulong state, ReadOnlySpan<byte> data)
        where T : struct, ICrcConstants
    {
        if (data.Length < BlockSize)
            return AppendLessThanBlock<T>(state, data);

        Vector128<ulong> carry = Vector128.CreateScalar(state);
        int odd = data.Length % BlockSize;
        if (odd != 0)
        {
            // The odd bytes go in front: a register of zeros and these bytes, folded into the first whole block. Of the
            // state they take as many bytes, the rest goes to the block.
            Vector128<byte> start = Vector128.Create(data) ^ carry.AsByte();
            Vector128<ulong> front = Ssse3.Shuffle(start, Vector128.Create(Moves[odd..])).AsUInt64();
            carry = Ssse3.Shuffle(carry.AsByte(), Vector128.Create(Moves[(BlockSize + odd)..])).AsUInt64();
            carry ^= Fold(front, T.Fold128);
            data = data[odd..];
        }

#if NET10_0_OR_GREATER
        if (Pclmulqdq.V512.IsSupported && data.Length >= 4 * Vector512<byte>.Count)
            return FoldBy64<T>(carry, data);
        if (Pclmulqdq.V256.IsSupported && data.Length >= 8 * Vector256<byte>.Count)
            return FoldBy32<T>(carry, data);
#endif
        return FoldBy16<T>(carry, data);
    }

    /// <summary>Four registers of 16 bytes: 64 bytes a step, then 16. The data is whole blocks, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FoldBy16<T>(Vector128<ulong> carry, ReadOnlySpan<byte> data)
        where T : struct, ICrcConstants
    {
        ReadOnlySpan<Vector128<ulong>> blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        Vector128<ulong> a = blocks[0] ^ carry;
        if (blocks.Length < 4)
            return Finish<T>(a, blocks[1..]);

        Vector128<ulong> b = blocks[1];
        Vector128<ulong> c = blocks[2];
        Vector128<ulong> d = blocks[3];
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Fold(a, T.Fold512) ^ blocks[0];
            b = Fold(b, T.Fold512) ^ blocks[1];
            c = Fold(c, T.Fold512) ^ blocks[2];
            d = Fold(d, T.Fold512) ^ blocks[3];
        }

        return Finish<T>(Fold(a, T.Fold384) ^ (Fold(b, T.Fold256) ^ Fold(c, T.Fold128) ^ d), blocks);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish<T>(Vector128<ulong> register, ReadOnlySpan<Vector128<ulong>> blocks)
        where T : struct, ICrcConstants
    {
        foreach (Vector128<ulong> block in blocks)
            register = Fold(register, T.Fold128) ^ block;

        // L·x¹²⁸ + H·x⁶⁴, of which the first needs one more fold before the division.
        return Divide<T>(
            Pclmulqdq.CarrylessMultiply(register, T.Fold128, 0x10) ^ Sse2.ShiftRightLogical128BitLane(register, 8));
    }

#if NET10_0_OR_GREATER
    /// <summary>Four registers of 32 bytes: 128 bytes a step, then 32, then 16; at least 128.</summary>
    private static ulong FoldBy32<T>(Vector128<ulong> carry, ReadOnlySpan<byte> data)
        where T : struct, ICrcConstants
    {
        ReadOnlySpan<Vector256<ulong>> blocks = MemoryMarshal.Cast<byte, Vector256<ulong>>(data);
        Vector256<ulong> a = blocks[0] ^ carry.ToVector256();
        Vector256<ulong> b = blocks[1];
        Vector256<ulong> c = blocks[2];
        Vector256<ulong> d = blocks[3];
        Vector256<ulong> four = Vector256.Create(T.Fold1024, T.Fold1024);
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Fold(a, four) ^ blocks[0];
            b = Fold(b, four) ^ blocks[1];
            c = Fold(c, four) ^ blocks[2];
            d = Fold(d, four) ^ blocks[3];
        }

        Vector256<ulong> one = Vector256.Create(T.Fold256, T.Fold256);
        a = Fold(a, Vector256.Create(T.Fold768, T.Fold768))
            ^ Fold(b, Vector256.Create(T.Fold512, T.Fold512))
            ^ (Fold(c, one) ^ d);
        foreach (Vector256<ulong> block in blocks)
            a = Fold(a, one) ^ block;

        return Finish<T>(Fold(a.GetLower(), T.Fold128) ^ a.GetUpper(), Rest(data, Vector256<byte>.Count));
    }

    /// <summary>Four registers of 64 bytes: 256 bytes a step, then 64, then 16; at least 256.</summary>
    private static ulong FoldBy64<T>(Vector128<ulong> carry, ReadOnlySpan<byte> data)
        where T : struct, ICrcConstants
    {
        ReadOnlySpan<Vector512<ulong>> blocks = MemoryMarshal.Cast<byte, Vector512<ulong>>(data);
        Vector512<ulong> a = blocks[0] ^ carry.ToVector256().ToVector512();
        Vector512<ulong> b = blocks[1];
        Vector512<ulong> c = blocks[2];
        Vector512<ulong> d = blocks[3];
        Vector512<ulong> four = Repeat(T.Fold2048);
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Fold(a, four) ^ blocks[0];
            b = Fold(b, four) ^ blocks[1];
            c = Fold(c, four) ^ blocks[2];
            d = Fold(d, four) ^ blocks[3];
        }

        Vector512<ulong> one = Repeat(T.Fold512);
        a = Fold(a, Repeat(T.Fold1536)) ^ Fold(b, Repeat(T.Fold1024)) ^ (Fold(c, one) ^ d);
        foreach (Vector512<ulong> block in blocks)
            a = Fold(a, one) ^ block;

        Vector256<ulong> before = a.GetLower();
        Vector256<ulong> last = a.GetUpper();
        Vector128<ulong> register = Fold(before.GetLower(), T.Fold384)
            ^ Fold(before.GetUpper(), T.Fold256)
            ^ (Fold(last.GetLower(), T.Fold128) ^ last.GetUpper());
        return Finish<T>(register, Rest(data, Vector512<byte>.Count));
    }

    private static ReadOnlySpan<Vector128<ulong>> Rest(ReadOnlySpan<byte> data, int taken) =>
        MemoryMarshal.Cast<byte, Vector128<ulong>>(data[^(data.Length % taken)..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Repeat(Vector128<ulong> constant) =>
        Vector512.Create(Vector256.Create(constant, constant), Vector256.Create(constant, constant));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Fold(Vector256<ulong> register, Vector256<ulong> power) =>
        Pclmulqdq.V256.CarrylessMultiply(register, power, 0x00)
        ^ Pclmulqdq.V256.CarrylessMultiply(register, power, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Fold(Vector512<ulong> register, Vector512<ulong> power) =>
        Pclmulqdq.V512.CarrylessMultiply(register, power, 0x00)
        ^ Pclmulqdq.V512.CarrylessMultiply(register, power, 0x11);
#endif

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> register, Vector128<ulong> power) =>
        Pclmulqdq.CarrylessMultiply(register, power, 0x00) ^ Pclmulqdq.CarrylessMultiply(register, power, 0x11);

    /// <summary>The remainder by P of a register, low lane A above high lane B: of A·x⁶⁴ + B.</summary>
    /// <remarks>
    /// Barrett: with M = ⌊x¹²⁸ / P⌋ the quotient is ⌊A·M / x⁶⁴⌋, exactly, since nothing carries over GF(2). The
    /// remainder is then the low half of A·x⁶⁴ + B - quotient·P, in which A·x⁶⁴ has no part. M and P lack their
    /// constant terms, which their 64 bits have no room for: that of M cannot reach the quotient, that of P adds the
    /// quotient itself.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Divide<T>(Vector128<ulong> register)
        where T : struct, ICrcConstants
    {
        Vector128<ulong> quotient = Pclmulqdq.CarrylessMultiply(register, T.Barrett, 0x00);
        Vector128<ulong> product = Pclmulqdq.CarrylessMultiply(quotient, T.Barrett, 0x10);
        ulong remainder = (register ^ product).GetElement(1);
        return T.HasConstantTerm ? remainder ^ quotient.ToScalar() : remainder;
    }

    /// <summary>0 to 15 bytes, the last of them at the end of the register.</summary>
    private static ulong AppendLessThanBlock<T>(ulong state, ReadOnlySpan<byte> data)
        where T : struct, ICrcConstants
    {
        int length = data.Length;
        if (length > sizeof(ulong))
        {
            int odd = length - sizeof(ulong);
            ulong low = (BinaryPrimitives.ReadUInt64LittleEndian(data) ^ state) << (64 - (8 * odd));
            ulong high = BinaryPrimitives.ReadUInt64LittleEndian(data[odd..]) ^ (state >> (8 * odd));
            Vector128<ulong> folded = Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(low), T.Fold128, 0x10);
            return Divide<T>(folded ^ Vector128.CreateScalar(high));
        }

        if (length == sizeof(ulong))
            return Divide<T>(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(data) ^ state));
        if (length == 0)
            return state;

        // The state is longer than the data; what of it the data does not reach is only shifted.
        int unused = 64 - (8 * length);
        ulong first = (ReadLessThanEight(data) ^ state) << unused;
        return Divide<T>(Vector128.CreateScalar(first)) ^ (state >> (8 * length));
    }

    private static ulong ReadLessThanEight(ReadOnlySpan<byte> data)
    {
        if (data.Length >= sizeof(uint))
        {
            ulong end = BinaryPrimitives.ReadUInt32LittleEndian(data[^sizeof(uint)..]);
            return BinaryPrimitives.ReadUInt32LittleEndian(data) | (end << (8 * (data.Length - sizeof(uint))));
        }

        // One to three bytes: the middle one is the first or the last where there is none.
        int last = data.Length - 1;
        return data[0] | ((ulong)data[data.Length / 2] << (8 * (data.Length / 2))) | ((ulong)data[last] << (8 * last));
    }
}
