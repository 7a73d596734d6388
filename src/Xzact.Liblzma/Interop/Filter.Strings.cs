using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Interop;

internal static unsafe partial class Filter
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_str_from_filters", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StringFromFilters(byte** text, LzmaFilter* filters, uint flags, LzmaAllocator* allocator) =>
        GiveText(text, allocator, () => FilterReader.Read(filters) is { } chain
            ? FilterTexts.Of(chain, flags)
            : throw new LzmaException(LzmaRet.ProgError));

    [UnmanagedCallersOnly(EntryPoint = "lzma_str_list_filters", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StringListFilters(byte** text, ulong id, uint flags, LzmaAllocator* allocator) =>
        GiveText(text, allocator, () => FilterTexts.List(id, flags));

    /// <summary>The caller frees the text.</summary>
    private static LzmaRet GiveText(byte** target, LzmaAllocator* allocator, Func<string> make)
    {
        if (target == null)
        {
            return LzmaRet.ProgError;
        }

        *target = null;
        return Border.Call(() =>
        {
            byte[] text = Encoding.ASCII.GetBytes(make() + '\0');
            var memory = (byte*)CallerMemory.Allocate(allocator, (nuint)text.Length);
            if (memory == null)
            {
                return LzmaRet.MemError;
            }

            text.CopyTo(new Span<byte>(memory, text.Length));
            *target = memory;
            return LzmaRet.Ok;
        });
    }
}
