using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>Reads the Index and compares it with the Blocks that were decoded (.xz specification, section 4).</summary>
internal sealed class IndexVerifier : IndexCoder
{
    private readonly IndexHash _blocks = new();
    private readonly IndexHash _records = new();
    private readonly byte[] _digest = new byte[2 * Sha256.DigestSize];

    /// <summary>Number of Blocks, and bytes of the Index's List of Records for them.</summary>
    public (ulong Count, ulong ListSize) Blocks => (_blocks.Count, _blocks.ListSize);

    /// <summary>Begins a Stream.</summary>
    public override void Reset()
    {
        base.Reset();
        _blocks.Reset();
        _records.Reset();
    }

    /// <summary>Adds a Block that was decoded; false if the Index could not hold it.</summary>
    public bool Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        if (unpaddedSize is < BlockFormat.MinUnpaddedSize or > BlockFormat.MaxUnpaddedSize)
        {
            return false;
        }

        _blocks.Append(unpaddedSize, uncompressedSize);
        return _blocks.ListSize < IndexFormat.MaxSize;
    }

    protected override string? TakeCount(ulong count) => count == _blocks.Count
        ? null
        : $"The Index counts {count} Blocks, the Stream has {_blocks.Count} (section 4.2).";

    protected override string? TakeRecord(ulong unpaddedSize, ulong uncompressedSize, bool isLast)
    {
        _records.Append(unpaddedSize, uncompressedSize);
        return !isLast || Matches() ? null : "The Index gives other sizes than the Blocks have (section 4.3).";
    }

    private bool Matches()
    {
        Span<byte> blocks = _digest.AsSpan(0, Sha256.DigestSize);
        Span<byte> records = _digest.AsSpan(Sha256.DigestSize);
        _blocks.Finish(blocks);
        _records.Finish(records);
        return blocks.SequenceEqual(records);
    }
}
