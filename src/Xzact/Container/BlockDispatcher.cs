using Xzact.Format;

namespace Xzact.Container;

/// <summary>What a <see cref="BlockDispatcher"/> says to a Block.</summary>
internal enum DispatchAnswer
{
    /// <summary>The Block's bytes are to be given to <see cref="BlockDispatcher.Collect"/>.</summary>
    Taken,

    /// <summary>Not yet: too much is under way.</summary>
    Later,

    /// <summary>The Block must be decoded in place, once nothing is under way.</summary>
    Refused,
}

/// <summary>What must be known of a Block to decode it apart from its Stream.</summary>
/// <param name="Header">Its header, which is allowed by all limits.</param>
/// <param name="Check">The check of its Stream.</param>
/// <param name="VerifiesCheck">Whether it is compared.</param>
/// <param name="DataOffset">Byte offset behind the header in the compressed data.</param>
internal sealed record DispatchedBlock(BlockHeader Header, CheckId Check, bool VerifiesCheck, long DataOffset)
{
    /// <summary>Whether its header has both sizes.</summary>
    public bool HasSizes => Header.CompressedSize is not null && Header.UncompressedSize is not null;
}

/// <summary>What a <see cref="BlockDispatcher"/> says to bytes of a Block.</summary>
internal enum CollectAnswer
{
    /// <summary>All input belongs to the Block, and more is needed.</summary>
    More,

    /// <summary>The Block is whole.</summary>
    Whole,

    /// <summary>The Block is damaged so that its end cannot be found; its decoder will fail.</summary>
    Broken,

    /// <summary>Not yet: too much is under way.</summary>
    Later,

    /// <summary>The Block must be decoded in place: first what was collected, <see cref="BlockDispatcher.Held"/>.
    /// Nothing is under way.</summary>
    GivenBack,
}

/// <summary>Takes Blocks off a <see cref="StreamDecoder"/> to decode them elsewhere.</summary>
internal abstract class BlockDispatcher
{
    /// <summary>Whether everything that was taken is decoded and handed out.</summary>
    public abstract bool IsIdle { get; }

    /// <summary>Asks whether a Block is taken.</summary>
    public abstract DispatchAnswer Offer(DispatchedBlock block);

    /// <summary>A Block is decoded in place: memory that is not in use is given back.</summary>
    public abstract void StandAside();

    /// <summary>Takes the compressed bytes of the Block, its padding and its check.</summary>
    public abstract CollectAnswer Collect(ref ReadOnlySpan<byte> input);

    /// <summary>The sizes of the data of the Block that was collected last.</summary>
    public abstract (ulong Compressed, ulong Uncompressed) CollectedSizes { get; }

    /// <summary>The first bytes of a Block that was collected and must be decoded in place; empty if there are
    /// none.</summary>
    public abstract ReadOnlySpan<byte> Held { get; }

    /// <summary>So many of <see cref="Held"/> were decoded.</summary>
    public abstract void RemoveHeld(int count);
}
