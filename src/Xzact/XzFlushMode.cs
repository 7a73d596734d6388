namespace Xzact;

/// <summary>What a flush of an encoder does. None does anything if nothing was written since the last one.</summary>
public enum XzFlushMode
{
    /// <summary>
    /// Writes everything so far so that a decoder can give all of it; the default. The Block goes on, which costs less
    /// than a new one. Where Block Headers have sizes, <see cref="XzCompressionOptions.Threads"/> being other than 1,
    /// that is not possible, and it is the same as <see cref="Full"/>. Branch converters keep up to a few bytes back.
    /// </summary>
    Sync = 0,

    /// <summary>Ends the Block and writes it: a place from which a decoder can start.</summary>
    Full,

    /// <summary>Ends the Block, as <see cref="Full"/> does, but does not wait for threads to encode it.</summary>
    Barrier,
}
