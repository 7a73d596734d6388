using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Kernels;

/// <summary>
/// Every buffer that kernels see ends at a page that must not be touched: one step too far ends the process.
/// </summary>
public sealed class LzmaDecodeLoopTests
{
    [Fact]
    public void Decoding_touches_nothing_outside_its_buffers()
    {
        using var decoder = new FileDecoder(
            new GuardedAllocator(), new DecoderLimits { MaxDictionarySize = 1 << 20 }, singleStream: false);
        var random = new Random(31);
        foreach (CorpusKind kind in Corpus.Kinds)
        {
            byte[] data = Corpus.Make(kind, 60_000, seed: 3);
            byte[] file = SmallFiles.Encode(data, 1, SmallFiles.Lzma2(6));
            for (int run = 0; run < 12; run++)
            {
                byte[] given = [.. file];
                if (run >= 4)
                {
                    given[random.Next(given.Length)] ^= (byte)(1 << random.Next(8));
                }

                decoder.Reset();
                int inputSize = run % 4 == 0 ? given.Length : 1 + random.Next(run % 4 == 1 ? 60 : 5000);
                CoderStatus status = DecodeGuarded(decoder, given, inputSize, 1 + random.Next(9000), out byte[] output);
                if (run < 4)
                {
                    Assert.Equal(CoderStatus.More, status);
                    Assert.True(data.AsSpan().SequenceEqual(output));
                }
            }
        }
    }

    [Fact]
    public void Encoding_touches_nothing_outside_its_buffers()
    {
        foreach (MatchFinderKind finder in Enum.GetValues<MatchFinderKind>())
        {
            foreach (CorpusKind kind in Corpus.Kinds)
            {
                byte[] data = Corpus.Make(kind, 90_000, seed: 4);
                LzmaEncoderOptions options = CoderLoops.Options(1 << 12, kind > CorpusKind.Binary, finder, 273, 20);
                using var encoder = new StreamEncoder(new GuardedAllocator(), options, [], CheckId.Crc32);
                using var input = new GuardedMemory((nuint)data.Length);
                data.CopyTo(input.Span);
                byte[] file = CoderLoops.Encode(encoder, input.Span);
                (Verdict verdict, byte[] output) = Judge.Ours(file);
                Assert.True(verdict == Verdict.Good && data.AsSpan().SequenceEqual(output), $"{finder} {kind}");
            }
        }
    }

    private static CoderStatus DecodeGuarded(
        FileDecoder decoder, byte[] file, int inputSize, int outputSize, out byte[] output)
    {
        var result = new MemoryStream();
        using var target = new GuardedMemory((nuint)outputSize);
        int position = 0;
        while (true)
        {
            int given = Math.Min(inputSize, file.Length - position);
            using var source = new GuardedMemory((nuint)given);
            file.AsSpan(position, given).CopyTo(source.Span);
            ReadOnlySpan<byte> input = source.Span;
            Span<byte> room = target.Span;
            CoderStatus status = decoder.Code(ref input, ref room);
            position += given - input.Length;
            result.Write(target.Span[..(outputSize - room.Length)]);
            if (status != CoderStatus.More || (position == file.Length && !room.IsEmpty))
            {
                output = result.ToArray();
                return status;
            }
        }
    }
}
