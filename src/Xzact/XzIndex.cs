using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Xzact.Reading;

namespace Xzact;

/// <summary>
/// What the Indexes of a .xz file say: every Stream and every Block, where they lie and what they stand for, without
/// decoding any (.xz specification, section 4).
/// </summary>
/// <remarks>
/// Memory is sixteen bytes for each Block and about 128 for each Stream, in all never more than four times the size of
/// the file. An Index can be damaged or forged like anything else; what it says is true once the Blocks were decoded,
/// and <see cref="XzSeekableStream"/> compares them with it. An instance never changes and may be used by many threads.
/// </remarks>
public sealed class XzIndex
{
    private readonly List<XzIndexStream> _streams;
    private readonly BlockTable _table;

    internal XzIndex(List<XzIndexStream> streams, BlockTable table, long fileSize, long memoryUsage)
    {
        _streams = streams;
        _table = table;
        FileSize = fileSize;
        MemoryUsage = memoryUsage;
        Streams = streams.AsReadOnly();
        Blocks = new BlockList(this);
    }

    /// <summary>Bytes of the file: everything, Stream Padding included.</summary>
    public long FileSize { get; }

    /// <summary>Bytes that the file stands for.</summary>
    public long UncompressedSize => _streams[^1].UncompressedOffset + _streams[^1].UncompressedSize;

    /// <summary>Number of Blocks of all Streams.</summary>
    public long BlockCount => _streams[^1].FirstBlock + _streams[^1].BlockCount;

    /// <summary>Bytes of Stream Padding of all Streams (section 2.2).</summary>
    public long Padding
    {
        get
        {
            long sum = 0;
            foreach (XzIndexStream stream in _streams)
            {
                sum += stream.Padding;
            }

            return sum;
        }
    }

    /// <summary>
    /// <see cref="FileSize"/> divided by <see cref="UncompressedSize"/>; positive infinity for a file that stands for
    /// nothing.
    /// </summary>
    public double Ratio => FileSize / (double)UncompressedSize;

    /// <summary>Bytes of memory that the lists of Streams and Blocks take.</summary>
    public long MemoryUsage { get; }

    /// <summary>The Streams in their order, at least one.</summary>
    public IReadOnlyList<XzIndexStream> Streams { get; }

    /// <summary>The Blocks of all Streams in their order.</summary>
    public IReadOnlyList<XzIndexBlock> Blocks { get; }

    /// <summary>Reads the Indexes of a file.</summary>
    /// <param name="stream">The file, from its first byte to its last; its position is changed.</param>
    /// <param name="memoryLimit">Most bytes for the lists of Streams and Blocks; 0 for any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read or cannot seek.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="memoryLimit"/> is negative.</exception>
    /// <exception cref="InvalidDataException">The file is not .xz, or damaged or incomplete.</exception>
    /// <exception cref="IOException">The file is not supported or over the limit.</exception>
    public static XzIndex Read(Stream stream, long memoryLimit = 0)
    {
        FileIndexReader reader = Start(stream, memoryLimit);
        reader.Run(stream);
        return reader.Index ?? throw reader.Failure!.ToException();
    }

    /// <inheritdoc cref="Read"/>
    /// <param name="stream">The file, from its first byte to its last; its position is changed.</param>
    /// <param name="memoryLimit">Most bytes for the lists of Streams and Blocks; 0 for any.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async ValueTask<XzIndex> ReadAsync(
        Stream stream, long memoryLimit = 0, CancellationToken cancellationToken = default)
    {
        FileIndexReader reader = Start(stream, memoryLimit);
        await reader.RunAsync(stream, cancellationToken).ConfigureAwait(false);
        return reader.Index ?? throw reader.Failure!.ToException();
    }

    /// <summary>Reads the Indexes of a file, and says why if that fails.</summary>
    /// <param name="stream">The file, from its first byte to its last; its position is changed.</param>
    /// <param name="memoryLimit">Most bytes for the lists of Streams and Blocks; 0 for any.</param>
    /// <param name="index">The result; null if the file is not .xz, damaged, not supported or over the limit.</param>
    /// <param name="error">Why there is no result.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read or cannot seek.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="memoryLimit"/> is negative.</exception>
    public static bool TryRead(
        Stream stream, long memoryLimit, [NotNullWhen(true)] out XzIndex? index, out XzError error)
    {
        FileIndexReader reader = Start(stream, memoryLimit);
        reader.Run(stream);
        index = reader.Index;
        error = reader.Failure?.Error ?? XzError.None;
        return index is not null;
    }

    /// <summary>Finds the Block that stands for a byte; the time is logarithmic in the number of Blocks.</summary>
    /// <param name="uncompressedOffset">Offset of the byte in what the file stands for.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The offset is negative or not less than <see cref="UncompressedSize"/>.
    /// </exception>
    public XzIndexBlock Find(long uncompressedOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(uncompressedOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(uncompressedOffset, UncompressedSize);

        // Of several Streams that begin at one offset all but the last are empty.
        XzIndexStream stream = _streams[LastStream(candidate => candidate.UncompressedOffset, uncompressedOffset)];
        int place = _table.Find(
            stream.TableStart, (int)stream.BlockCount, uncompressedOffset - stream.UncompressedOffset);
        return BlockAt(stream, place - stream.TableStart);
    }

    private static FileIndexReader Start(Stream stream, long memoryLimit)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(memoryLimit);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and able to seek.", nameof(stream));
        }

        return new FileIndexReader(stream.Length, keepsBlocks: true, memoryLimit);
    }

    private int LastStream(Func<XzIndexStream, long> start, long offset)
    {
        int low = 0;
        int high = _streams.Count - 1;
        while (low < high)
        {
            int middle = high - ((high - low) / 2);
            if (start(_streams[middle]) <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private XzIndexBlock BlockAt(XzIndexStream stream, int number) => new(
        stream,
        stream.FirstBlock + number,
        number == 0 ? default : _table[stream.TableStart + number - 1],
        _table[stream.TableStart + number]);

    /// <summary>The Blocks as a list, each made from the table when it is asked for.</summary>
    private sealed class BlockList(XzIndex index) : IReadOnlyList<XzIndexBlock>
    {
        public int Count => index._table.Count;

        public XzIndexBlock this[int number]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(number);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
                XzIndexStream stream = index._streams[index.LastStream(candidate => candidate.FirstBlock, number)];
                return index.BlockAt(stream, (int)(number - stream.FirstBlock));
            }
        }

        public IEnumerator<XzIndexBlock> GetEnumerator()
        {
            if (Count == 0)
            {
                yield break;
            }

            foreach (XzIndexStream stream in index._streams)
            {
                for (int i = 0; i < stream.BlockCount; i++)
                {
                    yield return index.BlockAt(stream, i);
                }
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
