using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Xzact.Format;
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

    [UnmanagedCallersOnly(EntryPoint = "lzma_str_to_filters", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* StringToFilters(
        byte* text, int* errorPosition, LzmaFilter* filters, uint flags, LzmaAllocator* allocator)
    {
        int position = 0;
        nint error = Border.Value(
            () => ReadText(text, filters, flags, allocator, out position), Pointer("Memory allocation failed"u8));
        if (errorPosition != null)
        {
            *errorPosition = position;
        }

        return (byte*)error;
    }

    /// <summary>Returns what is wrong. Nothing is written before all is good.</summary>
    private static nint ReadText(
        byte* text, LzmaFilter* filters, uint flags, LzmaAllocator* allocator, out int position)
    {
        position = 0;
        if (text == null || filters == null)
        {
            return Pointer("Unexpected NULL pointer argument(s) to lzma_str_to_filters()"u8);
        }

        var parser = new FilterParser(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text), flags);
        ReadOnlySpan<byte> error = parser.Read();
        position = parser.Position;
        if (!error.IsEmpty)
        {
            return Pointer(error);
        }

        LzmaFilter* made = stackalloc LzmaFilter[BlockFormat.MaxFilters + 1];
        int count = 0;
        try
        {
            foreach (CallerFilter filter in parser.Chain)
            {
                made[count] = new LzmaFilter { Id = LzmaFilter.End };
                made[count].Options = FilterWriter.Allocate(filter, allocator, keepsZero: true);
                made[count++].Id = filter.Id;
            }
        }
        catch
        {
            FreeAll(made, allocator);
            throw;
        }

        made[count++] = new LzmaFilter { Id = LzmaFilter.End };
        new Span<LzmaFilter>(made, count).CopyTo(new Span<LzmaFilter>(filters, count));
        return 0;
    }

    /// <summary>A text of the program itself, which ends with a zero byte behind its length.</summary>
    private static nint Pointer(ReadOnlySpan<byte> text) =>
        (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));

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
