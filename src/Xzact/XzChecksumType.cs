namespace Xzact;

/// <summary>
/// The integrity check that an encoder stores after each Block. The numbers are not those of the format.
/// </summary>
public enum XzChecksumType
{
    /// <summary>No check: damage may go unnoticed.</summary>
    None = 0,

    /// <summary>CRC32, four bytes.</summary>
    Crc32 = 1,

    /// <summary>CRC64, eight bytes; the default.</summary>
    Crc64 = 2,

    /// <summary>SHA-256, thirty-two bytes.</summary>
    Sha256 = 3,
}
