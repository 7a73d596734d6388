using Xzact.Audit.Binary;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Tests.Elf;

/// <summary>Hostile files: every reader ends, and nothing but the one exception that says so comes out.</summary>
public sealed class ElfMutationTests
{
    private static readonly ulong[] s_nasty =
        [0, 1, 7, 0x40, 0x1000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1UL << 40, long.MaxValue, ulong.MaxValue];

    [Theory]
    [MemberData(nameof(ElfFileTests.Encodings), MemberType = typeof(ElfFileTests))]
    public void No_mutation_escapes(bool wide, bool big)
    {
        byte[] original = ElfFileTests.Full(wide, big).Build();
        Random random = new(7 + (wide ? 1 : 0) + (big ? 2 : 0));
        BinaryInspector inspector = new(
            [new("invented", [1, 2, 3, 4, 5, 6, 7, 8])], new(["one.c"]), forComparison: true);
        int read = 0;
        int faulty = 0;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] file = (byte[])original.Clone();
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                Mutate(file, random);
            }

            ReadOnlyMemory<byte> cut = file.AsMemory(0, random.Next(8) == 0 ? random.Next(file.Length) : file.Length);
            try
            {
                faulty += inspector.Inspect("f", cut).Object.Faults.Count > 0 ? 1 : 0;
                read++;
            }
            catch (ElfException)
            {
                Assert.True(cut.Length < 64 || !ElfFile.Begins(cut.Span));
            }
        }

        // Else the mutations would miss what they are for.
        Assert.InRange(read, 1_000, 2_000);
        Assert.InRange(faulty, 200, 2_000);
    }

    private static void Mutate(byte[] file, Random random)
    {
        int at = random.Next(16, file.Length - 8) & ~3;
        switch (random.Next(4))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                BitConverter.TryWriteBytes(file.AsSpan(at), s_nasty[random.Next(s_nasty.Length)]);
                break;
            case 2:
                BitConverter.TryWriteBytes(file.AsSpan(at), (uint)s_nasty[random.Next(s_nasty.Length)]);
                break;
            default:
                file.AsSpan(random.Next(16, file.Length - 64), 32).CopyTo(file.AsSpan(Math.Min(at, file.Length - 32)));
                break;
        }
    }
}
