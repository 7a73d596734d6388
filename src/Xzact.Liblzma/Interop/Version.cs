using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>version.h: the version of liblzma whose interface and behaviour this library has.</summary>
internal static unsafe class Version
{
    private const uint Number = 50_080_032;

    /// <summary>Read-only data of the library, so that its address holds for ever.</summary>
    private static ReadOnlySpan<byte> Text => "5.8.3\0"u8;

    [UnmanagedCallersOnly(EntryPoint = "lzma_version_number", CallConvs = [typeof(CallConvCdecl)])]
    public static uint VersionNumber() => Number;

    [UnmanagedCallersOnly(EntryPoint = "lzma_version_string", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* VersionString() => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Text));
}
