using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xzact.Kernels;

/// <summary>
/// SHA-256 with the message schedules of eight blocks expanded together, a block in each lane. The rounds, which
/// depend on each other, stay scalar. Twin: <see cref="Sha256Blocks.AppendOneByOne"/>.
/// </summary>
/// <remarks>SAFETY: all reads and writes go through spans; the folder is needed for the intrinsics only.</remarks>
internal static class Sha256Lanes
{
    private const int Lanes = 8;
    private const int BatchSize = Lanes * Sha256Blocks.BlockSize;

    /// <summary>Whether this processor has eight lanes of 32 bits.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Takes as many whole batches of eight blocks as there are into the state.</summary>
    /// <returns>The blocks that are left, fewer than eight.</returns>
    public static ReadOnlySpan<byte> Append(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        if (blocks.Length < BatchSize)
            return blocks;

        // One row more, so that from every lane on there are 64 whole strides.
        Span<Vector256<uint>> schedule = stackalloc Vector256<uint>[Sha256Blocks.Rounds + 1];
        for (; blocks.Length >= BatchSize; blocks = blocks[BatchSize..])
        {
            Expand(blocks[..BatchSize], schedule);
            ReadOnlySpan<uint> words = MemoryMarshal.Cast<Vector256<uint>, uint>(schedule);
            for (int lane = 0; lane < Lanes; lane++)
                Sha256Blocks.ApplyRounds<Interleaved>(state, words[lane..]);
        }

        return blocks;
    }

    private static void Expand(ReadOnlySpan<byte> batch, Span<Vector256<uint>> schedule)
    {
        schedule = schedule[..Sha256Blocks.Rounds];
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(batch);
        for (int t = 0; t < Sha256Blocks.BlockWords; t++)
        {
            Vector256<uint> column = Vector256.Create(
                words[t], words[t + 16], words[t + 32], words[t + 48],
                words[t + 64], words[t + 80], words[t + 96], words[t + 112]);
            schedule[t] = ReverseBytes(column);
        }

        for (int t = Sha256Blocks.BlockWords; t < schedule.Length; t++)
            schedule[t] = Sigma1(schedule[t - 2]) + schedule[t - 7] + Sigma0(schedule[t - 15]) + schedule[t - 16];

        ReadOnlySpan<uint> constants = Sha256Blocks.RoundConstants;
        for (int t = 0; t < schedule.Length; t++)
            schedule[t] += Vector256.Create(constants[t]);
    }

    private static Vector256<uint> ReverseBytes(Vector256<uint> words)
    {
        Vector128<byte> order = Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
        return Avx2.Shuffle(words.AsByte(), Vector256.Create(order, order)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sigma0(Vector256<uint> x) => RotateRight(x, 7) ^ RotateRight(x, 18) ^ (x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sigma1(Vector256<uint> x) => RotateRight(x, 17) ^ RotateRight(x, 19) ^ (x >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateRight(Vector256<uint> x, [ConstantExpected] byte count) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(x, count) : (x >>> count) | (x << (32 - count));

    private readonly struct Interleaved : ISha256Layout
    {
        public static int Stride => Lanes;
    }
}
