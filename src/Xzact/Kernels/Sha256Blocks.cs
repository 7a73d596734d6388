using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>The compression function of SHA-256 over whole blocks (FIPS 180-4, section 6.2).</summary>
internal static class Sha256Blocks
{
    /// <summary>The length of a message block in bytes.</summary>
    public const int BlockSize = 64;

    /// <summary>The words of the chaining state.</summary>
    public const int StateWords = 8;

    /// <summary>The rounds of a block, and so the words of its message schedule.</summary>
    public const int Rounds = 64;

    /// <summary>The words of a block, which are the first of its schedule.</summary>
    public const int BlockWords = BlockSize / sizeof(uint);

    // Arrays, not constant data: without optimisation each use of a constant ReadOnlySpan<uint> allocates.
    private static readonly uint[] s_initialState =
    [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ];

    private static readonly uint[] s_roundConstants =
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    ];

    /// <summary>FIPS 180-4, section 5.3.3: the fractional parts of the square roots of the first 8 primes.</summary>
    public static ReadOnlySpan<uint> InitialState => s_initialState;

    /// <summary>FIPS 180-4, section 4.2.2: the fractional parts of the cube roots of the first 64 primes.</summary>
    public static ReadOnlySpan<uint> RoundConstants => s_roundConstants;

    /// <summary>Takes whole blocks into the state.</summary>
    /// <param name="state">Eight words.</param>
    /// <param name="blocks">A multiple of 64 bytes, may be empty.</param>
    public static void Append(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        if (!KernelSwitch.UseSafeKernels && Sha256Lanes.IsSupported)
            blocks = Sha256Lanes.Append(state, blocks);
        AppendOneByOne(state, blocks);
    }

    /// <summary>The span-only twin of the kernel: block after block, schedule and rounds in scalar code.</summary>
    public static void AppendOneByOne(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        for (; blocks.Length >= BlockSize; blocks = blocks[BlockSize..])
        {
            Expand(blocks[..BlockSize], schedule);
            ApplyRounds<Contiguous>(state, schedule);
        }
    }

    /// <summary>The 64 rounds of one block.</summary>
    /// <typeparam name="TLayout">How far apart the words of two rounds are in <paramref name="schedule"/>.</typeparam>
    /// <param name="state">Eight words.</param>
    /// <param name="schedule">
    /// The sums of round constant and schedule word, a stride from one to the next: 64 strides long, and less than one
    /// stride longer.
    /// </param>
    public static void ApplyRounds<TLayout>(Span<uint> state, ReadOnlySpan<uint> schedule)
        where TLayout : struct, ISha256Layout
    {
        Debug.Assert(schedule.Length / (8 * TLayout.Stride) == Rounds / 8, "Not the schedule of one block.");
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        uint e = state[4], f = state[5], g = state[6], h = state[7];
        uint bc = b ^ c;

        // Instead of moving eight words a round, eight rounds rename them once around. A constant stride and the length
        // tested here leave no bounds check inside, and so enough registers.
        for (; schedule.Length > 7 * TLayout.Stride; schedule = schedule[(8 * TLayout.Stride)..])
        {
            Round(a, b, ref bc, ref d, e, f, g, ref h, schedule[0]);
            Round(h, a, ref bc, ref c, d, e, f, ref g, schedule[TLayout.Stride]);
            Round(g, h, ref bc, ref b, c, d, e, ref f, schedule[2 * TLayout.Stride]);
            Round(f, g, ref bc, ref a, b, c, d, ref e, schedule[3 * TLayout.Stride]);
            Round(e, f, ref bc, ref h, a, b, c, ref d, schedule[4 * TLayout.Stride]);
            Round(d, e, ref bc, ref g, h, a, b, ref c, schedule[5 * TLayout.Stride]);
            Round(c, d, ref bc, ref f, g, h, a, ref b, schedule[6 * TLayout.Stride]);
            Round(b, c, ref bc, ref e, f, g, h, ref a, schedule[7 * TLayout.Stride]);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>
    /// One round. Each term is added as soon as it is there, which keeps the eight words in registers. The majority of
    /// a, b and c is b ^ ((a ^ b) &amp; (b ^ c)); this round's a ^ b is the next one's b ^ c.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        uint a, uint b, ref uint bc, ref uint d, uint e, uint f, uint g, ref uint h, uint constantAndWord)
    {
        h += constantAndWord;
        h += g ^ (e & (f ^ g));
        h += BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
        d += h;
        uint ab = a ^ b;
        h += b ^ (ab & bc);
        bc = ab;
        h += BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
    }

    private static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        for (int t = 0; t < BlockWords; t++)
            schedule[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * sizeof(uint))..]);
        for (int t = BlockWords; t < Rounds; t++)
            schedule[t] = Sigma1(schedule[t - 2]) + schedule[t - 7] + Sigma0(schedule[t - 15]) + schedule[t - 16];
        for (int t = 0; t < Rounds; t++)
            schedule[t] += s_roundConstants[t];
    }

    private static uint Sigma0(uint x) =>
        BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    private static uint Sigma1(uint x) =>
        BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);

    private readonly struct Contiguous : ISha256Layout
    {
        public static int Stride => 1;
    }
}

/// <summary>The layout of a message schedule, a constant to the compiler.</summary>
internal interface ISha256Layout
{
    /// <summary>The distance in words between the sums of two rounds.</summary>
    static abstract int Stride { get; }
}
