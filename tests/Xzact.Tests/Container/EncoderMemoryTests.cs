using Xzact.Container;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;

namespace Xzact.Tests.Container;

public sealed class EncoderMemoryTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 300_000);

    public static TheoryData<int, bool> Presets { get; } = new MatrixTheoryData<int, bool>(
        [0, 1, 2, 3, 4, 5, 6, 7], [false, true]);

    [Theory]
    [MemberData(nameof(Presets))]
    public void What_is_computed_is_what_the_allocator_counts(int quality, bool extreme)
    {
        var options = new XzCompressionOptions
        {
            Filters = [XzFilter.Delta(2), XzFilter.X86(), XzFilter.Lzma2(quality, extreme)],
        };
        var allocator = new WorkAllocator();
        using (StreamEncoder encoder = options.CreateEncoder(allocator))
        {
            Encode(encoder, s_data);
        }

        Assert.Equal(FilterChainEncoder.MemoryUsage(XzFilter.ToEncoderChain(options.Filters)), allocator.Peak);
        Assert.Equal(0, allocator.InUse);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(9)]
    public void What_is_not_counted_is_less_than_a_mebibyte(int quality)
    {
        Assert.SkipWhen(KernelSwitch.UseSafeKernels, "The safe kernels count their memory, but it is managed.");
        byte[] target = new byte[s_data.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (var encoder = new XzEncoder(quality))
        {
            encoder.Compress(s_data, target, out _, out _, isFinalBlock: true);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1 << 20);
    }

    [Fact]
    public void A_limit_reduces_threads_and_changes_no_byte_and_is_kept()
    {
        var free = new XzCompressionOptions { Quality = 0, Threads = 4, BlockSize = 50_000 };
        byte[] expected = Encode(free, out _);
        long most = long.MaxValue;
        foreach (long limit in (long[])[100 << 20, 20 << 20, 10 << 20, 5 << 20])
        {
            var options = new XzCompressionOptions
            {
                Quality = 0,
                Threads = 4,
                BlockSize = 50_000,
                MemoryLimit = limit,
            };
            Assert.Equal(expected, Encode(options, out long peak));
            Assert.InRange(peak, 1, limit);
            most = Math.Min(most, peak);
        }

        Assert.InRange(most, 1, 5 << 20);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_memory_is_taken()
    {
        long needed = FilterChainEncoder.MemoryUsage(new EncoderChain([], LzmaEncoderOptions.Preset(6, false)));
        var allocator = new WorkAllocator();
        var options = new XzCompressionOptions { MemoryLimit = needed - 1 };
        ArgumentException refused = Assert.Throws<ArgumentException>(
            "compressionOptions", () => options.CreateThreadedEncoder(allocator));
        Assert.Contains($"{needed}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, allocator.Peak);

        options.MemoryLimit = needed;
        using XzEncoder encoder = new(options);
        Assert.Throws<ArgumentException>("filters", () => encoder.ChangeFilters([XzFilter.Lzma2(7)]));
        encoder.ChangeFilters([XzFilter.Lzma2(6)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Only_where_it_is_allowed_the_dictionary_becomes_smaller_and_then_as_large_as_fits(int threads)
    {
        var options = new XzCompressionOptions
        {
            Threads = threads,
            BlockSize = 100_000,
            MemoryLimit = 40 << 20,
            AllowSmallerDictionary = true,
        };
        byte[] file = Encode(options, out long peak);
        Assert.InRange(peak, 20 << 20, 40 << 20);
        Assert.Equal(s_data, XzCodec.DecodeStart(file));
        options.MemoryLimit = 1 << 20;
        Assert.Throws<ArgumentException>("compressionOptions", () => new XzEncoder(options));
        options.AllowSmallerDictionary = false;
        Assert.Throws<ArgumentException>("compressionOptions", () => new XzEncoder(options));
    }

    [Fact]
    public void Sizes_beyond_what_can_be_counted_do_not_wrap()
    {
        var plan = new BlockPlan(
            [new PlannedBlock(0, new EncoderChain([], LzmaEncoderOptions.Preset(9, true)))], long.MaxValue, true);
        Assert.Equal(long.MaxValue, EncoderMemory.Sequential(plan));
        Assert.Equal(long.MaxValue, EncoderMemory.Parallel(plan, 16384));
        Assert.Equal(-1, EncoderMemory.Threads(plan, 16384, long.MaxValue - 1));
    }

    private static byte[] Encode(XzCompressionOptions options, out long peak)
    {
        var allocator = new WorkAllocator();
        using StreamEncoder encoder = options.CreateThreadedEncoder(allocator);
        byte[] result = Encode(encoder, s_data);
        peak = allocator.Peak;
        return result;
    }

    private static byte[] Encode(StreamEncoder encoder, ReadOnlySpan<byte> input)
    {
        byte[] target = new byte[input.Length + 10_000];
        Span<byte> output = target;
        while (encoder.Code(ref input, ref output, Xzact.Coding.EncoderAction.Finish) != Xzact.Coding.CoderStatus.End)
        {
            encoder.WhenReady().Wait(TestContext.Current.CancellationToken);
        }

        return target[..^output.Length];
    }
}
