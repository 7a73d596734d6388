using System.Buffers.Binary;
using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Filters;

/// <summary>What holds for every branch converter, held against liblzma's.</summary>
internal static class BranchDifferential
{
    private const int LongestTail = 16;

    /// <summary>
    /// Both directions equal liblzma's on random bytes and on bytes full of instructions, from start offsets up to the
    /// one before the address wraps, however the data is cut, and at every short length, where all is tail.
    /// </summary>
    /// <param name="id">Which converter.</param>
    /// <param name="instructions">Instructions, in the order of their bytes, that the converter looks at.</param>
    public static void Verify(FilterId id, params ReadOnlySpan<Instruction> instructions)
    {
        uint alignment = BranchFormat.Alignment(id);
        foreach (uint startOffset in (uint[])
            [0, alignment, 0x1000, 0x00FFFFF0, 0x7FFFFFF0, 0xFFFFF000, 0xFFFFFFF0, 0 - alignment])
        {
            var random = new Random((int)(startOffset ^ (uint)id));
            SimpleFilter Create(FilterDirection direction) =>
                FilterChain.Create(new FilterFlags(id, startOffset), direction);
            LiblzmaFilter reference = LiblzmaFilter.Branch((ulong)id, startOffset);
            for (int run = 0; run < 16; run++)
            {
                int length = run == 0 ? 30_000 : random.Next(run < 8 ? 4000 : 60);
                byte[] data = Dense(random, length, instructions);
                FilterDifferential.Verify(data, reference, Create, random);
            }

            for (int length = 0; length <= 2 * LongestTail; length++)
                FilterDifferential.Verify(Dense(random, length, instructions), reference, Create, random);
        }
    }

    /// <summary>Random bytes, of which a random share, low to all, are instructions at a random phase.</summary>
    public static byte[] Dense(Random random, int length, ReadOnlySpan<Instruction> instructions)
    {
        byte[] data = new byte[length];
        random.NextBytes(data);
        int share = random.Next(101);
        int step = 1 << random.Next(5);
        for (int at = random.Next(4) == 0 ? random.Next(step) : 0; at + sizeof(ulong) <= length; at += step)
        {
            if (random.Next(100) < share)
                instructions[random.Next(instructions.Length)].Write(random, data.AsSpan(at, sizeof(ulong)));
        }

        return data;
    }

    /// <summary>Fixed bits among random ones: the first eight bytes as a little-endian number.</summary>
    /// <param name="Bits">Values of the bits of <paramref name="Mask"/>.</param>
    /// <param name="Mask">Which bits are fixed; the others are random, mostly all 0 or all 1.</param>
    public readonly record struct Instruction(ulong Bits, ulong Mask)
    {
        /// <summary>An instruction whose bytes are given from the most significant one on.</summary>
        public static Instruction BigEndian(uint bits, uint mask) =>
            new(BinaryPrimitives.ReverseEndianness(bits), BinaryPrimitives.ReverseEndianness(mask));

        internal void Write(Random random, Span<byte> target)
        {
            ulong other = random.Next(4) switch
            {
                0 => 0,
                1 => ulong.MaxValue,
                _ => BinaryPrimitives.ReadUInt64LittleEndian(target),
            };
            if (random.Next(3) == 0)
                other ^= 1UL << random.Next(64);
            BinaryPrimitives.WriteUInt64LittleEndian(target, (Bits & Mask) | (other & ~Mask));
        }
    }
}
