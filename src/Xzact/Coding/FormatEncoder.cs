namespace Xzact.Coding;

/// <summary>Encodes a whole file of some format; can begin again with another one.</summary>
internal abstract class FormatEncoder : Encoder, IDisposable
{
    /// <summary>Whether the end was asked for, so that no more input is taken.</summary>
    public abstract bool IsEnding { get; }

    /// <summary>Whether everything was written.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>Begins another file with the same options.</summary>
    public abstract void Reset();

    /// <summary>
    /// Takes note of a length that was announced before the first byte; false if the file has no use for it.
    /// </summary>
    public virtual bool UseSourceLength(long length) => false;

    public abstract void Dispose();
}
