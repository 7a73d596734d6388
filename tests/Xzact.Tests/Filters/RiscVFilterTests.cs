using System.Security.Cryptography;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Testing.Interop;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class RiscVFilterTests
{
    private const ulong Auipc = 0x17;

    // What Convert gives with liblzma 5.8.3; the differential test compares them where liblzma has RISC-V.
    private const string Encoded583 = "23be2f0812258e3c851864f5a17a63c104b514b025dc5a07eac12b178ebb2e58";
    private const string Decoded583 = "3b73441d3596836d19b30d4ed4e052ab6d9f5d554da14534536365b6d97b49fd";

    /// <summary>What the filter looks at: calls, pairs, lone AUIPCs, packed pairs and what nearly is one.</summary>
    private static readonly Instruction[] s_instructions =
    [
        new(0x0EF, 0xFFF),
        new(0x2EF, 0xFFF),
        new(0x06F, 0x07F),
        new(Auipc | (1 << 7) | ((0x67UL | (1 << 15)) << 32), 0xFFF | (0xF807FUL << 32)),
        new(Auipc | (31 << 7) | ((3UL | (31 << 15)) << 32), 0xFFF | (0xF8003UL << 32)),
        new(Auipc | (4 << 7) | ((Auipc | (4 << 15)) << 32), 0xFFF | (0xF807FUL << 32)),
        new(Auipc | (4 << 7), 0xFFF),
        new(Auipc | (2 << 7) | ((3 | (1 << 15)) << 12), 0xFFF | (0xF8003UL << 12)),
        new(Auipc | (2 << 7) | (3 << 12), 0xFFF | (0x3UL << 12)),
        new(Auipc, 0xFFF),
        new(Auipc, 0x7F),
    ];

    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // c.nop; jal ra, +0x12344 at 0x80000002, so 0x80012346, of which bits 20 to 1 are 0x091A3.
        byte[] code = [0x01, 0x00, 0xEF, 0x20, 0x41, 0x34, 0, 0, 0, 0];
        byte[] bytes = [.. code];
        Assert.Equal(6, new RiscVFilter(0x80000000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x01, 0x00, 0xEF, 0x00, 0x91, 0xA3, 0, 0, 0, 0], bytes);
        Assert.Equal(6, new RiscVFilter(0x80000000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void A_pair_becomes_the_address_it_leads_to_and_goes_back()
    {
        // auipc ra, 0x12345; jalr ra, -42(ra) at 0x1000: 0x12345000 - 42 + 0x1000 = 0x12345FD6.
        byte[] code = [0x97, 0x50, 0x34, 0x12, 0xE7, 0x80, 0x60, 0xFD];
        byte[] bytes = [.. code];
        Assert.Equal(8, new RiscVFilter(0x1000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x17, 0x71, 0x0E, 0x08, 0x12, 0x34, 0x5F, 0xD6], bytes);
        Assert.Equal(8, new RiscVFilter(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void Both_directions_give_the_bytes_that_liblzma_5_8_3_gives()
    {
        // Holds where the library at hand has no RISC-V; where it has, the test below says the same byte by byte.
        (byte[] encoded, byte[] decoded) = Convert(
            (data, direction, start) => FilterDifferential.Apply(
                new RiscVFilter(start, direction), data, int.MaxValue, new Random(1)));
        Assert.Equal(Encoded583, System.Convert.ToHexStringLower(encoded));
        Assert.Equal(Decoded583, System.Convert.ToHexStringLower(decoded));
    }

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut()
    {
        Assert.SkipUnless(
            SystemLiblzma.HasRiscV,
            $"liblzma {SystemLiblzma.VersionNumber} has no RISC-V; name a newer one by LIBLZMA.");
        Verify(FilterId.RiscV, s_instructions);
        (byte[] encoded, byte[] decoded) = Convert((data, direction, start) =>
            FilterDifferential.Reference(data, LiblzmaFilter.Branch((ulong)FilterId.RiscV, start), direction));
        Assert.Equal(Encoded583, System.Convert.ToHexStringLower(encoded));
        Assert.Equal(Decoded583, System.Convert.ToHexStringLower(decoded));
    }

    [Fact]
    public void What_was_encoded_comes_back_however_the_data_is_cut()
    {
        var random = new Random(11);
        for (int run = 0; run < 400; run++)
        {
            uint start = (uint)random.NextInt64(1L << 32) & ~1u;
            byte[] data = Dense(random, random.Next(300), s_instructions);
            int piece = 1 + random.Next(40);
            byte[] encoded = FilterDifferential.Apply(
                new RiscVFilter(start, FilterDirection.Encode), data, piece, random);
            Assert.Equal(data, FilterDifferential.Apply(
                new RiscVFilter(start, FilterDirection.Decode), encoded, 1 + random.Next(40), random));
        }
    }

    /// <summary>SHA-256 of what a converter makes of a fixed series of dense data.</summary>
    private static (byte[] Encoded, byte[] Decoded) Convert(Func<byte[], FilterDirection, uint, byte[]> convert)
    {
        using var encoded = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var decoded = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(2024);
        foreach (uint start in (uint[])[0, 2, 0xFFFFF000, 0xFFFFFFFE, 0x7FFFFFF0])
        {
            for (int run = 0; run < 20; run++)
            {
                byte[] data = Dense(random, random.Next(20_000), s_instructions);
                encoded.AppendData(convert(data, FilterDirection.Encode, start));
                decoded.AppendData(convert(data, FilterDirection.Decode, start));
            }
        }

        return (encoded.GetHashAndReset(), decoded.GetHashAndReset());
    }
}
