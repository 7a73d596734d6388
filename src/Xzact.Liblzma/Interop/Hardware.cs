using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>hardware.h. Limits of control groups do not count.</summary>
internal static unsafe class Hardware
{
    private const int PageSize = 30;
    private const int PhysicalPages = 85;

    /// <summary>Bytes of a mask for 64 Ki processors.</summary>
    private const int MaskSize = 1 << 13;

    [UnmanagedCallersOnly(EntryPoint = "lzma_physmem", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong PhysicalMemory()
    {
        nint pageSize = LibC.SystemConfiguration(PageSize);
        nint pages = LibC.SystemConfiguration(PhysicalPages);
        return pageSize <= 0 || pages <= 0 ? 0 : (ulong)pageSize * (ulong)pages;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_cputhreads", CallConvs = [typeof(CallConvCdecl)])]
    public static uint ProcessorThreads() => Border.Value(CountProcessors, 0U);

    [MethodImpl(MethodImplOptions.NoInlining)] // a stack buffer: see Border
    private static uint CountProcessors()
    {
        ulong* mask = stackalloc ulong[MaskSize / sizeof(ulong)];
        new Span<byte>(mask, MaskSize).Clear();
        if (LibC.GetAffinity(0, MaskSize, (byte*)mask) != 0)
        {
            return 0;
        }

        int count = 0;
        for (int i = 0; i < MaskSize / sizeof(ulong); i++)
        {
            count += BitOperations.PopCount(mask[i]);
        }

        return (uint)count;
    }
}
