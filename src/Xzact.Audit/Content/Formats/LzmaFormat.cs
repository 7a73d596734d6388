using System.Buffers.Binary;
using System.Numerics;

namespace Xzact.Audit.Content.Formats;

/// <summary>.lzma: a header of 13 bytes without a signature, and LZMA1. Nothing in it can be verified, so only headers
/// that encoders write are taken for one.</summary>
internal sealed class LzmaFormat() : FormatReader(".lzma", ContentClass.Compressed)
{
    private const int HeaderSize = 13;
    private const int MaxProperties = (((4 * 5) + 4) * 9) + 8;
    private const int MinDictionary = 1 << 12;
    private const ulong MaxSize = 1UL << 38;

    public override bool Begins(ReadOnlySpan<byte> data)
    {
        // The first byte of range coded data is always zero.
        if (data.Length <= HeaderSize || data[0] > MaxProperties || data[HeaderSize] != 0)
        {
            return false;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(data[5..]);
        bool isUsual = dictionary == uint.MaxValue
            || (dictionary >= MinDictionary && BitOperations.PopCount(dictionary) <= 2
                && (BitOperations.PopCount(dictionary) == 1
                    || (dictionary & (dictionary >> 1)) != 0));
        return isUsual && size is ulong.MaxValue or (> 0 and < MaxSize);
    }

    public override void Read(FormatWalk walk)
    {
        using LzmaDecoder decoder = new(new XzDecompressionOptions
        {
            AllowMultipleStreams = false,
            MemoryLimit = walk.Budget.Limits.MaxDecoderMemory,
        });
        Decoding stream = Decoding.Run(
            walk.Data, decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), walk.Budget);
        walk.Part(stream.IsComplete ? "the stream" : "the stream, up to where it breaks", stream.Content);
        if (stream.IsComplete)
        {
            walk.Take(HeaderSize, SpanKind.Structure, "the header");
            walk.Take(stream.Consumed - HeaderSize, SpanKind.Content, "the stream");
            return;
        }

        walk.Damage(stream.Damage!.Kind, stream.Damage.Offset, stream.Damage.Reason);
        walk.Take(walk.Left, SpanKind.Damaged, "a damaged stream");
    }
}
