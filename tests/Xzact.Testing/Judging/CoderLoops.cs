using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;
using Xzact.Matching;

namespace Xzact.Testing.Judging;

/// <summary>Loops over the encoder and the decoder of LZMA2, with pieces of any size.</summary>
internal static class CoderLoops
{
    /// <summary>Options for a small dictionary, where the edges of windows come often.</summary>
    public static LzmaEncoderOptions Options(
        uint dictionarySize,
        bool optimal = true,
        MatchFinderKind finder = MatchFinderKind.BinaryTree4,
        int niceLength = 64,
        uint depth = 0) =>
        new(dictionarySize, LzmaProperties.Default, optimal, finder, niceLength, depth);

    public static byte[] Encode(LzmaEncoderOptions options, ReadOnlySpan<byte> data)
    {
        using var encoder = new Lzma2Encoder(new WorkAllocator(), options);
        return Encode(encoder, data);
    }

    /// <summary>Encodes to the end.</summary>
    public static byte[] Encode(
        Encoder encoder, ReadOnlySpan<byte> data, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        var result = new MemoryStream();
        while (data.Length > inputSize)
        {
            Run(encoder, data[..inputSize], EncoderAction.Run, result, outputSize);
            data = data[inputSize..];
        }

        Run(encoder, data, EncoderAction.Finish, result, outputSize);
        return result.ToArray();
    }

    /// <summary>Gives a piece to an encoder with an action, until all of it is taken and the action is done.</summary>
    public static void Run(
        Encoder encoder, ReadOnlySpan<byte> data, EncoderAction action, Stream result, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        while (true)
        {
            Span<byte> output = buffer;
            int before = data.Length;
            CoderStatus status = encoder.Code(ref data, ref output, action);
            int written = buffer.Length - output.Length;
            result.Write(buffer, 0, written);
            if (action == EncoderAction.Run ? data.IsEmpty && written < buffer.Length : status == CoderStatus.End)
            {
                Require.That(data.IsEmpty, "Done, with input left.");
                return;
            }

            Require.That(status == CoderStatus.More, "An encoder that neither goes on nor ends.");
            Require.That(written > 0 || data.Length < before, "No progress.");
        }
    }

    /// <summary>Decodes until the end, a failure, or the end of the input.</summary>
    public static CoderStatus Decode(
        Coder decoder,
        ReadOnlySpan<byte> data,
        out byte[] output,
        int inputSize = int.MaxValue,
        int outputSize = 1 << 16)
    {
        var result = new MemoryStream();
        byte[] buffer = new byte[outputSize];
        while (true)
        {
            ReadOnlySpan<byte> input = data[..Math.Min(inputSize, data.Length)];
            int given = input.Length;
            Span<byte> room = buffer;
            CoderStatus status = decoder.Code(ref input, ref room);
            int written = buffer.Length - room.Length;
            result.Write(buffer, 0, written);
            data = data[(given - input.Length)..];
            if (status != CoderStatus.More || (data.IsEmpty && written < buffer.Length))
            {
                output = result.ToArray();
                return status;
            }

            Require.That(given == 0 || input.Length < given || written > 0, "No progress.");
            Require.That(input.IsEmpty || room.IsEmpty, "More, with input left and room left.");
        }
    }

    /// <summary>Decodes LZMA2 data that must be complete.</summary>
    public static byte[] Decode(uint dictionarySize, ReadOnlySpan<byte> data)
    {
        using var decoder = new Lzma2Decoder(new WorkAllocator(), dictionarySize);
        Require.That(Decode(decoder, data, out byte[] output) == CoderStatus.End, "The LZMA2 data has no end.");
        return output;
    }
}
