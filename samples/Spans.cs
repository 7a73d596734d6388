using System.Buffers;
using Xzact;

namespace Samples;

/// <summary>Without streams: from span to span, with <see cref="XzEncoder"/> and <see cref="XzDecoder"/>.</summary>
public static class Spans
{
    /// <summary>Compresses a buffer in one call.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        byte[] compressed = new byte[XzEncoder.GetMaxCompressedLength(data.Length)];
        if (!XzEncoder.TryCompress(data, compressed, out int length))
        {
            throw new InvalidOperationException("GetMaxCompressedLength was too small.");
        }

        return compressed[..length];
    }

    /// <summary>Decompresses piece by piece: the loop that every caller of a decoder writes.</summary>
    public static void Decompress(XzDecoder decoder, Stream source, Stream target)
    {
        byte[] input = new byte[64 * 1024];
        byte[] output = new byte[64 * 1024];
        int begin = 0, end = 0;
        while (true)
        {
            ReadOnlySpan<byte> left = input.AsSpan(begin, end - begin);
            OperationStatus status = decoder.Decompress(left, output, out int used, out int made);
            begin += used;
            target.Write(output, 0, made);
            switch (status)
            {
                case OperationStatus.Done:
                    return;
                case OperationStatus.InvalidData:
                    throw new InvalidDataException($"{decoder.Error}: {decoder.ErrorMessage}");
                case OperationStatus.NeedMoreData:
                    begin = 0;
                    end = source.Read(input);
                    if (end == 0)
                    {
                        throw new EndOfStreamException();
                    }

                    break;
            }
        }
    }

    /// <summary>Compresses piece by piece.</summary>
    public static void Compress(XzEncoder encoder, Stream source, Stream target)
    {
        byte[] input = new byte[64 * 1024];
        byte[] output = new byte[64 * 1024];
        bool isFinalBlock;
        do
        {
            ReadOnlySpan<byte> left = input.AsSpan(0, source.Read(input));
            isFinalBlock = left.IsEmpty;
            OperationStatus status;
            do
            {
                status = encoder.Compress(left, output, out int used, out int made, isFinalBlock);
                left = left[used..];
                target.Write(output, 0, made);
            }
            while (status == OperationStatus.DestinationTooSmall);
        }
        while (!isFinalBlock);
    }
}
