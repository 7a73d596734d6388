namespace Xzact.Filters;

/// <summary>Which way a filter goes: towards the compressed file, or back.</summary>
internal enum FilterDirection
{
    /// <summary>Makes data easier to compress.</summary>
    Encode,

    /// <summary>Restores what <see cref="Encode"/> was given.</summary>
    Decode,
}

/// <summary>
/// A filter that changes bytes in place and never their number (.xz specification 1.2.1, sections 5.3.2 and 5.3.3).
/// </summary>
/// <remarks>
/// The bytes come in pieces of any size; the result does not depend on where they were cut, as long as what
/// <see cref="Convert"/> left is given again in front of the next piece.
/// </remarks>
internal abstract class SimpleFilter
{
    /// <summary>Converts as many leading bytes as it can.</summary>
    /// <param name="buffer">The bytes that follow those already converted.</param>
    /// <returns>
    /// The number of bytes that are final, 0 to the length of <paramref name="buffer"/>. The rest is unchanged; it
    /// needs more bytes behind it, and where none come, at the end of the data, it stays as it is.
    /// </returns>
    public abstract int Convert(Span<byte> buffer);

    /// <summary>Begins again at the start of the data.</summary>
    public abstract void Reset();
}
