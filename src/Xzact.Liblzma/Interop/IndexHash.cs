using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Interop;

/// <summary>index_hash.h.</summary>
internal static unsafe class IndexHash
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_hash_init", CallConvs = [typeof(CallConvCdecl)])]
    public static HandleBox* Init(HandleBox* hash, LzmaAllocator* allocator)
    {
        HandleBox* box = hash;
        LzmaRet result = Border.Call(() =>
        {
            if (HandleBox.Open<IndexComparison>(hash) is { } comparison)
            {
                comparison.Reset();
                return LzmaRet.Ok;
            }

            box = HandleBox.Make(new IndexComparison(), allocator);
            return LzmaRet.Ok;
        });
        return result == LzmaRet.Ok ? box : null;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_hash_end", CallConvs = [typeof(CallConvCdecl)])]
    public static void End(HandleBox* hash, LzmaAllocator* allocator) => HandleBox.Free(hash, allocator);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_hash_append", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Append(HandleBox* hash, ulong unpaddedSize, ulong uncompressedSize) => Border.Call(
        () => HandleBox.Open<IndexComparison>(hash)?.Append(unpaddedSize, uncompressedSize) ?? LzmaRet.ProgError);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_hash_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Decode(HandleBox* hash, byte* input, nuint* inPosition, nuint inSize) => Border.Call(() =>
    {
        if (*inPosition >= inSize)
        {
            return LzmaRet.BufError;
        }

        if (HandleBox.Open<IndexComparison>(hash) is not { } comparison)
        {
            return LzmaRet.ProgError;
        }

        int size = (int)Math.Min(inSize - *inPosition, int.MaxValue);
        var bytes = new ReadOnlySpan<byte>(input + *inPosition, size);
        LzmaRet result = comparison.Decode(ref bytes);
        *inPosition += (nuint)(size - bytes.Length);
        return result;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_hash_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong Size(HandleBox* hash) =>
        Border.Value(() => HandleBox.Open<IndexComparison>(hash)?.Size ?? 0, 0UL);
}
