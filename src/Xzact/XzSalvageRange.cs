namespace Xzact;

/// <summary>One line of the account of <see cref="XzSalvage"/>.</summary>
public sealed record XzSalvageRange
{
    internal XzSalvageRange()
    {
    }

    /// <summary>What became of it.</summary>
    public XzSalvageState State { get; internal init; }

    /// <summary>Where it begins in the damaged file.</summary>
    public long CompressedOffset { get; internal init; }

    /// <summary>Bytes that it takes in the damaged file.</summary>
    public long CompressedSize { get; internal init; }

    /// <summary>
    /// Where its content begins in the content of the whole file; null if the size of something lost before it is not
    /// known, or if that is 2^63 or more.
    /// </summary>
    public long? UncompressedOffset { get; internal init; }

    /// <summary>
    /// Bytes of its content; exact, from the decoded data, an intact Index or the Block Header; null if nothing tells.
    /// Zero for a damaged Index or Stream Footer, which has no content.
    /// </summary>
    public long? UncompressedSize { get; internal init; }

    /// <summary>Where its content begins in the output; null if it was not written.</summary>
    public long? OutputOffset { get; internal init; }

    /// <summary>Why it is damaged or lost; None or UnsupportedCheck otherwise.</summary>
    public XzError Error { get; internal init; }

    /// <summary>What was read, where and which rule it breaks; null if nothing did.</summary>
    public string? Reason { get; internal init; }
}
