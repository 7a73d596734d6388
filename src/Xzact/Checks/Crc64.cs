using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Checks;

/// <summary>CRC64 of ECMA-182, reflected: the check with ID 0x04 (.xz specification, section 6).</summary>
internal static class Crc64
{
    /// <summary>Takes <paramref name="data"/> into a CRC.</summary>
    /// <param name="crc">The CRC of everything before; 0 at the start.</param>
    /// <param name="data">The bytes that follow, any number.</param>
    /// <returns>The CRC of both.</returns>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> data) =>
        !KernelSwitch.UseSafeKernels && CrcFolding.IsSupported
            ? ~CrcFolding.Append<Crc64Constants>(~crc, data)
            : AppendByTable(crc, data);

    /// <summary>The span-only twin of the kernel.</summary>
    public static ulong AppendByTable(ulong crc, ReadOnlySpan<byte> data) => ~Table.Shared.Append(~crc, data);

    /// <summary>Apart, so that the table is made only where it is used.</summary>
    private static class Table
    {
        public static readonly CrcTable Shared = new(CrcPolynomial.Crc64);
    }
}
