using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;

namespace Xzact.Liblzma.Interop;

/// <summary>bcj.h: branch converters in one call and in place. The result is how many bytes are converted.</summary>
internal static unsafe class Bcj
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_arm64_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Arm64Encode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.Arm64, FilterDirection.Encode, start, buffer, size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_arm64_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Arm64Decode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.Arm64, FilterDirection.Decode, start, buffer, size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_riscv_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint RiscVEncode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.RiscV, FilterDirection.Encode, start, buffer, size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_riscv_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint RiscVDecode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.RiscV, FilterDirection.Decode, start, buffer, size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_x86_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint X86Encode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.X86, FilterDirection.Encode, start, buffer, size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_bcj_x86_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint X86Decode(uint start, byte* buffer, nuint size) =>
        Convert(FilterId.X86, FilterDirection.Decode, start, buffer, size);

    private static nuint Convert(FilterId id, FilterDirection direction, uint start, byte* buffer, nuint size) =>
        Border.Value(
            () =>
            {
                uint aligned = start - (start % BranchFormat.Alignment(id));
                SimpleFilter filter = FilterChain.Create(new FilterFlags(id, aligned), direction);
                nuint done = 0;
                while (done < size)
                {
                    int piece = (int)Math.Min(size - done, int.MaxValue);
                    int converted = filter.Convert(new Span<byte>(buffer + done, piece));
                    done += (nuint)converted;
                    if (piece < int.MaxValue || converted == 0)
                    {
                        break;
                    }
                }

                return done;
            },
            (nuint)0);
}
