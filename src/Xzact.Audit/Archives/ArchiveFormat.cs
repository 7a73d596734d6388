using System.Runtime.InteropServices;

namespace Xzact.Audit.Archives;

/// <summary>The format that holds the members.</summary>
public enum ArchiveContainer
{
    /// <summary>tar: v7, ustar, GNU or pax.</summary>
    Tar,

    /// <summary>zip, with or without zip64.</summary>
    Zip,

    /// <summary>cpio, the payload of an RPM package.</summary>
    Cpio,
}

/// <summary>The compression around the whole container.</summary>
public enum ArchiveCompression
{
    /// <summary>None; a zip compresses its members one by one and belongs here.</summary>
    None,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>.xz.</summary>
    Xz,

    /// <summary>.lz, of lzip.</summary>
    Lzip,

    /// <summary>.zst.</summary>
    Zstandard,
}

/// <summary>What an archive is, found from its content and never from its name.</summary>
/// <param name="Container">The format that holds the members.</param>
/// <param name="Compression">The compression around it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ArchiveFormat(ArchiveContainer Container, ArchiveCompression Compression)
{
    /// <summary>Returns the customary file name ending without its dot, such as <c>tar.gz</c>.</summary>
    public override string ToString()
    {
        string container = Container switch
        {
            ArchiveContainer.Zip => "zip",
            ArchiveContainer.Cpio => "cpio",
            _ => "tar",
        };
        return Compression switch
        {
            ArchiveCompression.Gzip => container + ".gz",
            ArchiveCompression.Bzip2 => container + ".bz2",
            ArchiveCompression.Xz => container + ".xz",
            ArchiveCompression.Lzip => container + ".lz",
            ArchiveCompression.Zstandard => container + ".zst",
            _ => container,
        };
    }
}
