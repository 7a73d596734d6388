using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Coders;

namespace Xzact.Liblzma.Tests.Coders;

/// <summary>The rest is told by c/microlzma.c in both libraries.</summary>
public sealed class MicroLzmaEncoderCoderTests
{
    [Fact]
    public void Each_room_is_filled_to_the_last_symbol_and_decodes_to_what_was_taken()
    {
        byte[] data = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i >> 5))];
        using var encoder = new MicroLzmaEncoderCoder(new WorkAllocator(), FilterOption.Preset(1, isExtreme: false));
        int taken = 0;
        for (int room = 6; room < 600; room++)
        {
            byte[] packed = new byte[room];
            ReadOnlySpan<byte> input = data;
            Span<byte> output = packed;
            Assert.Equal(LzmaRet.StreamEnd, encoder.Code(ref input, ref output, LzmaAction.Finish));
            int size = room - output.Length;
            int encoded = data.Length - input.Length;

            // More room is never worth less; a byte or two of it may be too few for the next symbol.
            Assert.InRange(encoded, taken, data.Length);
            Assert.InRange(output.Length, 0, 6);
            taken = encoded;
            Assert.Equal(data[..encoded], Decoded(packed.AsSpan(0, size), encoded));
        }
    }

    private static byte[] Decoded(ReadOnlySpan<byte> packed, int size)
    {
        using var decoder = new MicroLzmaDecoderCoder(
            new WorkAllocator(), (ulong)packed.Length, (ulong)size, isExact: true, 1 << 20);
        byte[] data = new byte[size];
        Span<byte> output = data;
        Assert.Equal(LzmaRet.StreamEnd, decoder.Code(ref packed, ref output, LzmaAction.Finish));
        Assert.True(packed.IsEmpty);
        return data;
    }
}
