using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Checks;

/// <summary>CRC32 of IEEE 802.3: headers, index and the check with ID 0x01 (.xz specification, section 6).</summary>
internal static class Crc32
{
    /// <summary>Takes <paramref name="data"/> into a CRC.</summary>
    /// <param name="crc">The CRC of everything before; 0 at the start.</param>
    /// <param name="data">The bytes that follow, any number.</param>
    /// <returns>The CRC of both.</returns>
    public static uint Append(uint crc, ReadOnlySpan<byte> data) =>
        !KernelSwitch.UseSafeKernels && CrcFolding.IsSupported
            ? ~(uint)CrcFolding.Append<Crc32Constants>(~crc, data)
            : AppendByTable(crc, data);

    /// <summary>The span-only twin of the kernel.</summary>
    public static uint AppendByTable(uint crc, ReadOnlySpan<byte> data) =>
        ~(uint)Table.Shared.Append(~crc, data);

    /// <summary>Apart, so that the table is made only where it is used.</summary>
    private static class Table
    {
        public static readonly CrcTable Shared = new(CrcPolynomial.Crc32);
    }
}
