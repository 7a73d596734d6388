using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xzact.Checks;

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
    public static void Append(Span<uint> state, ReadOnlySpan<byte> blocks) => AppendOneByOne(state, blocks);

    /// <summary>The span-only twin of the kernel: one block after the other, schedule and rounds in scalar code.</summary>
    public static void AppendOneByOne(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        for (; blocks.Length >= BlockSize; blocks = blocks[BlockSize..])
        {
            Expand(blocks[..BlockSize], schedule);
            ApplyRounds(state, schedule, stride: 1);
        }
    }

    /// <summary>The 64 rounds of one block.</summary>
    /// <param name="state">Eight words.</param>
    /// <param name="schedule">The sums of round constant and schedule word, the one of round t at t·stride.</param>
    /// <param name="stride">The distance in words between the sums of two rounds.</param>
    public static void ApplyRounds(Span<uint> state, ReadOnlySpan<uint> schedule, int stride)
    {
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        uint e = state[4], f = state[5], g = state[6], h = state[7];

        // Instead of moving eight words a round, eight rounds rename them once around.
        for (int t = 0; t < Rounds * stride; t += 8 * stride)
        {
            Round(a, b, c, ref d, e, f, g, ref h, schedule[t]);
            Round(h, a, b, ref c, d, e, f, ref g, schedule[t + stride]);
            Round(g, h, a, ref b, c, d, e, ref f, schedule[t + (2 * stride)]);
            Round(f, g, h, ref a, b, c, d, ref e, schedule[t + (3 * stride)]);
            Round(e, f, g, ref h, a, b, c, ref d, schedule[t + (4 * stride)]);
            Round(d, e, f, ref g, h, a, b, ref c, schedule[t + (5 * stride)]);
            Round(c, d, e, ref f, g, h, a, ref b, schedule[t + (6 * stride)]);
            Round(b, c, d, ref e, f, g, h, ref a, schedule[t + (7 * stride)]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint constantAndWord)
    {
        uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
        uint choice = g ^ (e & (f ^ g));
        uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
        uint majority = (a & b) | (c & (a | b));
        h += constantAndWord + choice + sum1;
        d += h;
        h += sum0 + majority;
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
}
