using Xzact.Testing.Data;
using Xzact.Testing.Streams;
using Xzact.Tests.Reading;

namespace Xzact.Tests;

public sealed class XzSalvageTests
{
    private static readonly byte[] s_content = Corpus.Make(CorpusKind.Text, 400, seed: 6);

    /// <summary>Multi-block files: with sizes in the headers, without, and of several Streams.</summary>
    private static readonly (string Name, byte[] File)[] s_files =
    [
        ("sizes", BlockFiles.WithSizes(s_content, 1, 100)),
        ("no sizes", Stored(0x04, 0, 100, 250, 251, 400)),
        ("SHA-256", Stored(0x0A, 0, 100, 250, 400)),
        ("Streams", [.. BlockFiles.WithSizes(s_content.AsSpan(0, 150), 4, 60), .. new byte[4],
            .. Stored(0x01, 150, 200, 300), .. BlockFiles.WithSizes(s_content.AsSpan(300), 4, 60)]),
    ];

    [Fact]
    public void Intact_files_are_recovered_completely()
    {
        foreach ((string name, byte[] file, byte[] content) in BlockFiles.All)
        {
            XzSalvageReport report = Recover(file, out byte[] output);
            Assert.True(report.IsIntact, name);
            Assert.Equal(content, output);
            Assert.Equal(content.Length, report.RecoveredSize);
            Assert.Equal(0, report.LostSize);
            Assert.Equal(XzError.None, report.IndexError);
            Assert.Null(report.IndexReason);
            AssertAccount(report, file.Length, output);
        }
    }

    [Fact]
    public void After_damage_to_any_byte_every_other_block_is_recovered_and_the_loss_is_exact()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            for (int at = 0; at < file.Length; at++)
            {
                byte[] damaged = [.. file];
                damaged[at] ^= (byte)(1 << (at % 8));
                AssertRecovered($"{name}, byte {at}", damaged, index, block => !Covers(block, at));
            }
        }
    }

    [Fact]
    public void After_damage_to_a_block_and_to_the_structure_every_other_block_is_recovered()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            int[] structure = [.. Enumerable.Range(0, file.Length).Where(at => !index.Blocks.Any(b => Covers(b, at)))];
            foreach (XzIndexBlock block in index.Blocks)
            {
                // In the header, in the data and in the check.
                foreach (long hit in (long[])[1, block.UnpaddedSize / 2, block.TotalSize - 1])
                {
                    foreach (int other in structure)
                    {
                        byte[] damaged = [.. file];
                        damaged[block.CompressedOffset + hit] ^= 0x20;
                        damaged[other] ^= 0x04;
                        AssertRecovered($"{name}: Block {block.Number} at {hit}, and byte {other}", damaged, index,
                            candidate => candidate.Number != block.Number, isExact: false);
                    }
                }
            }
        }
    }

    [Fact]
    public void After_every_truncation_every_whole_block_is_recovered()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            for (int length = 0; length < file.Length; length++)
            {
                XzSalvageReport report = AssertRecovered($"{name}, cut at {length}", file[..length], index,
                    block => block.CompressedOffset + block.TotalSize <= length, isExact: false,
                    isCounted: block => block.Stream.CompressedOffset < length);
                bool isFile = XzIndex.TryRead(new MemoryStream(file, 0, length), 0, out _, out _);
                Assert.Equal(isFile, report.IsIntact);
            }
        }
    }

    [Fact]
    public void Where_bytes_are_missing_or_added_every_other_block_is_recovered()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            foreach (int count in (int[])[1, 7, 40])
            {
                for (int at = 0; at + count <= file.Length; at += 5)
                {
                    AssertRecovered($"{name}, {count} missing at {at}",
                        [.. file.AsSpan(0, at), .. file.AsSpan(at + count)], index,
                        block => !Covers(block, at, count), isExact: false);
                    AssertRecovered($"{name}, {count} added at {at}",
                        [.. file.AsSpan(0, at), .. Corpus.Make(CorpusKind.Random, count), .. file.AsSpan(at)], index,
                        block => !Splits(block, at), isExact: false);
                }
            }
        }
    }

    [Fact]
    public void Where_bytes_are_missing_or_added_and_a_block_is_damaged_every_other_block_is_recovered()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            foreach (XzIndexBlock block in index.Blocks)
            {
                byte[] hit = [.. file];
                hit[block.CompressedOffset + 20] ^= 1;
                foreach (int count in (int[])[4, 5, 16, 40])
                {
                    for (int at = 0; at + count <= file.Length; at += 9)
                    {
                        AssertRecovered($"{name}: Block {block.Number}, and {count} added at {at}",
                            [.. hit.AsSpan(0, at), .. Corpus.Make(CorpusKind.Random, count), .. hit.AsSpan(at)], index,
                            other => other.Number != block.Number && !Splits(other, at), isExact: false);
                        AssertRecovered($"{name}: Block {block.Number}, and {count} missing at {at}",
                            [.. hit.AsSpan(0, at), .. hit.AsSpan(at + count)], index,
                            other => other.Number != block.Number && !Covers(other, at, count), isExact: false);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_loss_reaches_to_the_next_block_that_is_found()
    {
        byte[] file = s_files[0].File;
        XzIndexBlock[] blocks = [.. XzIndex.Read(new MemoryStream(file)).Blocks];
        int at = (int)blocks[2].CompressedOffset + 20;
        byte[] damaged = [.. file.AsSpan(0, at), .. new byte[200], .. file.AsSpan(at)];
        damaged[blocks[0].CompressedOffset + 20] ^= 1;
        XzSalvageReport report = Recover(damaged, out _);
        Assert.Equal(
            [
                (XzSalvageState.Lost, blocks[0].CompressedOffset, blocks[0].TotalSize),
                (XzSalvageState.Verified, blocks[1].CompressedOffset, blocks[1].TotalSize),
                (XzSalvageState.Lost, blocks[2].CompressedOffset, blocks[2].TotalSize + 200),
                (XzSalvageState.Verified, blocks[3].CompressedOffset + 200, blocks[3].TotalSize),
            ],
            report.Ranges.Select(range => (range.State, range.CompressedOffset, range.CompressedSize)));
    }

    [Fact]
    public void However_many_streams_have_no_index_every_block_is_recovered()
    {
        byte[] content = Corpus.Make(CorpusKind.Text, 20_000);
        byte[] stream = XzCodec.Encode(new XzCompressionOptions { Quality = 0 }, content);
        const int Streams = 600;
        foreach (byte[] part in (byte[][])[stream[..^24], [.. stream[..^1], (byte)'z']])
        {
            byte[] file = [.. Enumerable.Repeat(part, Streams).SelectMany(bytes => bytes), .. stream];
            var counting = new CountingStream(file);
            XzSalvageReport report = XzSalvage.Recover(counting, Stream.Null);
            Assert.Equal((Streams + 1L) * content.Length, report.RecoveredSize);
            Assert.InRange(counting.Count, 0, 5L * file.Length);
        }
    }

    [Fact]
    public void Bytes_before_the_first_and_behind_the_last_stream_do_no_harm()
    {
        foreach ((string name, byte[] file) in s_files)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            byte[] junk = Corpus.Make(CorpusKind.Text, 777);
            AssertRecovered(name, [.. junk, .. file, .. junk], index, _ => true, isExact: false);
        }
    }

    [Fact]
    public void Files_stored_inside_a_damaged_block_are_not_taken_for_its_stream()
    {
        byte[] inner = s_files[0].File;
        byte[] file = new XzAssembler(0x04).Block(inner).Block("and more"u8).Finish();
        file[30] ^= 1;
        file[^20] ^= 1;
        XzSalvageReport report = Recover(file, out byte[] output);
        Assert.NotEqual(XzError.None, report.IndexError);
        Assert.EndsWith("and more", System.Text.Encoding.ASCII.GetString(output), StringComparison.Ordinal);

        // With the Index of the outer Stream there is no doubt.
        file[^20] ^= 1;
        file[2] ^= 1;
        report = Recover(file, out output);
        Assert.Equal("and more"u8, output);
        Assert.Equal(inner.Length, report.LostSize);
    }

    [Fact]
    public void Damaged_blocks_are_written_only_if_asked_for_and_are_marked()
    {
        byte[] file = [.. s_files[1].File];
        XzIndexBlock hit = XzIndex.Read(new MemoryStream(file)).Blocks[1];
        file[hit.CompressedOffset + 20] ^= 1; // a stored byte: everything decodes, and the check fails
        XzSalvageReport report = Recover(file, out byte[] output, includeDamaged: true);
        Assert.Equal(s_content.Length, output.Length);
        Assert.False(report.IsIntact);
        XzSalvageRange range = Assert.Single(report.Ranges, range => range.State == XzSalvageState.Damaged);
        Assert.Equal(XzError.CheckMismatch, range.Error);
        Assert.Equal((100L, 150L), (range.OutputOffset, range.UncompressedSize));
        Assert.Equal(1, output.Zip(s_content).Count(pair => pair.First != pair.Second));
        Assert.Equal(0, report.LostSize);

        // A chunk that ends the Block too early: a part is written and a part is lost.
        file[hit.CompressedOffset + 12] = 0;
        report = Recover(file, out output, includeDamaged: true);
        Assert.Equal(150, report.LostSize);
        Assert.Equal(250, output.Length);
    }

    [Fact]
    public void Blocks_without_a_check_are_marked()
    {
        foreach (byte check in (byte[])[0x00, 0x02])
        {
            XzSalvageReport report = Recover(Stored(check, 0, 100, 400), out byte[] output);
            Assert.True(report.IsIntact);
            Assert.Equal(s_content, output);
            Assert.All(report.Ranges, range => Assert.Equal(XzSalvageState.Unchecked, range.State));
            Assert.All(report.Ranges, range => Assert.Equal(
                check == 0 ? XzError.None : XzError.UnsupportedCheck, range.Error));
        }

        var trusting = new XzDecompressionOptions { VerifyChecksum = false };
        var output2 = new MemoryStream();
        XzSalvageReport unverified = XzSalvage.Recover(new MemoryStream(s_files[0].File), output2, trusting);
        Assert.All(unverified.Ranges, range => Assert.Equal(XzSalvageState.Unchecked, range.State));
        Assert.Equal(s_content, output2.ToArray());
    }

    [Fact]
    public void Blocks_larger_than_the_buffer_are_recovered()
    {
        byte[] large = new byte[(64 << 20) + 5];
        for (int i = 0; i < large.Length; i += 100_003)
        {
            large[i] = (byte)i;
        }

        byte[] room = new byte[XzEncoder.GetMaxCompressedLength(large.Length)];
        Assert.True(XzEncoder.TryCompress(large, room, out int written, 0, 16));
        foreach (bool isDamaged in (bool[])[false, true])
        {
            byte[] file = [.. room.AsSpan(0, written), .. s_files[0].File];
            file[written - 5] ^= (byte)(isDamaged ? 1 : 0); // the Stream Footer
            XzSalvageReport report = Recover(file, out byte[] output);
            Assert.Equal(!isDamaged, report.IsIntact);
            Assert.Equal(0, report.LostSize);
            Assert.True(output.AsSpan(0, large.Length).SequenceEqual(large));
            Assert.True(output.AsSpan(large.Length).SequenceEqual(s_content));
        }
    }

    [Fact]
    public void Limits_are_kept()
    {
        XzSalvageReport report = Recover(
            s_files[0].File, out byte[] output, new XzDecompressionOptions { MaxOutputLength = 250 });
        Assert.Equal(s_content[..200], output);
        Assert.All(report.Ranges.Skip(2), range => Assert.Equal(XzError.OutputLimit, range.Error));
        report = Recover(s_files[0].File[..^1], out output, new XzDecompressionOptions { MaxOutputLength = 250 });
        Assert.Equal(s_content[..200], output);
        report = Recover(s_files[0].File, out output, new XzDecompressionOptions { MemoryLimit = 1000 });
        Assert.Empty(output);
        Assert.Contains(report.Ranges, range => range.Error == XzError.MemoryLimit);
    }

    [Fact]
    public void A_crafted_file_of_many_headers_ends_in_bounded_work()
    {
        // Each Block Header is intact, and behind each lies the same long run that never ends as it should.
        byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2(20)]);
        byte[] zeros = new byte[60_000];
        byte[] run = BlockFiles.WithSizes(zeros, 1, zeros.Length);
        List<byte> file = [.. run.AsSpan(0, 12)];
        for (int i = 0; i < 4000; i++)
        {
            // A stored chunk that holds the next header; so every attempt reads all that follow.
            file.AddRange(header);
            file.AddRange([1, 0, (byte)(header.Length + 3 - 1)]);
        }

        var counting = new CountingStream([.. file]);
        XzSalvageReport report = XzSalvage.Recover(counting, Stream.Null);
        Assert.False(report.IsIntact);
        Assert.Equal(0, report.RecoveredSize);
        Assert.InRange(counting.Count, 0, (64L << 20) + (17L * file.Count));
    }

    [Fact]
    public void Headers_and_footers_without_an_index_between_them_are_not_read_again_and_again()
    {
        byte[] empty = new XzAssembler().Finish();
        byte[] file =
        [
            .. Enumerable.Repeat((byte[])[.. empty[..12], .. empty[^12..]], 5000).SelectMany(bytes => bytes), 1,
        ];
        var counting = new CountingStream(file);
        Assert.False(XzSalvage.Recover(counting, Stream.Null).IsIntact);
        Assert.InRange(counting.Count, 0, (64L << 20) + (17L * file.Length));
    }

    [Fact]
    public void Zeros_that_many_headers_point_to_are_not_read_for_each_of_them()
    {
        // Sizes in each header lead to the same zeros.
        const int Headers = 2000;
        const int Size = 24;
        List<byte> file = [.. new XzAssembler().Finish()[..12]];
        for (int i = 0; i < Headers; i++)
        {
            ulong left = (ulong)((Headers - i - 1) * Size) + 1024;
            byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2()], left, 100_000);
            file.AddRange([.. header, .. Enumerable.Repeat((byte)3, Size - header.Length)]);
        }

        file.AddRange(new byte[300_000]);
        var counting = new CountingStream([.. file]);
        Assert.False(XzSalvage.Recover(counting, Stream.Null).IsIntact);
        Assert.InRange(counting.Count, 0, (64L << 20) + (17L * file.Count));
    }

    [Fact]
    public void The_account_of_a_crafted_file_is_bounded()
    {
        byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2()]);
        byte[] file =
        [
            .. new XzAssembler().Finish()[..12],
            .. Enumerable.Repeat(header, 20_000).SelectMany(bytes => bytes),
        ];
        XzSalvageReport report = Recover(file, out byte[] output);
        AssertAccount(report, file.Length, output);
        Assert.InRange(report.Ranges.Count, 1, 10);
        Assert.Equal(file.Length, report.Ranges[^1].CompressedOffset + report.Ranges[^1].CompressedSize);
    }

    [Fact]
    public void Sizes_that_indexes_claim_do_not_wrap()
    {
        // An Index of one Block of 2^63 - 1 bytes, and no such Block.
        byte[] index = XzAssembler.Index([(8, long.MaxValue)]);
        byte[] bare = new XzAssembler().Finish(index);
        byte[] stream = [.. bare[..12], .. new byte[8], .. bare[12..]];
        XzSalvageReport one = Recover(stream, out _);
        Assert.Equal(long.MaxValue, one.LostSize);
        XzSalvageReport two = Recover([.. stream, .. stream, .. s_files[0].File], out byte[] output);
        Assert.Equal(s_content, output);
        Assert.Null(two.LostSize);
        Assert.Equal(s_content.Length, two.RecoveredSize);
        Assert.Equal([0, long.MaxValue, null], two.Ranges.Take(3).Select(range => range.UncompressedOffset));
    }

    [Fact]
    public void Mutated_files_end_in_an_account()
    {
        var random = new Random(8);
        for (int i = 0; i < 1500; i++)
        {
            (_, byte[] file) = s_files[random.Next(s_files.Length)];
            List<byte> bytes = [.. file];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(bytes.Count);
                int count = Math.Min(random.Next(1, 40), bytes.Count - at);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, Math.Min(count, bytes.Count - 1));
                        break;
                    case 2:
                        bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - count + 1), count));
                        break;
                    default:
                        bytes.InsertRange(at, file);
                        break;
                }
            }

            XzSalvageReport report = Recover([.. bytes], out byte[] output, new XzDecompressionOptions
            {
                MaxWindowLog2 = 24,
                MaxOutputLength = 1 << 20,
            }, random.Next(2) == 0);
            AssertAccount(report, bytes.Count, output);
        }
    }

    [Fact]
    public void Arguments_are_checked_and_the_work_can_be_stopped()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentNullException>("source", () => XzSalvage.Recover(null!, stream));
        Assert.Throws<ArgumentNullException>("destination", () => XzSalvage.Recover(stream, null!));
        Assert.Throws<ArgumentException>("source", () => XzSalvage.Recover(new ChunkedStream(stream), stream));
        Assert.Throws<ArgumentException>(
            "destination", () => XzSalvage.Recover(stream, new MemoryStream([], writable: false)));
        Assert.Throws<OperationCanceledException>(() => XzSalvage.Recover(
            new MemoryStream(s_files[0].File), stream, cancellationToken: new CancellationToken(canceled: true)));
        XzSalvageReport nothing = XzSalvage.Recover(stream, Stream.Null);
        Assert.Null(nothing.LostSize);
        Assert.False(nothing.IsIntact);
    }

    private static XzSalvageReport AssertRecovered(
        string what,
        byte[] damaged,
        XzIndex index,
        Func<XzIndexBlock, bool> isIntact,
        bool isExact = true,
        Func<XzIndexBlock, bool>? isCounted = null)
    {
        long lost = index.Blocks.Where(block => !isIntact(block) && isCounted?.Invoke(block) != false)
            .Sum(block => block.UncompressedSize);
        XzSalvageReport report = Recover(damaged, out byte[] output);
        byte[] expected =
        [
            .. index.Blocks.Where(isIntact).SelectMany(
                block => s_content.Skip((int)block.UncompressedOffset).Take((int)block.UncompressedSize)),
        ];
        Assert.True(expected.AsSpan().SequenceEqual(output), what + "\n" + Describe(report));
        AssertAccount(report, damaged.Length, output);
        if (isExact)
        {
            Assert.True(report.LostSize == lost, what + "\n" + Describe(report));
        }
        else
        {
            Assert.True(report.LostSize is null || report.LostSize == lost, what + "\n" + Describe(report));
        }

        return report;
    }

    /// <summary>What every account keeps to.</summary>
    private static void AssertAccount(XzSalvageReport report, long fileSize, byte[] output)
    {
        long compressed = 0;
        long? uncompressed = 0;
        long written = 0;
        foreach (XzSalvageRange range in report.Ranges)
        {
            Assert.InRange(range.CompressedOffset, compressed, fileSize);
            Assert.InRange(range.CompressedSize, 0, fileSize - range.CompressedOffset);
            compressed = range.CompressedOffset + range.CompressedSize;
            Assert.Equal(uncompressed, range.UncompressedOffset);
            uncompressed += range.UncompressedSize;
            if (range.State == XzSalvageState.Lost)
            {
                Assert.Null(range.OutputOffset);
                Assert.NotNull(range.Reason);
                Assert.NotEqual(XzError.None, range.Error);
            }
            else
            {
                Assert.Equal(written, range.OutputOffset);
                written += range.UncompressedSize!.Value;
            }
        }

        Assert.Equal(output.Length, written);
        Assert.Equal(output.Length, report.RecoveredSize);
    }

    private static bool Covers(XzIndexBlock block, long at, int count = 1) =>
        at + count > block.CompressedOffset && at < block.CompressedOffset + block.TotalSize;

    private static bool Splits(XzIndexBlock block, long at) =>
        at > block.CompressedOffset && at < block.CompressedOffset + block.TotalSize;

    private static string Describe(XzSalvageReport report) => string.Join('\n', report.Ranges);

    private static XzSalvageReport Recover(
        byte[] file, out byte[] output, XzDecompressionOptions? options = null, bool includeDamaged = false)
    {
        var destination = new MemoryStream();
        XzSalvageReport report = XzSalvage.Recover(new MemoryStream(file), destination, options, includeDamaged);
        output = destination.ToArray();
        return report;
    }

    /// <summary>A Stream of stored Blocks without sizes, of the content between the cuts.</summary>
    private static byte[] Stored(byte check, params int[] cuts)
    {
        var assembler = new XzAssembler(check);
        for (int i = 1; i < cuts.Length; i++)
        {
            assembler.Block(s_content.AsSpan(cuts[i - 1], cuts[i] - cuts[i - 1]));
        }

        return assembler.Finish();
    }

    private sealed class CountingStream(byte[] file) : MemoryStream(file)
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer);
            Count += read;
            return read;
        }
    }
}
