using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Xzact.Kernels;

/// <summary>Which units of code to look at closer: those whose masked bits have one of two values.</summary>
/// <typeparam name="T">The unit, a little-endian number.</typeparam>
/// <param name="Mask1">Bits that count.</param>
/// <param name="Value1">What they must be.</param>
/// <param name="Mask2">Or: other bits that count.</param>
/// <param name="Value2">And what these must be.</param>
internal readonly record struct InstructionPattern<T>(T Mask1, T Value1, T Mask2, T Value2)
    where T : unmanaged, IBinaryInteger<T>;

/// <summary>
/// Looks at <see cref="BlockSize"/> bytes of code at once. Branches are rare in most data, so that nearly all of a
/// converter's time goes into finding none.
/// </summary>
internal static class InstructionSearch
{
    /// <summary>Bytes that are looked at together.</summary>
    public const int BlockSize = 32;

    /// <summary>Whether this machine has the instructions; else callers look at each unit alone.</summary>
    public static bool IsSupported =>
        Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian && !KernelSwitch.UseSafeKernels;

    /// <summary>
    /// Bit n is set if a unit that begins at byte n of the block fits the pattern; units are as large as <typeparamref
    /// name="T"/> and stand side by side.
    /// </summary>
    /// <param name="block">At least <see cref="BlockSize"/> bytes.</param>
    /// <param name="pattern">What to look for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find<T>(ReadOnlySpan<byte> block, InstructionPattern<T> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        uint firstBytes = Unsafe.SizeOf<T>() == sizeof(uint) ? 0x11111111U : 0x55555555U;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<T> units = Vector256.Create(block).As<byte, T>();
            Vector256<T> found =
                Vector256.Equals(units & Vector256.Create(pattern.Mask1), Vector256.Create(pattern.Value1))
                | Vector256.Equals(units & Vector256.Create(pattern.Mask2), Vector256.Create(pattern.Value2));
            return found.AsByte().ExtractMostSignificantBits() & firstBytes;
        }

        uint low = FindInHalf(block, pattern);
        uint high = FindInHalf(block[Vector128<byte>.Count..], pattern);
        return (low | (high << Vector128<byte>.Count)) & firstBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FindInHalf<T>(ReadOnlySpan<byte> block, InstructionPattern<T> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector128<T> units = Vector128.Create(block).As<byte, T>();
        Vector128<T> found =
            Vector128.Equals(units & Vector128.Create(pattern.Mask1), Vector128.Create(pattern.Value1))
            | Vector128.Equals(units & Vector128.Create(pattern.Mask2), Vector128.Create(pattern.Value2));
        return found.AsByte().ExtractMostSignificantBits();
    }
}
