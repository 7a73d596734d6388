using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;
using Xzact.Testing.Streams;
using Xzact.Tests.Kernels;

namespace Xzact.Tests;

/// <content>What decoding takes: memory that is touched, and objects.</content>
public sealed partial class XzDecoderTests
{
    private const string LongRun = "takes minutes and up to 6 GB of memory; run by name with --explicit only";

    [Fact]
    public void A_small_file_that_declares_a_dictionary_of_4_GiB_touches_only_what_it_fills()
    {
        Assert.SkipWhen(KernelSwitch.UseSafeKernels, "The safe kernels hold no dictionary of that size.");
        Assert.SkipUnless(ResidentMemory.IsSupported, "This system does not tell which pages are in memory.");
        byte[] data = Corpus.Make(CorpusKind.Random, 100_000);
        byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2(40)]);
        byte[] file = new XzAssembler(0x04).Block(data, header).Finish();
        var allocator = new ResidentAllocator();
        using var decoder = new FileDecoder(allocator, DecoderLimits.None, singleStream: false);
        (Verdict verdict, byte[] output) = Judge.Ours(decoder, file, 10_000, 10_000);
        Assert.Equal(Verdict.Good, verdict);
        Assert.Equal(data, output);
        Assert.InRange(allocator.InUse, uint.MaxValue, uint.MaxValue + (1L << 16));

        // Two huge pages and a few small ones, where the system gives out huge ones.
        Assert.InRange(allocator.Resident, data.Length, 5 << 20);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(10, 0)]
    [InlineData(1, 1)]
    public void Nothing_is_allocated_by_calls_in_the_middle_of_a_block(uint check, int deltaDistance)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 400_000);
        LiblzmaFilter[] chain = deltaDistance > 0
            ? [LiblzmaFilter.Delta(deltaDistance), SmallFiles.Lzma2(1)]
            : [SmallFiles.Lzma2(1)];
        byte[] file = SmallFiles.Encode(data, check, chain);
        using var decoder = new XzDecoder();
        byte[] output = new byte[data.Length];
        int read = 0;
        int written = 0;
        long allocated = 0;
        for (int round = 0; round < 2 || (allocated > 0 && round < 6); round++)
        {
            // The first round warms up; all begin behind the Block Header and stop before the Index. The runtime may
            // count its own work on this thread; a decoder that allocates does so in every round.
            decoder.Reset();
            OperationStatus status = decoder.Decompress(file.AsSpan(0, 100), output, out read, out written);
            Assert.Equal(OperationStatus.NeedMoreData, status);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int calls = 0;
            while (written < data.Length - 5000)
            {
                decoder.Decompress(
                    file.AsSpan(read, Math.Min(331, file.Length - read)), output.AsSpan(written, 500),
                    out int consumed, out int count);
                read += consumed;
                written += count;
                calls++;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(calls, 700, int.MaxValue);
        }

        Assert.Equal(0, allocated);
        Assert.True(data.AsSpan(0, written).SequenceEqual(output.AsSpan(0, written)));
    }

    /// <summary>More than 5 GiB of output, more than 4 GiB of them in one Block, in little memory.</summary>
    [Fact(Explicit = true, DisplayName = "Long: a Block of more than 4 GiB; " + LongRun)]
    public void A_block_of_more_than_4_GiB_is_decoded_in_the_memory_of_its_dictionary()
    {
        const long First = (4L << 30) + (512 << 20) + 12_345;
        const long Second = (1L << 30) + 7;
        var file = new MemoryStream();
        foreach (long size in (long[])[First, Second])
        {
            using var encoder = new XzStream(file, new XzCompressionOptions { Quality = 0 }, leaveOpen: true);
            new PatternStream(size).CopyTo(encoder, 1 << 20);
        }

        var allocator = new WorkAllocator();
        using var decoder = new FileDecoder(allocator, DecoderLimits.None, singleStream: false);
        AssertPattern(decoder, file.ToArray(), First, Second);
        Assert.InRange(allocator.Peak, 1 << 18, (1 << 18) + (1 << 20));

        using var seekable = new XzSeekableStream(file);
        Assert.Equal(First + Second, seekable.Length);
        byte[] piece = new byte[1000];
        seekable.Position = First - 500;
        seekable.ReadExactly(piece);
        Assert.Equal([.. PatternStream.Bytes(First - 500, 500), .. PatternStream.Bytes(0, 500)], piece);
    }

    /// <summary>The largest dictionary, filled and wrapped around.</summary>
    [Fact(Explicit = true, DisplayName = "Long: a dictionary of 4 GiB - 1; " + LongRun)]
    public void A_dictionary_of_4_GiB_is_filled_and_goes_on()
    {
        Assert.SkipWhen(KernelSwitch.UseSafeKernels, "The safe kernels hold no dictionary of that size.");
        const long Size = (4L << 30) + (300 << 20);
        var encoded = new MemoryStream();
        using (var encoder = new XzStream(encoded, new XzCompressionOptions { Quality = 0 }, leaveOpen: true))
        {
            new PatternStream(Size).CopyTo(encoder, 1 << 20);
        }

        // The same data behind a header that declares more; the Index does not change.
        byte[] file = encoded.ToArray();
        XzAssembler.BlockHeader([XzAssembler.Lzma2(40)]).CopyTo(file, 12);
        var allocator = new WorkAllocator();
        using var decoder = new FileDecoder(allocator, DecoderLimits.None, singleStream: false);
        AssertPattern(decoder, file, Size);
        Assert.InRange(allocator.Peak, uint.MaxValue, uint.MaxValue + (1L << 20));
    }

    private static void AssertPattern(FileDecoder decoder, byte[] file, params ReadOnlySpan<long> sizes)
    {
        byte[] output = new byte[1 << 20];
        ReadOnlySpan<byte> input = file;
        foreach (long size in sizes)
        {
            for (long position = 0; position < size;)
            {
                Span<byte> room = output.AsSpan(0, (int)Math.Min(output.Length, size - position));
                int length = room.Length;
                Assert.NotEqual(CoderStatus.Failed, decoder.Code(ref input, ref room));
                length -= room.Length;
                Assert.NotEqual(0, length);
                Assert.True(output.AsSpan(0, length).SequenceEqual(PatternStream.Bytes(position, length)));
                position += length;
            }
        }

        Span<byte> nothing = default;
        Assert.Equal(CoderStatus.More, decoder.Code(ref input, ref nothing));
        Assert.Equal(CoderStatus.End, decoder.Finish());
        Assert.True(input.IsEmpty);
    }
}
