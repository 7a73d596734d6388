using Xzact.Container;
using Xzact.Format;
using Xzact.Reading;

namespace Xzact.Liblzma.Indexes;

/// <summary>One Stream of a <see cref="FileIndex"/>.</summary>
internal sealed class FileIndexStream
{
    /// <summary>Number in the file, from 1 on.</summary>
    public ulong Number { get; set; }

    /// <summary>Where it begins in the file.</summary>
    public ulong CompressedOffset { get; set; }

    /// <summary>Where what it stands for begins.</summary>
    public ulong UncompressedOffset { get; set; }

    /// <summary>Number of Blocks in the Streams before it.</summary>
    public ulong BlocksBefore { get; set; }

    /// <summary>The Blocks: where each ends.</summary>
    public BlockTable Blocks { get; init; } = new();

    /// <summary>Bytes of the records of its Index.</summary>
    public ulong ListSize { get; set; }

    /// <summary>Bytes of Stream Padding behind it.</summary>
    public ulong Padding { get; set; }

    /// <summary>The check, if somebody told; one bit of <see cref="FileIndex.Checks"/>.</summary>
    public uint? Check { get; set; }

    /// <summary>The caller's memory for the Stream Flags, which are in it once <see cref="Check"/> is known.</summary>
    public nint Flags { get; set; }

    /// <summary>Where the last Block ends.</summary>
    public BlockEnd End => Blocks.Count == 0 ? default : Blocks[Blocks.Count - 1];

    /// <summary>Bytes of all Blocks.</summary>
    public ulong BlocksSize => IndexSizes.Padded((ulong)End.Unpadded);

    /// <summary>Bytes from its header to its footer.</summary>
    public ulong Size => SizeWith(BlocksSize, (ulong)Blocks.Count, ListSize);

    /// <summary>Bytes of a Stream with such Blocks.</summary>
    public static ulong SizeWith(ulong blocksSize, ulong count, ulong listSize) =>
        StreamFormat.HeaderSize + blocksSize + IndexSizes.Index(count, listSize) + StreamFormat.FooterSize;
}

/// <summary>The list of Streams and Blocks of a file: <c>lzma_index</c>.</summary>
internal sealed class FileIndex
{
    private readonly List<FileIndexStream> _streams = [new() { Number = 1 }];

    /// <summary>Checks of the Streams that came from <see cref="Append(FileIndex)"/> and stand before the
    /// last.</summary>
    private uint _checks;

    /// <summary>The Streams, at least one.</summary>
    public IReadOnlyList<FileIndexStream> Streams => _streams;

    /// <summary>Number of Blocks.</summary>
    public ulong BlockCount { get; private set; }

    /// <summary>Bytes that all Blocks stand for.</summary>
    public ulong UncompressedSize { get; private set; }

    /// <summary>Bytes of all Blocks.</summary>
    public ulong TotalSize { get; private set; }

    /// <summary>Bytes of all records, as if they were of one Stream.</summary>
    public ulong ListSize { get; private set; }

    /// <summary>Bytes of the Index, as if all Blocks were of one Stream.</summary>
    public ulong Size => IndexSizes.Index(BlockCount, ListSize);

    /// <summary>Bytes of the Stream, as if all Blocks were of one.</summary>
    public ulong StreamSize => FileIndexStream.SizeWith(TotalSize, BlockCount, ListSize);

    /// <summary>Bytes of the file.</summary>
    public ulong FileSize => Last.CompressedOffset + Last.Size + Last.Padding;

    /// <summary>A bit for the ID of each check that is known to be used.</summary>
    public uint Checks => _checks | BitOf(Last);

    private FileIndexStream Last => _streams[^1];

    /// <summary>The list of a file that was read.</summary>
    /// <exception cref="LzmaException">It is too large.</exception>
    public static FileIndex Of(XzIndex file)
    {
        FileIndex? all = null;
        foreach (XzIndexStream stream in file.Streams)
        {
            var one = new FileIndex();
            one.Last.Check = (uint)stream.CheckId;
            for (long i = 0; i < stream.BlockCount; i++)
            {
                XzIndexBlock block = file.Blocks[(int)(stream.FirstBlock + i)];
                Require(one.Append((ulong)block.UnpaddedSize, (ulong)block.UncompressedSize));
            }

            Require(one.SetPadding((ulong)stream.Padding));
            Require(all is null ? LzmaRet.Ok : all.Append(one));
            all ??= one;
        }

        return all!;
    }

    /// <summary>Adds a Block to the last Stream.</summary>
    public LzmaRet Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        if (unpaddedSize is < BlockFormat.MinUnpaddedSize or > BlockFormat.MaxUnpaddedSize
            || uncompressedSize > MultibyteFormat.MaxValue)
        {
            return LzmaRet.ProgError;
        }

        // Each is below 2^63 and so are the sums before, so that none of these wraps.
        ulong end = Last.BlocksSize + unpaddedSize;
        ulong uncompressedEnd = (ulong)Last.End.Uncompressed + uncompressedSize;
        ulong record = IndexSizes.Record(unpaddedSize, uncompressedSize);
        if (uncompressedEnd > MultibyteFormat.MaxValue
            || end > BlockFormat.MaxUnpaddedSize
            || FileSizeWith(end, record) > MultibyteFormat.MaxValue
            || IndexSizes.Index(BlockCount + 1, ListSize + record) > IndexFormat.MaxSize)
        {
            return LzmaRet.DataError;
        }

        Last.Blocks.Add(new BlockEnd((long)end, (long)uncompressedEnd));
        Last.ListSize += record;
        BlockCount++;
        ListSize += record;
        TotalSize += IndexSizes.Padded(unpaddedSize);
        UncompressedSize += uncompressedSize;
        return LzmaRet.Ok;
    }

    /// <summary>Tells the check of the last Stream.</summary>
    public void SetCheck(uint check) => Last.Check = check;

    /// <summary>Says how many bytes of Stream Padding follow the last Stream.</summary>
    public LzmaRet SetPadding(ulong padding)
    {
        if (padding > MultibyteFormat.MaxValue || padding % StreamFormat.Alignment != 0)
        {
            return LzmaRet.ProgError;
        }

        if (FileSize - Last.Padding + padding > MultibyteFormat.MaxValue)
        {
            return LzmaRet.DataError;
        }

        Last.Padding = padding;
        return LzmaRet.Ok;
    }

    /// <summary>Adds the Streams of another list, which is not used any more.</summary>
    public LzmaRet Append(FileIndex other)
    {
        ulong fileSize = FileSize;
        if (fileSize + other.FileSize > MultibyteFormat.MaxValue
            || UncompressedSize + other.UncompressedSize > MultibyteFormat.MaxValue
            || IndexSizes.Padded(IndexSizes.Unpadded(BlockCount, ListSize)
                + IndexSizes.Unpadded(other.BlockCount, other.ListSize)) > IndexFormat.MaxSize)
        {
            return LzmaRet.DataError;
        }

        _checks = Checks | other._checks;
        ulong streams = (ulong)_streams.Count;
        foreach (FileIndexStream stream in other._streams)
        {
            stream.Number += streams;
            stream.CompressedOffset += fileSize;
            stream.UncompressedOffset += UncompressedSize;
            stream.BlocksBefore += BlockCount;
            _streams.Add(stream);
        }

        BlockCount += other.BlockCount;
        ListSize += other.ListSize;
        TotalSize += other.TotalSize;
        UncompressedSize += other.UncompressedSize;
        return LzmaRet.Ok;
    }

    /// <summary>A list with the same content, without the caller's memory.</summary>
    public FileIndex Copy()
    {
        var copy = new FileIndex
        {
            _checks = _checks,
            BlockCount = BlockCount,
            ListSize = ListSize,
            TotalSize = TotalSize,
            UncompressedSize = UncompressedSize,
        };
        copy._streams.Clear();
        foreach (FileIndexStream stream in _streams)
        {
            var other = new FileIndexStream
            {
                Number = stream.Number,
                CompressedOffset = stream.CompressedOffset,
                UncompressedOffset = stream.UncompressedOffset,
                BlocksBefore = stream.BlocksBefore,
                ListSize = stream.ListSize,
                Padding = stream.Padding,
                Check = stream.Check,
            };
            for (int i = 0; i < stream.Blocks.Count; i++)
            {
                other.Blocks.Add(stream.Blocks[i]);
            }

            copy._streams.Add(other);
        }

        return copy;
    }

    /// <summary>The sizes of each Block, in order.</summary>
    public IEnumerable<(ulong Unpadded, ulong Uncompressed)> Records()
    {
        foreach (FileIndexStream stream in _streams)
        {
            BlockEnd before = default;
            for (int i = 0; i < stream.Blocks.Count; i++)
            {
                BlockEnd end = stream.Blocks[i];
                yield return (
                    (ulong)end.Unpadded - IndexSizes.Padded((ulong)before.Unpadded),
                    (ulong)(end.Uncompressed - before.Uncompressed));
                before = end;
            }
        }
    }

    /// <summary>The Index of all Blocks in one Stream, from its indicator to its CRC32.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        var builder = new IndexBuilder();
        foreach ((ulong unpadded, ulong uncompressed) in Records())
        {
            builder.Append(unpadded, uncompressed);
        }

        return builder.Build();
    }

    private static void Require(LzmaRet result)
    {
        if (result != LzmaRet.Ok)
        {
            throw new LzmaException(result);
        }
    }

    private static uint BitOf(FileIndexStream stream) => stream.Check is { } check ? 1U << (int)check : 0;

    /// <summary>Bytes of the file with one more Block in the last Stream.</summary>
    private ulong FileSizeWith(ulong end, ulong record)
    {
        ulong size = FileIndexStream.SizeWith(
            IndexSizes.Padded(end), (ulong)Last.Blocks.Count + 1, Last.ListSize + record);
        return size > MultibyteFormat.MaxValue ? size : Last.CompressedOffset + size + Last.Padding;
    }
}
