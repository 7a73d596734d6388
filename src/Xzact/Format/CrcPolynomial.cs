namespace Xzact.Format;

/// <summary>
/// The generator polynomials of the two CRCs (.xz specification 1.2.1, section 6), reflected: bit 0 is the
/// coefficient of the highest power below the degree, the leading coefficient itself is implied.
/// </summary>
/// <remarks>
/// Both are held as polynomials of degree 64. The CRC32 generator P of degree 32 stands for P·x³²: since
/// (M·x³² mod P)·x³² = M·x⁶⁴ mod P·x³², a CRC of 64 bits by P·x³² is the CRC32 in its low half and zeros above it.
/// So one implementation of a 64-bit reflected CRC serves both.
/// </remarks>
internal static class CrcPolynomial
{
    /// <summary>IEEE 802.3, times x³².</summary>
    public const ulong Crc32 = 0xEDB88320;

    /// <summary>ECMA-182.</summary>
    public const ulong Crc64 = 0xC96C5795D7870F42;
}
