using System.Buffers;
using Xunit;

namespace Xzact.Testing.Contracts;

/// <summary>
/// The loops that callers of a span codec write, with pieces of given sizes. Each call is checked: it stays in its
/// bounds, and it makes progress or says why it cannot.
/// </summary>
public static class CodecLoops
{
    private const byte Canary = 0xA5;

    /// <summary>Compresses everything.</summary>
    /// <param name="encoder">A fresh or reset encoder.</param>
    /// <param name="data">What to compress.</param>
    /// <param name="inputSize">Most bytes of each source.</param>
    /// <param name="outputSize">Bytes of each destination.</param>
    public static byte[] Compress(
        SpanEncoder encoder, ReadOnlySpan<byte> data, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        var result = new MemoryStream();
        while (true)
        {
            int given = Math.Min(data.Length, inputSize);
            bool isLast = given == data.Length;
            OperationStatus status = CompressOnce(encoder, data[..given], result, outputSize, isLast, out int consumed);
            data = data[consumed..];
            if (status == OperationStatus.Done && isLast)
            {
                Assert.Equal(0, data.Length);
                return result.ToArray();
            }

            Assert.True(
                status == OperationStatus.DestinationTooSmall || (status == OperationStatus.Done && consumed == given),
                $"{status} after {consumed} of {given} bytes");
        }
    }

    /// <summary>Feeds a piece without ending the data; everything must be taken.</summary>
    public static void Feed(SpanEncoder encoder, ReadOnlySpan<byte> data, Stream result, int outputSize = 1 << 16)
    {
        while (CompressOnce(encoder, data, result, outputSize, false, out int consumed) != OperationStatus.Done)
        {
            data = data[consumed..];
        }
    }

    /// <summary>Flushes with destinations of the given size.</summary>
    public static void Flush(SpanEncoder encoder, Stream result, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        OperationStatus status;
        do
        {
            status = encoder.Flush(buffer, out int written);
            Assert.InRange(written, 0, buffer.Length);
            result.Write(buffer, 0, written);
            Assert.True(
                status == OperationStatus.Done || (status == OperationStatus.DestinationTooSmall && written > 0),
                $"{status} with {written} bytes written");
        }
        while (status != OperationStatus.Done);
    }

    /// <summary>Decompresses until Done, InvalidData, or the end of the source.</summary>
    /// <param name="decoder">A fresh or reset decoder.</param>
    /// <param name="data">Compressed data.</param>
    /// <param name="output">Everything that was written, before a failure too.</param>
    /// <param name="inputSize">Most bytes of each source.</param>
    /// <param name="outputSize">Bytes of each destination.</param>
    /// <returns>The last status, and how much of the data was consumed.</returns>
    public static (OperationStatus Status, int Consumed) Decompress(
        SpanDecoder decoder,
        ReadOnlySpan<byte> data,
        out byte[] output,
        int inputSize = int.MaxValue,
        int outputSize = 1 << 16)
    {
        var result = new MemoryStream();
        byte[] buffer = new byte[outputSize + 1];
        int position = 0;
        while (true)
        {
            int given = Math.Min(data.Length - position, inputSize);
            buffer[outputSize] = Canary;
            OperationStatus status = decoder.Decompress(
                data.Slice(position, given), buffer.AsSpan(0, outputSize), out int consumed, out int written);
            Assert.InRange(consumed, 0, given);
            Assert.InRange(written, 0, outputSize);
            Assert.Equal(Canary, buffer[outputSize]);
            result.Write(buffer, 0, written);
            position += consumed;
            if (status is OperationStatus.Done or OperationStatus.InvalidData
                || (status == OperationStatus.NeedMoreData && position == data.Length))
            {
                output = result.ToArray();
                return (status, position);
            }

            Assert.True(
                status == OperationStatus.DestinationTooSmall ? written > 0 : consumed == given,
                $"{status} after {consumed} of {given} bytes, {written} written");
        }
    }

    private static OperationStatus CompressOnce(
        SpanEncoder encoder,
        ReadOnlySpan<byte> source,
        Stream result,
        int outputSize,
        bool isFinalBlock,
        out int consumed)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(outputSize + 1);
        buffer[outputSize] = Canary;
        OperationStatus status = encoder.Compress(
            source, buffer.AsSpan(0, outputSize), out consumed, out int written, isFinalBlock);
        Assert.InRange(consumed, 0, source.Length);
        Assert.InRange(written, 0, outputSize);
        Assert.Equal(Canary, buffer[outputSize]);
        Assert.True(
            status == OperationStatus.Done || written > 0 || consumed > 0, $"{status} without progress");
        result.Write(buffer, 0, written);
        ArrayPool<byte>.Shared.Return(buffer);
        return status;
    }
}
