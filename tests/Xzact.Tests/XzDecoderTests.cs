using System.Buffers;
using System.Buffers.Binary;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;
using Xzact.Tests.Reading;

namespace Xzact.Tests;

public sealed partial class XzDecoderTests
{
    [Fact]
    public void The_decompressed_length_is_known_without_decoding()
    {
        foreach ((_, byte[] file, byte[] content) in BlockFiles.All)
        {
            Assert.True(XzDecoder.TryGetDecompressedLength(file, out long length));
            Assert.Equal(content.Length, length);
            for (int cut = 1; cut <= file.Length; cut++)
            {
                // What is left may be a file of fewer Streams, and then the decoder says the same.
                bool known = XzDecoder.TryGetDecompressedLength(file.AsSpan(0, file.Length - cut), out length);
                byte[] decoded = new byte[content.Length + 1];
                bool decodes = XzDecoder.TryDecompress(file.AsSpan(0, file.Length - cut), decoded, out int written);
                Assert.Equal(decodes, known);
                Assert.Equal(decodes ? written : 0, length);
            }

            Assert.False(XzDecoder.TryGetDecompressedLength([.. file, 1, 2, 3, 4], out length));
            Assert.Equal(0, length);
        }
    }

    [Fact]
    public void Mutated_files_end_in_documented_ways_and_never_hang()
    {
        byte[][] seeds = [.. SmallFiles.All().Select(file => file.File), .. LargerFiles()];
        using var decoder = new XzDecoder(new XzDecompressionOptions { MaxWindowLog2 = 20, MaxOutputLength = 1 << 20 });
        var limits = new DecoderLimits { MaxDictionarySize = 1 << 20, MaxOutputLength = 1 << 20 };
        using var files = new FileDecoder(new WorkAllocator(), limits, singleStream: false);
        byte[] destination = new byte[1 << 21];
        var random = new Random(2026);
        var found = new HashSet<XzError>();
        for (int run = 0; run < 6000; run++)
        {
            byte[] file = Mutate(seeds[random.Next(seeds.Length)], random);
            int input = random.Next(3) == 0 ? int.MaxValue : 1 + random.Next(100);
            int output = random.Next(3) == 0 ? 1 << 16 : 1 + random.Next(1000);

            decoder.Reset();
            OperationStatus status = DecompressGuarded(decoder, file, input, output, out int length);
            Assert.Equal(status == OperationStatus.InvalidData, decoder.ErrorMessage is not null);
            Assert.InRange(length, 0, 1 << 20);
            found.Add(decoder.Error);

            files.Reset();
            CoderStatus whole = CoderLoops.Decode(files, file, out byte[] decoded, input, output);
            whole = whole == CoderStatus.Failed ? whole : files.Finish();
            Assert.True(whole == CoderStatus.End || files.Failure is { Message.Length: > 0, Offset: >= 0 });
            Assert.True(files.Failure is null || files.Failure.Offset <= file.Length);

            if (files.Failure?.Error is not (XzError.DictionaryLimit or XzError.OutputLimit))
            {
                bool tried = XzDecoder.TryDecompress(file, destination, out int written);
                Assert.Equal(whole == CoderStatus.End, tried);
                Assert.True(tried ? decoded.AsSpan().SequenceEqual(destination.AsSpan(0, written)) : written == 0);
            }

            if (run % 4 == 0)
            {
                ReadStream(file, decoded, whole == CoderStatus.End || file.Length == 0);
            }
        }

        // The mutations reach every part of the format, or they would prove little.
        Assert.Superset(
            new HashSet<XzError>
            {
                XzError.None, XzError.FormatNotRecognized, XzError.StreamHeaderCorrupt, XzError.BlockHeaderCorrupt,
                XzError.DataCorrupt, XzError.CheckMismatch, XzError.IndexCorrupt, XzError.StreamFooterCorrupt,
                XzError.UnsupportedCheck, XzError.UnsupportedFilter, XzError.BlockSizeMismatch,
            },
            found);
    }

    [Fact]
    public void A_file_that_ends_in_the_first_chunk_is_incomplete_and_not_a_loop()
    {
        // Stream Header (12), Block Header (12), the first control byte of LZMA2: on this a peer ran for ever.
        byte[] file = Convert.FromHexString("fd377a585a000004e6d6b4460200210108000000d80f231301");
        using var decoder = new XzDecoder();
        OperationStatus status = decoder.Decompress(file, new byte[10], out int consumed, out int written);
        Assert.Equal((OperationStatus.NeedMoreData, file.Length, 0), (status, consumed, written));
        Assert.False(XzDecoder.TryDecompress(file, new byte[10], out written));
        using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions());
        Assert.Throws<InvalidDataException>(() => stream.Read(new byte[10]));
        Assert.Equal(XzError.UnexpectedEnd, stream.Error);
    }

    [Fact]
    public void Limits_are_refused_before_memory_is_taken()
    {
        byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2(40)]);
        byte[] file = new XzAssembler().Block("x"u8, header).Finish();
        foreach (DecoderLimits limits in (DecoderLimits[])
            [new() { MaxDictionarySize = 1L << 31 }, new() { MemoryLimit = 1L << 32 }])
        {
            var allocator = new WorkAllocator();
            using var decoder = new FileDecoder(allocator, limits, singleStream: false);
            (Verdict verdict, byte[] output) = Judge.Ours(decoder, file);
            Assert.Equal((Verdict.Limit, 0, 0), (verdict, output.Length, allocator.Peak));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(20)]
    public void Working_memory_is_the_dictionary_and_less_than_64_KiB_whatever_the_length(int windowLog2)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 3_000_000);
        byte[] room = new byte[XzEncoder.GetMaxCompressedLength(data.Length)];
        Assert.True(XzEncoder.TryCompress(data, room, out int written, 1, windowLog2));
        byte[] file = [.. room.AsSpan(0, written), .. room.AsSpan(0, written)];
        var allocator = new WorkAllocator();
        using (var decoder = new FileDecoder(allocator, DecoderLimits.None, singleStream: false))
        {
            (Verdict verdict, byte[] output) = Judge.Ours(decoder, file, 5000, 70_000);
            Assert.Equal(Verdict.Good, verdict);
            Assert.True(data.AsSpan().SequenceEqual(output.AsSpan(0, data.Length)));
            Assert.True(data.AsSpan().SequenceEqual(output.AsSpan(data.Length)));
        }

        Assert.InRange(allocator.Peak, 1L << windowLog2, (1L << windowLog2) + (1 << 16));
        Assert.Equal(0, allocator.InUse);
    }

    [Fact]
    public void The_error_and_its_message_say_what_was_read_where_and_which_rule_it_breaks()
    {
        byte[] file = new XzAssembler(0x01).Block("some data"u8).Finish();
        file[^(12 + 8 + 1)] ^= 1;
        using var decoder = new XzDecoder();
        Assert.Equal(OperationStatus.InvalidData, decoder.Decompress(file, new byte[100], out _, out int written));
        Assert.Equal((XzError.CheckMismatch, 9), (decoder.Error, written));
        Assert.Contains("section 3.4", decoder.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains($"at byte {file.Length - 12 - 8 - 4} ", decoder.ErrorMessage, StringComparison.Ordinal);
        decoder.Reset();
        Assert.Equal((XzError.None, null), (decoder.Error, decoder.ErrorMessage));
    }

    private static IEnumerable<byte[]> LargerFiles()
    {
        foreach (CorpusKind kind in Corpus.Kinds)
        {
            yield return SmallFiles.Encode(Corpus.Make(kind, 6000), 4, SmallFiles.Lzma2(4));
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> file = [.. seed];
        for (int changes = 1 + random.Next(3); changes > 0 && file.Count > 1; changes--)
        {
            int at = random.Next(file.Count);
            int length = Math.Min(1 + random.Next(30), file.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    file.RemoveRange(at, length);
                    break;
                case 1:
                    file.InsertRange(at, file.GetRange(random.Next(file.Count - length + 1), length));
                    break;
                case 2:
                    file.RemoveRange(at, file.Count - at);
                    break;
                case 3:
                    file.AddRange(seed);
                    break;
                case 4:
                    file[at] = (byte)random.Next(256);
                    break;
                default:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        byte[] result = [.. file];
        if (result.Length > 24 && random.Next(2) == 0)
        {
            // Half of the headers get a right checksum, so that what is behind them is reached.
            Repair(result, 6, 2);
            Repair(result, 12, result[12] * 4);
        }

        return result;
    }

    private static void Repair(byte[] file, int start, int length)
    {
        if (start + length + 4 <= file.Length)
        {
            uint crc = SystemLiblzma.Crc32(0, file.AsSpan(start, length));
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(start + length), crc);
        }
    }

    /// <summary>
    /// Decodes from pieces that end where their memory ends, with canaries behind what may be written.
    /// </summary>
    private static OperationStatus DecompressGuarded(
        XzDecoder decoder, byte[] file, int inputSize, int outputSize, out int length)
    {
        byte[] buffer = new byte[outputSize + 1];
        buffer[outputSize] = 0xA5;
        length = 0;
        for (int position = 0, calls = 0; ; calls++)
        {
            Assert.True(calls < (2 << 20) + file.Length, "The decoder does not come to an end.");
            byte[] piece = file.AsSpan(position, Math.Min(inputSize, file.Length - position)).ToArray();
            OperationStatus status = decoder.Decompress(
                piece, buffer.AsSpan(0, outputSize), out int consumed, out int written);
            Assert.Equal(0xA5, buffer[outputSize]);
            position += consumed;
            length += written;
            bool isStuck = status == OperationStatus.NeedMoreData && position == file.Length;
            if (isStuck || status is OperationStatus.Done or OperationStatus.InvalidData)
            {
                return status;
            }

            Assert.True(consumed > 0 || written > 0, "No progress.");
        }
    }

    private static void ReadStream(byte[] file, byte[] expected, bool isGood)
    {
        var options = new XzDecompressionOptions { MaxWindowLog2 = 20, MaxOutputLength = 1 << 20 };
        using var stream = new XzStream(new MemoryStream(file), options);
        using var result = new MemoryStream();
        Exception? thrown = Record.Exception(() => stream.CopyTo(result, 999));
        Assert.Equal(isGood, thrown is null);
        Assert.True(thrown is null or InvalidDataException || thrown.GetType() == typeof(IOException), $"{thrown}");
        Assert.True(expected.AsSpan().StartsWith(result.ToArray()));
    }
}
