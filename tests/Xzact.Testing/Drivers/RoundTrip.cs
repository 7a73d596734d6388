using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Testing.Drivers;

/// <summary>
/// A <see cref="CodecCase"/>, both directions: what is encoded here is decoded here and by liblzma, what liblzma
/// encodes is decoded here, and the bytes do not depend on how the data was cut or on the number of threads.
/// </summary>
internal static class RoundTrip
{
    private const int LongestAtOnce = 1 << 20;
    private const int LongestInBytes = 3000;

    /// <summary>Runs a case.</summary>
    /// <returns>What was encoded here.</returns>
    /// <exception cref="RequirementException">Something that must hold does not.</exception>
    public static byte[] Verify(CodecCase one)
    {
        byte[] file = VerifyOurs(one);
        VerifyTheirs(one);
        return file;
    }

    /// <summary>Encodes here; decodes here and there.</summary>
    public static byte[] VerifyOurs(CodecCase one)
    {
        byte[] file = Encode(one, one.Threads, LongestAtOnce, LongestAtOnce);
        (int input, int output) = Pieces(one);
        Require.Same(file, Encode(one, one.Threads, input, output), $"{one}, encoded in pieces of {input}, {output}");
        if (one.Threads != 1)
        {
            Require.Same(file, Encode(one, one.Threads == 2 ? 3 : 2, input, output), $"{one}, with other threads");
        }

        AssertDecodes(one, file, "encoded here");
        if (one.TheyCan)
        {
            LiblzmaResult theirs = one.TheirDecode(file);
            Require.That(theirs.Status == LiblzmaStatus.StreamEnd, $"{one}: liblzma says {theirs.Status}");
            Require.That(theirs.Consumed == file.Length, $"{one}: liblzma took {theirs.Consumed} of {file.Length}");
            Require.Same(one.Data, theirs.Output, $"{one}, decoded by liblzma");
        }

        return file;
    }

    /// <summary>Encodes there; decodes here.</summary>
    public static void VerifyTheirs(CodecCase one)
    {
        if (one.TheyCan)
        {
            AssertDecodes(one, one.TheirEncode(), "encoded by liblzma");
        }
    }

    /// <summary>The bytes of a case.</summary>
    public static byte[] Encode(CodecCase one, int threads, int inputSize, int outputSize)
    {
        using FormatEncoder encoder = one.CreateEncoder(threads);
        var result = new MemoryStream();
        int done = 0;
        foreach ((int at, EncoderAction action) in one.Flushes)
        {
            int end = Math.Min(at, one.Data.Length);
            Feed(encoder, one.Data.AsSpan(done, end - done), action, result, inputSize, outputSize);
            done = end;
        }

        Feed(encoder, one.Data.AsSpan(done), EncoderAction.Finish, result, inputSize, outputSize);
        return result.ToArray();
    }

    private static void Feed(
        Encoder encoder,
        ReadOnlySpan<byte> data,
        EncoderAction action,
        MemoryStream result,
        int inputSize,
        int outputSize)
    {
        for (; data.Length > inputSize; data = data[inputSize..])
        {
            ThreadedLoops.Run(encoder, data[..inputSize], EncoderAction.Run, result, outputSize);
        }

        ThreadedLoops.Run(encoder, data, action, result, outputSize);
    }

    private static void AssertDecodes(CodecCase one, byte[] file, string what)
    {
        var allocator = new WorkAllocator();
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, LongestAtOnce), Pieces(one)])
        {
            using FormatDecoder decoder = one.CreateDecoder(allocator);
            CoderStatus status = CoderLoops.Decode(decoder, file, out byte[] data, input, output);
            status = status == CoderStatus.More ? decoder.Finish() : status;
            Require.That(
                status == CoderStatus.End,
                $"{one}, {what}, in pieces of {input}, {output}: {decoder.Failure?.Message}");
            Require.Same(one.Data, data, $"{one}, {what}, in pieces of {input}, {output}");
        }

        long most = Math.Max(4096, one.LargestDictionary) + (1 << 20);
        Require.That(allocator.Peak <= most, $"{one}, {what}: {allocator.Peak} bytes of memory, allowed are {most}");
        Require.That(allocator.InUse == 0, $"{one}, {what}: {allocator.InUse} bytes of memory were not given back");
    }

    /// <summary>Single bytes only where there are few of them.</summary>
    private static (int Input, int Output) Pieces(CodecCase one) => one.Data.Length <= LongestInBytes
        ? one.Pieces
        : (Math.Max(one.Pieces.Input, 100), Math.Max(one.Pieces.Output, 100));
}
