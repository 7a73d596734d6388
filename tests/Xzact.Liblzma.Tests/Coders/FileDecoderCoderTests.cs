using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Coders;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Tests.Coders;

/// <summary>The rest is told by the C programs in c/: each byte cut off and each bit turned.</summary>
public sealed class FileDecoderCoderTests
{
    private static readonly byte[] s_data = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i >> 5))];

    [Fact]
    public void At_the_limit_nothing_is_lost_and_a_raised_one_goes_on()
    {
        using var coder = FileDecoderCoder.Xz(new WorkAllocator(), 1000, 0);
        ReadOnlySpan<byte> input = Compressed();
        Span<byte> output = new byte[s_data.Length];
        Span<byte> all = output;
        Assert.Equal(LzmaRet.MemlimitError, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.Equal(LzmaRet.MemlimitError, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.Equal(8_454_808UL, coder.MemoryUsage);
        Assert.Equal(LzmaRet.MemlimitError, coder.SetMemoryLimit(8_454_807));
        Assert.Equal(LzmaRet.Ok, coder.SetMemoryLimit(8_454_808));
        Assert.Equal(LzmaRet.StreamEnd, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.True(all.SequenceEqual(s_data));
    }

    [Fact]
    public void It_stops_behind_each_header_once()
    {
        byte[] two = [.. Compressed(), .. Compressed()];
        using var coder = FileDecoderCoder.Xz(
            new WorkAllocator(), ulong.MaxValue, (uint)(DecoderFlags.TellAnyCheck | DecoderFlags.Concatenated));
        ReadOnlySpan<byte> input = two;
        Span<byte> output = new byte[2 * s_data.Length];
        Assert.Equal(LzmaRet.GetCheck, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.Equal(CheckId.Crc64, coder.Check);
        Assert.Equal(two.Length - StreamFormat.HeaderSize, input.Length);
        Assert.Equal(LzmaRet.GetCheck, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.Equal(LzmaRet.StreamEnd, coder.Code(ref input, ref output, LzmaAction.Finish));
        Assert.True(output.IsEmpty);
    }

    [Fact]
    public void With_threads_the_end_is_reached_behind_all_output()
    {
        using StreamCoder coder = FileDecoderCoder.XzThreaded(
            new WorkAllocator(), ulong.MaxValue, ulong.MaxValue, 0, threads: 2, timeout: 0);
        ReadOnlySpan<byte> input = Compressed();
        byte[] back = new byte[s_data.Length];
        for (int i = 0; i < back.Length; i += 1000)
        {
            Span<byte> output = back.AsSpan(i, 1000);
            LzmaRet result = coder.Code(ref input, ref output, LzmaAction.Finish);
            Assert.True(result is LzmaRet.Ok or LzmaRet.StreamEnd);
        }

        Assert.Equal(s_data, back);
    }

    [Fact]
    public void Flags_that_nobody_knows_are_refused() => Assert.Equal(
        LzmaRet.OptionsError,
        Assert.Throws<LzmaException>(() => FileDecoderCoder.Xz(new WorkAllocator(), 1, 0x40)).Code);

    private static byte[] Compressed()
    {
        byte[] target = new byte[XzEncoder.GetMaxCompressedLength(s_data.Length)];
        Assert.True(XzEncoder.TryCompress(s_data, target, out int written));
        return target[..written];
    }
}
