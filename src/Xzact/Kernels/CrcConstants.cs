using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Xzact.Kernels;

/// <summary>
/// What <see cref="CrcFolding"/> needs of a generator P of degree 64. All are remainders or quotients by P; a test
/// derives each of them from the polynomial.
/// </summary>
/// <remarks>
/// As everywhere in a reflected CRC, bit i of 64 is the coefficient of x⁶³⁻ⁱ. A product of two such numbers, taken as
/// 128 bits, is therefore short by one factor x, which is why the powers below are one less than one expects.
/// </remarks>
internal interface ICrcConstants
{
    /// <summary>For moving a register on by 128 bits: low lane x¹²⁸⁺⁶³ mod P, high lane x¹²⁸⁻¹ mod P.</summary>
    static abstract Vector128<ulong> Fold128 { get; }

    /// <summary>The same for 256 bits, and so on.</summary>
    static abstract Vector128<ulong> Fold256 { get; }
    static abstract Vector128<ulong> Fold384 { get; }
    static abstract Vector128<ulong> Fold512 { get; }
    static abstract Vector128<ulong> Fold768 { get; }
    static abstract Vector128<ulong> Fold1024 { get; }
    static abstract Vector128<ulong> Fold1536 { get; }
    static abstract Vector128<ulong> Fold2048 { get; }

    /// <summary>
    /// For Barrett's division: low ⌊x¹²⁸ / P⌋, high P; of both, the coefficients of x⁶⁴ (bit 0) to x (bit 63).
    /// </summary>
    static abstract Vector128<ulong> Barrett { get; }

    /// <summary>Whether P has the constant term 1, for which <see cref="Barrett"/> has no room.</summary>
    static abstract bool HasConstantTerm { get; }
}

/// <summary>
/// The constants of <see cref="Format.CrcPolynomial.Crc32"/>. Their inlining is asked for because the JIT, left to
/// itself, calls some of them within the loops.
/// </summary>
internal readonly struct Crc32Constants : ICrcConstants
{
    public static Vector128<ulong> Fold128
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x00000000AE689191UL, 0x00000000CCAA009EUL);
    }

    public static Vector128<ulong> Fold256
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x00000000F1DA05AAUL, 0x0000000081256527UL);
    }

    public static Vector128<ulong> Fold384
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x000000003DB1ECDCUL, 0x00000000AF449247UL);
    }

    public static Vector128<ulong> Fold512
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x000000008F352D95UL, 0x000000001D9513D7UL);
    }

    public static Vector128<ulong> Fold768
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x00000000DF068DC2UL, 0x0000000057C54819UL);
    }

    public static Vector128<ulong> Fold1024
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x0000000033FFF533UL, 0x00000000910EEEC1UL);
    }

    public static Vector128<ulong> Fold1536
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x00000000596C8D81UL, 0x00000000F5E48C85UL);
    }

    public static Vector128<ulong> Fold2048
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x00000000CE3371CBUL, 0x00000000E95C1271UL);
    }

    public static Vector128<ulong> Barrett
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0xB4E5B025F7011641UL, 0x00000001DB710641UL);
    }

    public static bool HasConstantTerm => false;
}

/// <summary>The constants of <see cref="Format.CrcPolynomial.Crc64"/>.</summary>
internal readonly struct Crc64Constants : ICrcConstants
{
    public static Vector128<ulong> Fold128
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0xE05DD497CA393AE4UL, 0xDABE95AFC7875F40UL);
    }

    public static Vector128<ulong> Fold256
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x60095B008A9EFA44UL, 0x3BE653A30FE1AF51UL);
    }

    public static Vector128<ulong> Fold384
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0xB5EA1AF9C013ACA4UL, 0x69A35D91C3730254UL);
    }

    public static Vector128<ulong> Fold512
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x6AE3EFBB9DD441F3UL, 0x081F6054A7842DF4UL);
    }

    public static Vector128<ulong> Fold768
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x2FE3FD2920CE82ECUL, 0xE4CE2CD55FEA0037UL);
    }

    public static Vector128<ulong> Fold1024
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x8757D71D4FCC1000UL, 0xD7D86B2AF73DE740UL);
    }

    public static Vector128<ulong> Fold1536
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x47B00921F036FF71UL, 0xB0382771EB06C453UL);
    }

    public static Vector128<ulong> Fold2048
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x8260ADF2381AD81CUL, 0xF31FD9271E228B79UL);
    }

    public static Vector128<ulong> Barrett
    {
        [MethodImpl(AggressiveInlining)]
        get => Vector128.Create(0x9C3E466C172963D5UL, 0x92D8AF2BAF0E1E85UL);
    }

    public static bool HasConstantTerm => true;
}
