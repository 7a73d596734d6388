using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Liblzma.Interop;

/// <summary>check.h.</summary>
internal static unsafe class Check
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_check_is_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static byte IsSupported(uint check) => IsKnown(check) ? (byte)1 : (byte)0;

    [UnmanagedCallersOnly(EntryPoint = "lzma_check_size", CallConvs = [typeof(CallConvCdecl)])]
    public static uint Size(uint check) =>
        check < CheckIdExtensions.Count ? (uint)((CheckId)check).Size() : uint.MaxValue;

    [UnmanagedCallersOnly(EntryPoint = "lzma_crc32", CallConvs = [typeof(CallConvCdecl)])]
    public static uint Crc32Of(byte* buffer, nuint size, uint crc)
    {
        foreach (ReadOnlySpan<byte> piece in new CallerBytes(buffer, size))
        {
            crc = Crc32.Append(crc, piece);
        }

        return crc;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_crc64", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong Crc64Of(byte* buffer, nuint size, ulong crc)
    {
        foreach (ReadOnlySpan<byte> piece in new CallerBytes(buffer, size))
        {
            crc = Crc64.Append(crc, piece);
        }

        return crc;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_get_check", CallConvs = [typeof(CallConvCdecl)])]
    public static uint GetCheck(LzmaStream* stream) =>
        Border.Value(() => (uint)(Border.StateOf(stream)?.Coder?.Check ?? CheckId.None), 0U);

    /// <summary>Whether a check can be computed.</summary>
    public static bool IsKnown(uint check) => check < CheckIdExtensions.Count && ((CheckId)check).IsSupported();
}
