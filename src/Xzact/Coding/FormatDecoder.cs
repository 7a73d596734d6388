namespace Xzact.Coding;

/// <summary>
/// Decodes a whole file of some format. Only the caller knows where the file ends, and says so with
/// <see cref="Finish"/>.
/// </summary>
internal abstract class FormatDecoder : Coder, IDisposable
{
    /// <summary>
    /// Whether the first Stream or member is all: decoding ends behind it, and what follows is not touched.
    /// </summary>
    public bool SingleStream { get; set; }

    /// <summary>True if there was a check that could not be verified.</summary>
    public virtual bool HasUnsupportedCheck => false;

    /// <summary>
    /// Bytes behind the end of the data that were taken before it was known that they do not belong to it.
    /// </summary>
    public virtual int Excess => 0;

    /// <summary>Working memory in bytes that the data last asked for, allowed or not.</summary>
    public abstract long MemoryNeeded { get; }

    /// <summary>True while no byte was read.</summary>
    public abstract bool IsAtStart { get; }

    /// <summary>What threads have under way; may be asked for at any time by the thread that decodes.</summary>
    public virtual PendingBytes Pending => default;

    /// <summary>Whether the data is whole as far as it was read, so that it may end here.</summary>
    public virtual bool MayEndHere => false;

    /// <summary>
    /// After a failure for want of memory: takes it back, so that the next call goes on where the decoder stands.
    /// </summary>
    public virtual void GoOn() => ClearFailure();

    /// <summary>Begins again with another file.</summary>
    public abstract void Reset();

    /// <summary>Says that no input follows: End if the file is complete, else Failed.</summary>
    public abstract CoderStatus Finish();

    public abstract void Dispose();
}
