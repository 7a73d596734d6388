using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>base.h.</summary>
internal static unsafe class Base
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_code", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Code(LzmaStream* stream, uint action)
    {
        StreamState? state = Border.StateOf(stream);
        if (state?.Coder is not { } coder
            || (stream->NextIn == null && stream->AvailIn != 0)
            || (stream->NextOut == null && stream->AvailOut != 0)
            || action > (uint)LzmaAction.FullBarrier
            || ((uint)coder.Actions & (1U << (int)action)) == 0)
        {
            return LzmaRet.ProgError;
        }

        bool wantsMore = stream->ReservedPtr1 != null || stream->ReservedPtr2 != null
            || stream->ReservedPtr3 != null || stream->ReservedPtr4 != null
            || stream->ReservedInt2 != 0 || stream->ReservedInt3 != 0 || stream->ReservedInt4 != 0
            || stream->ReservedEnum1 != 0 || stream->ReservedEnum2 != 0;
        return wantsMore ? LzmaRet.OptionsError : state.Code(stream, (LzmaAction)action);
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_end", CallConvs = [typeof(CallConvCdecl)])]
    public static void End(LzmaStream* stream) => Border.End(stream);

    [UnmanagedCallersOnly(EntryPoint = "lzma_get_progress", CallConvs = [typeof(CallConvCdecl)])]
    public static void GetProgress(LzmaStream* stream, ulong* input, ulong* output)
    {
        (ulong read, ulong written) = Border.Value(
            () => Border.StateOf(stream)?.Coder?.Progress(stream->TotalIn, stream->TotalOut)
                ?? (stream->TotalIn, stream->TotalOut),
            (stream->TotalIn, stream->TotalOut));
        *input = read;
        *output = written;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong MemoryUsage(LzmaStream* stream) =>
        Border.Value(() => Border.StateOf(stream)?.Coder?.MemoryUsage ?? 0, 0UL);

    [UnmanagedCallersOnly(EntryPoint = "lzma_memlimit_get", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong MemoryLimit(LzmaStream* stream) =>
        Border.Value(() => Border.StateOf(stream)?.Coder?.MemoryLimit ?? 0, 0UL);

    [UnmanagedCallersOnly(EntryPoint = "lzma_memlimit_set", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet SetMemoryLimit(LzmaStream* stream, ulong limit) => Border.Call(
        () => Border.StateOf(stream)?.Coder?.SetMemoryLimit(Math.Max(1, limit)) ?? LzmaRet.ProgError);
}
