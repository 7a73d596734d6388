using System.Buffers;

namespace Xzact.Tests;

/// <summary>Loops over the public encoder and decoder, with pieces of any size.</summary>
internal static class XzCodec
{
    /// <summary>Encodes to the end.</summary>
    public static byte[] Encode(
        XzCompressionOptions options, byte[] data, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        using var encoder = new XzEncoder(options);
        var result = new MemoryStream();
        ReadOnlySpan<byte> rest = data;
        while (rest.Length > inputSize)
        {
            Compress(encoder, rest[..inputSize], result, isFinal: false, outputSize);
            rest = rest[inputSize..];
        }

        Compress(encoder, rest, result, isFinal: true, outputSize);
        return result.ToArray();
    }

    /// <summary>Gives bytes to an encoder until all of them are taken, or the end is written.</summary>
    public static void Compress(
        XzEncoder encoder, ReadOnlySpan<byte> data, Stream result, bool isFinal = false, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        OperationStatus status;
        do
        {
            status = encoder.Compress(data, buffer, out int consumed, out int written, isFinal);
            Assert.True(status is OperationStatus.Done || consumed > 0 || written > 0, "No progress.");
            result.Write(buffer, 0, written);
            data = data[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall);
        Assert.Equal(OperationStatus.Done, status);
        Assert.True(data.IsEmpty);
    }

    /// <summary>Flushes until it is done.</summary>
    public static void Flush(XzEncoder encoder, Stream result, XzFlushMode mode, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        OperationStatus status;
        do
        {
            status = encoder.Flush(buffer, out int written, mode);
            Assert.True(status is OperationStatus.Done || written > 0, "No progress.");
            result.Write(buffer, 0, written);
        }
        while (status == OperationStatus.DestinationTooSmall);
        Assert.Equal(OperationStatus.Done, status);
    }

    /// <summary>Everything that can be decoded from the start of a file.</summary>
    public static byte[] DecodeStart(byte[] file)
    {
        using var decoder = new XzDecoder();
        byte[] buffer = new byte[1 << 16];
        var result = new MemoryStream();
        ReadOnlySpan<byte> rest = file;
        while (true)
        {
            OperationStatus status = decoder.Decompress(rest, buffer, out int consumed, out int written);
            Assert.NotEqual(OperationStatus.InvalidData, status);
            result.Write(buffer, 0, written);
            rest = rest[consumed..];
            if (status != OperationStatus.DestinationTooSmall)
            {
                return result.ToArray();
            }
        }
    }
}
