using Xzact.Container;
using Xzact.Format;

namespace Xzact.Reading;

/// <summary>
/// How far salvage has come in one Stream: the Blocks from its start on, as its Index would list them.
/// </summary>
/// <param name="start">Where the Stream begins, or what is left of it.</param>
/// <param name="position">Where its first Block is expected.</param>
/// <param name="check">Its check; null if no Stream Header tells.</param>
internal sealed class StreamWalk(long start, long position, CheckId? check)
{
    /// <summary>The checks that are tried where neither Stream Header nor Stream Footer tells.</summary>
    private static readonly CheckId[] s_checks = [CheckId.Crc64, CheckId.Crc32, CheckId.Sha256];

    private readonly List<(long Unpadded, long Uncompressed)> _blocks = [];
    private ulong _listSize;
    private bool _isBroken;

    /// <summary>Where the Stream begins.</summary>
    public long Start { get; } = start;

    /// <summary>Where to go on.</summary>
    public long Position { get; private set; } = position;

    /// <summary>The check, as soon as something tells it.</summary>
    public CheckId? Check { get; set; } = check;

    /// <summary>
    /// The checks that the next Block may have. Behind damage it may be the Block of another Stream.
    /// </summary>
    public IEnumerable<CheckId> PossibleChecks => Check is not { } known ? s_checks
        : IsDamaged ? s_checks.Where(other => other != known).Prepend(known)
        : [known];

    /// <summary>Whether something between the start and here is damaged.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Number of Blocks from the start on that are known.</summary>
    public int Count => _blocks.Count;

    /// <summary>
    /// Bytes of Index and Stream Footer if there is no further Block; null if Blocks are missing (.xz specification,
    /// sections 4 and 2.1.2).
    /// </summary>
    public long? TailSize
    {
        get
        {
            ulong fields = 1 + (ulong)Multibyte.Size((ulong)Count) + _listSize;
            ulong padded = (fields + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1UL);
            return _isBroken ? null : (long)padded + StreamFormat.Crc32Size + StreamFormat.FooterSize;
        }
    }

    /// <summary>Goes on behind a Block whose sizes are known.</summary>
    public void Add((long Unpadded, long Uncompressed) sizes, long end)
    {
        _blocks.Add(sizes);
        _listSize += (ulong)(Multibyte.Size((ulong)sizes.Unpadded) + Multibyte.Size((ulong)sizes.Uncompressed));
        Position = end;
    }

    /// <summary>Goes on behind something of which nothing is known.</summary>
    public void Skip(long end)
    {
        _isBroken = true;
        Position = end;
    }

    /// <summary>Whether an Index lists first the Blocks that are known.</summary>
    public bool Matches(XzIndex index)
    {
        if (_isBroken || index.BlockCount < Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            XzIndexBlock block = index.Blocks[i];
            if (_blocks[i] != (block.UnpaddedSize, block.UncompressedSize))
            {
                return false;
            }
        }

        return true;
    }
}
