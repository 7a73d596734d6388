namespace Xzact.Audit.Content;

/// <summary>The ways in which content breaks the rules of its format.</summary>
public enum DamageKind
{
    /// <summary>It ends too soon.</summary>
    Truncated,

    /// <summary>A header, table or other structure is malformed.</summary>
    Structure,

    /// <summary>A check of headers or tables does not match.</summary>
    StructureCheck,

    /// <summary>A check of the content does not match.</summary>
    ContentCheck,

    /// <summary>Compressed data cannot be decoded.</summary>
    CompressedData,

    /// <summary>It asks for something that no reader here has, or that the format does not define.</summary>
    Unsupported,

    /// <summary>It is over a limit, so that it was not read to its end.</summary>
    OverLimit,
}

/// <summary>One place where content breaks the rules of its format.</summary>
/// <param name="Kind">In what way.</param>
/// <param name="Offset">Where it was noticed, in bytes from 0.</param>
/// <param name="Reason">What was read and which rule it breaks.</param>
public sealed record ContentDamage(DamageKind Kind, long Offset, string Reason);
