using Xzact.Container;
using Xzact.Fuzz.Engine;
using Xzact.Fuzz.Inputs;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Fuzz.Harnesses;

/// <summary>Random reads through <see cref="XzSeekableStream"/> against the file decoded from its start.</summary>
internal sealed class SeekHarness : Harness
{
    private const int Parameters = 2;
    private const int Reads = 12;

    public override string Name => "seek";

    public override IEnumerable<byte[]> Seeds() =>
        Inputs.Seeds.Xz().Select((file, number) => (byte[])[(byte)number, (byte)(number >> 1), .. file]);

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        byte[] file = input[Math.Min(Parameters, input.Length)..];
        if (mutator.Random.Next(4) != 0)
        {
            file = mutator.Change(file, other[Math.Min(Parameters, other.Length)..]);
            file = mutator.Random.Next(4) != 0 ? XzRepair.Repair(file, mutator.Random.Next(4) != 0) : file;
        }

        return [(byte)mutator.Random.Next(256), (byte)mutator.Random.Next(256), .. file];
    }

    public override Outcome Observe(byte[] input)
    {
        using var got = new MemoryStream();
        string label = Read(input, (position, bytes) => got.Write(bytes));
        return new Outcome($"{label} 2^{Labels.Magnitude(got.Length)}", Labels.Digest(got.ToArray()));
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        byte[] file = input[Math.Min(Parameters, input.Length)..];
        using var decoder = new FileDecoder(
            new WorkAllocator(),
            new DecoderLimits { MaxDictionarySize = Judged.MaxDictionary, MaxOutputLength = Judged.MostOutput },
            singleStream: false);
        Judged.Ending whole = Judged.Run(decoder, file, int.MaxValue, 1 << 16);
        bool isGood = whole.Verdict == Verdict.Good;
        XzIndex.TryRead(new MemoryStream(file), 0, out XzIndex? index, out _);
        string label = Read(input, (position, bytes) =>
        {
            if (isGood)
            {
                Require.Same(
                    whole.Output.AsSpan((int)Math.Min(position, whole.Output.Length), bytes.Length),
                    bytes,
                    $"seek: the bytes at {position}");
            }

            VerifyBlocks(file, index!, position, bytes);
        });
        Require.That(
            !isGood || label.StartsWith("read", StringComparison.Ordinal),
            $"Seek: {label} of a good file.");
    }

    /// <summary>
    /// What was given out of a Block is what liblzma decodes of that Block alone, in a Stream made for it; of a damaged
    /// file there is nothing else to compare with.
    /// </summary>
    private static void VerifyBlocks(byte[] file, XzIndex index, long position, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            XzIndexBlock block = index.Find(position);
            byte[] alone = new XzAssembler((byte)block.Stream.CheckId)
                .Block(file.AsSpan((int)block.CompressedOffset, (int)block.TotalSize), block)
                .Finish();
            LiblzmaResult theirs = SystemLiblzma.StreamDecode(alone, memoryLimit: Judged.TheirMemoryLimit);
            if (Judged.MayLackFilter(theirs, alone))
            {
                return;
            }

            Require.That(
                theirs.Status == LiblzmaStatus.StreamEnd,
                $"Seek: bytes of a Block that liblzma refuses: {theirs.Status}");
            int skipped = (int)(position - block.UncompressedOffset);
            int count = (int)Math.Min(bytes.Length, block.UncompressedSize - skipped);
            Require.Same(theirs.Output.AsSpan(skipped, count), bytes[..count], $"seek: a Block's bytes at {position}");
            bytes = bytes[count..];
            position += count;
        }
    }

    private delegate void Receiver(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Reads here and there; what must be thrown for what is damaged ends it.</summary>
    private static string Read(byte[] input, Receiver receive)
    {
        byte[] file = input[Math.Min(Parameters, input.Length)..];
        var random = new Random(input.Length < Parameters ? 0 : (input[0] << 8) | input[1]);
        var options = new XzDecompressionOptions
        {
            MaxWindowLog2 = Judged.MaxDictionaryLog2,
            MaxOutputLength = Judged.MostOutput,
        };
        XzError error = XzError.None;
        int failures = 0;
        try
        {
            using var stream = new XzSeekableStream(new BudgetStream(file), options);
            stream.CacheSize = random.Next(3) == 0 ? 0 : 1 << 20;
            byte[] buffer = new byte[1 << 16];
            for (int read = 0; read < Reads; read++)
            {
                long position = random.NextInt64(stream.Length + 2);
                int count = random.Next(2) == 0 ? random.Next(200) : random.Next(buffer.Length);
                try
                {
                    stream.Position = position;
                    int got = stream.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false);
                    long expected = Math.Max(0, Math.Min(count, stream.Length - position));
                    Require.That(got == expected, $"Seek: {got} of {expected} bytes at {position}");
                    receive(position, buffer.AsSpan(0, got));
                }
                catch (Exception e) when (e is InvalidDataException or IOException)
                {
                    error = stream.Error;
                    failures++;
                    Require.That(error != XzError.None, $"Seek: a failure without an error: {e.Message}");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return $"refused: {Labels.WithoutNumbers(e.Message)}";
        }

        return failures == 0 ? "read" : $"{error} in 2^{Labels.Magnitude(failures)} reads";
    }
}
