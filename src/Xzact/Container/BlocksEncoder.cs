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

    /// <summary>Begins another Stream.</summary>
    public virtual void Reset() => Index.Reset();

    public abstract void Dispose();
}
