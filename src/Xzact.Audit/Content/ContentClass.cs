namespace Xzact.Audit.Content;

/// <summary>What content is, by its bytes.</summary>
public enum ContentClass
{
    /// <summary>No bytes.</summary>
    Empty,

    /// <summary>Text in UTF-8, UTF-16 or an eight-bit character set.</summary>
    Text,

    /// <summary>Text whose first line names its interpreter.</summary>
    Script,

    /// <summary>What a linker, a loader or a virtual machine takes.</summary>
    ObjectCode,

    /// <summary>Files in a container.</summary>
    Archive,

    /// <summary>A compressed stream.</summary>
    Compressed,

    /// <summary>A picture, sound or font.</summary>
    Media,

    /// <summary>Data or a document of a known format.</summary>
    Data,

    /// <summary>Of a format that has a name here and no reader.</summary>
    Unread,

    /// <summary>None of these.</summary>
    Opaque,
}
