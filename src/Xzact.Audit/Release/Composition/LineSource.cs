namespace Xzact.Audit.Release.Composition;

/// <summary>What a line of a generated file was attributed to.</summary>
internal enum LineSource
{
    /// <summary>Nothing: it stands in no known part, or out of order.</summary>
    None,

    /// <summary>White space.</summary>
    Blank,

    /// <summary>The text that the tool puts around everything, whose open places hold nothing that acts.</summary>
    Frame,

    /// <summary>A part that an upstream project published.</summary>
    Known,

    /// <summary>The tag's own text.</summary>
    Tag,
}
