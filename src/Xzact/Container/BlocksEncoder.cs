using Xzact.Coding;

namespace Xzact.Container;

/// <summary>
/// Encodes the Blocks of a Stream, those that a <see cref="BlockPlan"/> cuts the data into. After Finish nothing but a
/// reset may follow.
/// </summary>
internal abstract class BlocksEncoder : Encoder, IDisposable
{
    /// <summary>The records of the Blocks that were written out.</summary>
    public IndexBuilder Index { get; } = new();

    /// <summary>Takes the memory that the first Block needs on the caller's thread, before it comes.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Begins another Stream.</summary>
    public virtual void Reset() => Index.Reset();

    /// <summary>
    /// Encodes what follows with another chain. False in the middle of a Block, where at most lc, lp and pb can change,
    /// and that only right behind a flush.
    /// </summary>
    public abstract bool TryChange(EncoderChain chain);

    public abstract void Dispose();
}
