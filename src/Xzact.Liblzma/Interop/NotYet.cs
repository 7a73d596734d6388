using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>Texts that are read as chains, and MicroLZMA: not there yet, and said so.</summary>
internal static unsafe class NotYet
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_str_to_filters", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* StringToFilters(
        byte* text, int* errorPosition, LzmaFilter* filters, uint flags, LzmaAllocator* allocator)
    {
        if (errorPosition != null)
        {
            *errorPosition = 0;
        }

        return (byte*)Unsafe.AsPointer(
            ref MemoryMarshal.GetReference("Strings of filters are not supported by this library\0"u8));
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_microlzma_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet MicroLzmaEncoder(LzmaStream* stream, LzmaOptionsLzma* options) => LzmaRet.OptionsError;

    [UnmanagedCallersOnly(EntryPoint = "lzma_microlzma_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet MicroLzmaDecoder(
        LzmaStream* stream, ulong compressedSize, ulong uncompressedSize, byte isExact, uint dictionarySize) =>
        LzmaRet.OptionsError;
}
