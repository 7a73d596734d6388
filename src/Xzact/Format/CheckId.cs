namespace Xzact.Format;

/// <summary>
/// The check that a stream's blocks carry: the low four bits of the second Stream Flags byte
/// (.xz specification 1.2.1, section 2.1.1.2). The values without a name are reserved.
/// </summary>
internal enum CheckId : byte
{
    /// <summary>No check: zero bytes after each block.</summary>
    None = 0x00,

    /// <summary>CRC32 (IEEE 802.3), stored little-endian in 4 bytes.</summary>
    Crc32 = 0x01,

    /// <summary>CRC64 (ECMA-182, reflected), stored little-endian in 8 bytes.</summary>
    Crc64 = 0x04,

    /// <summary>SHA-256 (FIPS 180-4), 32 bytes.</summary>
    Sha256 = 0x0A,
}

/// <summary>What the specification fixes for each of the sixteen check IDs.</summary>
internal static class CheckIdExtensions
{
    /// <summary>The number of check IDs that the four bits can express, reserved ones included.</summary>
    public const int Count = 16;

    /// <summary>The size in bytes of the largest Check field, reserved IDs included.</summary>
    public const int MaxSize = 64;

    private static ReadOnlySpan<byte> Sizes =>
        [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

    /// <summary>The size of the Check field in bytes, 0 to 64; known for reserved IDs too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ID does not fit in four bits.</exception>
    public static int Size(this CheckId id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)id, Count, nameof(id));
        return Sizes[(int)id];
    }

    /// <summary>Whether the specification names the check, so that it can be computed and verified.</summary>
    public static bool IsSupported(this CheckId id) =>
        id is CheckId.None or CheckId.Crc32 or CheckId.Crc64 or CheckId.Sha256;
}
