using Xzact.Container;
using Xzact.Fuzz.Engine;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Drivers;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Fuzz.Harnesses;

/// <summary>
/// Fields of the container, each with the checksum that fits: Block Headers, Indexes, Stream Headers and Footers,
/// Multibyte Integers, and lists of Blocks to be written.
/// </summary>
internal sealed class ContainerHarness : Harness
{
    private const int Parts = 5;
    private static readonly byte[] s_data = [.. "Sphinx of black quartz, judge my vow."u8];
    private static readonly byte[] s_stored = XzAssembler.Store(s_data);

    public override string Name => "container";

    public override IEnumerable<byte[]> Seeds()
    {
        for (byte filter = 0x03; filter <= 0x0B; filter++)
        {
            yield return [0, .. Trim(XzAssembler.BlockHeader([[filter, 1, 0], XzAssembler.Lzma2()]))];
            yield return [0, .. Trim(XzAssembler.BlockHeader([[filter, 4, 0, 1, 0, 0], XzAssembler.Lzma2(5)], 41, 37))];
            yield return [0, .. Trim(XzAssembler.BlockHeader([[filter, 0], XzAssembler.Lzma2(9)], 41, null, 3))];
        }

        yield return [0, .. Trim(XzAssembler.BlockHeader([XzAssembler.Lzma2(40)], null, 37))];
        yield return [1, .. XzAssembler.Index([(62, 37), (62, 37)]).AsSpan(0..^4)];
        yield return [1, 0, .. XzAssembler.Integer(1UL << 62), 28, 10];
        yield return [2, 1, 0, 1, 0, 1, 0];
        yield return [3, .. XzAssembler.Integer(ulong.MaxValue >> 1)];
        yield return [4, 3, 1, 10, 2, 50, 0, 0, 9, 9, 9];
    }

    public override Outcome Observe(byte[] input)
    {
        int part = input.Length == 0 ? 0 : input[0] % Parts;
        byte[] fields = input.Length == 0 ? [] : input[1..];
        return part switch
        {
            3 => Integers(fields),
            4 => BlockList(fields),
            _ => Judged.Run(Decoder, FileOf(part, fields), Judged.MaxDictionary, int.MaxValue, 1 << 16)
                .ToOutcome($"part {part}"),
        };
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        int part = input.Length == 0 ? 0 : input[0] % Parts;
        if (part >= 3)
        {
            return;
        }

        byte[] file = FileOf(part, input.Length == 0 ? [] : input[1..]);
        Judged.Ending whole = Judged.Run(Decoder, file, Judged.MaxDictionary, int.MaxValue, 1 << 16);
        var random = new Random((int)Labels.Digest(input));
        using FileDecoder used = Decoder(new WorkAllocator(), Judged.MaxDictionary);
        Judged.VerifyPieces(Decoder, used, file, whole, random);
        Judged.VerifyReference(
            (bytes, maxOutput) => SystemLiblzma.StreamDecode(
                bytes, LiblzmaDecoderOptions.Concatenated, Judged.TheirMemoryLimit, maxOutput),
            file,
            whole,
            mayConvert: true);
    }

    private static FileDecoder Decoder(WorkAllocator allocator, long maxDictionary) => new(
        allocator,
        new DecoderLimits { MaxDictionarySize = maxDictionary, MaxOutputLength = Judged.MostOutput },
        singleStream: false);

    /// <summary>A Block Header without its first byte, which is the size, and without its checksum.</summary>
    private static byte[] Trim(byte[] header) => header[1..^4];

    private static byte[] FileOf(int part, byte[] fields)
    {
        switch (part)
        {
            case 0:
                int length = Math.Clamp((fields.Length + 1 + 3) / 4 * 4, 4, 1020);
                byte[] header = [(byte)(length / 4), .. fields.Take(length - 1)];
                Array.Resize(ref header, length);
                return new XzAssembler()
                    .Block(s_data, [.. header, .. XzAssembler.Crc32(header)], s_stored).Finish();
            case 1:
                return new XzAssembler().Block(s_data).Block(s_data).Finish(XzAssembler.Index([.. fields, 0]));
            default:
                // Stream Flags of header and footer, as they are given.
                byte[] file = new XzAssembler().Block(s_data).Finish();
                byte[] flags = [.. fields.Take(6), .. new byte[6]];
                flags.AsSpan(0, 2).CopyTo(file.AsSpan(6));
                XzAssembler.Crc32(flags.AsSpan(0, 2)).CopyTo(file.AsSpan(8));
                flags.AsSpan(2, 2).CopyTo(file.AsSpan(file.Length - 4));
                file[^8] ^= flags[4];
                XzAssembler.Crc32(file.AsSpan(file.Length - 8, 6)).CopyTo(file.AsSpan(file.Length - 12));
                return file;
        }
    }

    /// <summary>Integers as they are read and written, against a plain reading of the specification.</summary>
    private static Outcome Integers(byte[] fields)
    {
        ReadOnlySpan<byte> rest = fields;
        var label = "integers";
        ulong digest = 0;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> before = rest;
            (ulong value, int size)? expected = Plain(before);
            bool isRead = Multibyte.TryRead(ref rest, out ulong value);
            Require.That(isRead == expected is not null, $"An integer is {(isRead ? "read" : "refused")}.");
            if (!isRead)
            {
                return new Outcome(label + " and a wrong one", digest);
            }

            int size = before.Length - rest.Length;
            Require.That((value, size) == expected, $"{value} in {size} bytes, not {expected}");
            byte[] target = new byte[Multibyte.Size(value)];
            Require.That(Multibyte.Write(value, target) == size, "Another size is written.");
            Require.Same(before[..size], target, "an integer written again");
            label = $"integers, the last of {size} bytes";
            digest = (digest * 31) + value;
        }

        return new Outcome(label, digest);
    }

    private static (ulong Value, int Size)? Plain(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < Math.Min(9, bytes.Length); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                return i > 0 && bytes[i] == 0 ? null : (value, i + 1);
            }
        }

        return null;
    }

    /// <summary>Blocks lie where the list, the block size and the flushes say, whatever the pieces.</summary>
    private static Outcome BlockList(byte[] fields)
    {
        var choices = new Choices(fields);
        int[] sizes = [.. Enumerable.Range(0, 1 + choices.Next(6)).Select(_ => 1 + choices.Next(300))];
        bool endsOpen = choices.OneIn(2);
        int blockSize = choices.OneIn(2) ? 1 + choices.Next(400) : 0;
        int threads = choices.Of(1, 0, 2);
        byte[] data = new byte[choices.Next(800)];
        var options = new XzCompressionOptions
        {
            LzmaOptions = new LzmaOptions(0) { DictionarySize = 4096 },
            Threads = threads,
            BlockSize = blockSize,
            BlockList =
            [
                .. sizes.Select((size, i) => new XzBlockListItem(endsOpen && i == sizes.Length - 1 ? 0 : size)),
            ],
        };
        using Coding.FormatEncoder encoder = options.CreateThreadedEncoder(new WorkAllocator());
        byte[] file = ThreadedLoops.Encode(encoder, data, 1 + choices.Next(500), 1 + choices.Next(500));
        XzIndex index = XzIndex.Read(new MemoryStream(file));
        long[] expected = [.. Expected(data.Length, sizes, endsOpen, blockSize)];
        Require.That(
            index.Blocks.Select(block => block.UncompressedSize).SequenceEqual(expected),
            $"Blocks of {string.Join(' ', index.Blocks.Select(block => block.UncompressedSize))} bytes, "
            + $"not {string.Join(' ', expected)}");
        return new Outcome($"2^{Labels.Magnitude(expected.Length)} Blocks, {threads} threads", Labels.Digest(file));
    }

    /// <summary>The last item repeats, or stands for the rest; longer ones are split at the block size.</summary>
    private static IEnumerable<long> Expected(long left, int[] sizes, bool endsOpen, int blockSize)
    {
        for (int item = 0; left > 0; item++)
        {
            bool isLast = item >= sizes.Length - 1;
            long size = isLast && endsOpen ? left : Math.Min(left, sizes[Math.Min(item, sizes.Length - 1)]);
            left -= size;
            for (; size > 0; size -= Math.Min(size, blockSize == 0 ? size : blockSize))
            {
                yield return Math.Min(size, blockSize == 0 ? size : blockSize);
            }
        }
    }
}
