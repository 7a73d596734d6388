using Xzact.Filters;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Filters;

public sealed class X86FilterTests
{
    private const ulong X86Id = 0x04;

    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // nop; call +0x10; nop. The call at address 1 returns to 6, so it leads to 0x16.
        byte[] code = [0x90, 0xE8, 0x10, 0x00, 0x00, 0x00, 0x90];
        byte[] bytes = [.. code];
        Assert.Equal(6, new X86Filter(0, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x90, 0xE8, 0x16, 0x00, 0x00, 0x00, 0x90], bytes);
        Assert.Equal(6, new X86Filter(0, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void An_operand_beyond_16_MiB_is_left_alone()
    {
        byte[] code = [0xE9, 0x10, 0x00, 0x00, 0x01, 0x90, 0x90, 0x90, 0x90];
        byte[] bytes = [.. code];
        Assert.Equal(5, new X86Filter(0, FilterDirection.Encode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void The_last_four_bytes_wait_for_more()
    {
        for (int length = 0; length <= 4; length++)
        {
            byte[] bytes = [0xE8, 0, 0, 0];
            Assert.Equal(0, new X86Filter(0, FilterDirection.Encode).Convert(bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(0x00FFFFF0u)]
    [InlineData(0x7FFFFFFEu)]
    [InlineData(0xFFFFFFFAu)]
    public void Both_directions_equal_liblzma_however_the_data_is_cut(uint startOffset)
    {
        var random = new Random((int)startOffset);
        for (int run = 0; run < 120; run++)
        {
            byte[] original = RichInBranches(random, random.Next(run < 60 ? 40 : 4000));
            FilterDifferential.Verify(
                original,
                LiblzmaFilter.Branch(X86Id, startOffset),
                direction => new X86Filter(startOffset, direction),
                random);
        }
    }

    [Fact]
    public void Every_string_of_two_opcodes_and_their_critical_bytes_equals_liblzma()
    {
        // All 4^9 strings over the bytes that decide, laid in one buffer with separators that forget the history.
        byte[] alphabet = [0xE8, 0x00, 0xFF, 0x7F];
        const int Length = 9;
        const int Unit = Length + 7;
        byte[] original = new byte[(1 << (2 * Length)) * Unit];
        for (int n = 0; n < 1 << (2 * Length); n++)
        {
            Span<byte> unit = original.AsSpan(n * Unit, Unit);
            for (int i = 0; i < Length; i++)
                unit[i] = alphabet[(n >> (2 * i)) & 3];
            unit[Length..].Fill(0x90);
        }

        var lzma2 = LiblzmaFilter.Lzma2(new LzmaSettings(Preset: 0));
        var x86 = LiblzmaFilter.Branch(X86Id, 0);
        byte[] expected = SystemLiblzma.RawDecode(SystemLiblzma.RawEncode(original, x86, lzma2).Output, lzma2).Output;
        byte[] actual = [.. original];
        int done = new X86Filter(0, FilterDirection.Encode).Convert(actual);
        Assert.InRange(actual.Length - done, 0, 4);
        Assert.True(expected.AsSpan().SequenceEqual(actual));
        Assert.Equal(done, new X86Filter(0, FilterDirection.Decode).Convert(actual));
        Assert.True(original.AsSpan().SequenceEqual(actual));
    }

    [Fact]
    public void Convert_does_not_allocate()
    {
        byte[] data = RichInBranches(new Random(5), 4000);
        var filter = new X86Filter(0, FilterDirection.Encode);
        filter.Convert(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        filter.Convert(data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Random bytes of which a random share, low to all, are those that the filter looks at.</summary>
    private static byte[] RichInBranches(Random random, int length)
    {
        byte[] critical = [0xE8, 0xE9, 0x00, 0xFF, 0xE8, 0x00, 0x01, 0xFE];
        int share = random.Next(101);
        byte[] data = new byte[length];
        random.NextBytes(data);
        for (int i = 0; i < length; i++)
            if (random.Next(100) < share)
                data[i] = critical[random.Next(critical.Length)];
        return data;
    }
}
