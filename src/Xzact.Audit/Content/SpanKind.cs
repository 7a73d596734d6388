namespace Xzact.Audit.Content;

/// <summary>How a format accounts for a range of bytes.</summary>
public enum SpanKind
{
    /// <summary>The format's own: headers, lengths, tables, checks.</summary>
    Structure,

    /// <summary>What the format carries.</summary>
    Content,

    /// <summary>Zero bytes that carry nothing.</summary>
    Padding,

    /// <summary>A part with a correct frame whose type the format does not define; programs pass over it.</summary>
    UnknownPart,

    /// <summary>Bytes between parts that nothing refers to.</summary>
    Gap,

    /// <summary>Bytes after the end of the format.</summary>
    AfterEnd,

    /// <summary>Bytes that the format has a place for and that break its rules.</summary>
    Damaged,

    /// <summary>Bytes of a format that is not known, or not read to its end.</summary>
    Unread,
}
