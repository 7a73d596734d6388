using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Interop;

/// <summary>index.h: the list itself. Iterators and coders are in the other parts of the class.</summary>
internal static unsafe partial class Index
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong MemoryUsage(ulong streams, ulong blocks) => IndexSizes.Memory(streams, blocks);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_memused", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong MemoryUsed(HandleBox* index) =>
        Ask(index, list => IndexSizes.Memory((ulong)list.Streams.Count, list.BlockCount));

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_init", CallConvs = [typeof(CallConvCdecl)])]
    public static HandleBox* Init(LzmaAllocator* allocator) => Make(() => new FileIndex(), allocator);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_end", CallConvs = [typeof(CallConvCdecl)])]
    public static void End(HandleBox* index, LzmaAllocator* allocator) => Free(index, allocator);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_append", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Append(
        HandleBox* index, LzmaAllocator* allocator, ulong unpaddedSize, ulong uncompressedSize) =>
        Change(index, list => list.Append(unpaddedSize, uncompressedSize));

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_stream_flags", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet SetStreamFlags(HandleBox* index, LzmaStreamFlags* flags) => Change(index, list =>
    {
        if (flags == null)
        {
            return LzmaRet.ProgError;
        }

        LzmaRet valid = StreamFlags.CompareFlags(flags, flags);
        if (valid != LzmaRet.Ok)
        {
            return valid;
        }

        *(LzmaStreamFlags*)list.Streams[^1].Flags = *flags;
        list.SetCheck(flags->Check);
        return LzmaRet.Ok;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_checks", CallConvs = [typeof(CallConvCdecl)])]
    public static uint Checks(HandleBox* index) => (uint)Ask(index, list => list.Checks);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_stream_padding", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet SetStreamPadding(HandleBox* index, ulong padding) =>
        Change(index, list => list.SetPadding(padding));

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_stream_count", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong StreamCount(HandleBox* index) => Ask(index, list => (ulong)list.Streams.Count);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_block_count", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong BlockCount(HandleBox* index) => Ask(index, list => list.BlockCount);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong Size(HandleBox* index) => Ask(index, list => list.Size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_stream_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong StreamSize(HandleBox* index) => Ask(index, list => list.StreamSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_total_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong TotalSize(HandleBox* index) => Ask(index, list => list.TotalSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_file_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong FileSize(HandleBox* index) => Ask(index, list => list.FileSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_uncompressed_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong UncompressedSize(HandleBox* index) => Ask(index, list => list.UncompressedSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_cat", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Concatenate(HandleBox* target, HandleBox* source, LzmaAllocator* allocator) =>
        Change(target, list =>
        {
            if (HandleBox.Open<FileIndex>(source) is not { } other || other == list)
            {
                return LzmaRet.ProgError;
            }

            LzmaRet result = list.Append(other);
            if (result == LzmaRet.Ok)
            {
                HandleBox.Free(source, allocator);
            }

            return result;
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_dup", CallConvs = [typeof(CallConvCdecl)])]
    public static HandleBox* Duplicate(HandleBox* index, LzmaAllocator* allocator) => Make(
        () =>
        {
            FileIndex list = HandleBox.Open<FileIndex>(index)!;
            FileIndex copy = list.Copy();
            ProvideFlags(copy, allocator, i => *(LzmaStreamFlags*)list.Streams[i].Flags);
            return copy;
        },
        allocator);

    /// <summary>The caller's pointer to a list; null if there is no memory.</summary>
    private static HandleBox* Make(Func<FileIndex> make, LzmaAllocator* allocator)
    {
        HandleBox* box = null;
        LzmaRet result = Border.Call(() =>
        {
            box = Wrap(make(), allocator);
            return LzmaRet.Ok;
        });
        return result == LzmaRet.Ok ? box : null;
    }

    /// <summary>The caller's pointer to a list, its Stream Flags in memory that lives as long.</summary>
    /// <exception cref="LzmaException">There is no memory.</exception>
    private static HandleBox* Wrap(FileIndex index, LzmaAllocator* allocator)
    {
        ProvideFlags(index, allocator, i => new LzmaStreamFlags
        {
            Check = index.Streams[i].Check ?? 0,
            BackwardSize = IndexSizes.Index((ulong)index.Streams[i].Blocks.Count, index.Streams[i].ListSize),
        });
        HandleBox* box = HandleBox.Make(index, allocator);
        if (box == null)
        {
            FreeFlags(index, allocator);
            throw new LzmaException(LzmaRet.MemError);
        }

        return box;
    }

    private static void Free(HandleBox* index, LzmaAllocator* allocator)
    {
        if (HandleBox.Open<FileIndex>(index) is { } list)
        {
            FreeFlags(list, allocator);
            HandleBox.Free(index, allocator);
        }
    }

    /// <summary>Gives each Stream that has none memory for its flags, with what <c>flagsOf</c> says.</summary>
    private static void ProvideFlags(FileIndex list, LzmaAllocator* allocator, Func<int, LzmaStreamFlags> flagsOf)
    {
        try
        {
            for (int i = 0; i < list.Streams.Count; i++)
            {
                if (list.Streams[i].Flags == 0)
                {
                    list.Streams[i].Flags = (nint)CallerMemory.Allocate<LzmaStreamFlags>(allocator);
                    *(LzmaStreamFlags*)list.Streams[i].Flags = flagsOf(i);
                }
            }
        }
        catch
        {
            FreeFlags(list, allocator);
            throw;
        }
    }

    private static void FreeFlags(FileIndex list, LzmaAllocator* allocator)
    {
        foreach (FileIndexStream stream in list.Streams)
        {
            if (stream.Flags != 0)
            {
                CallerMemory.Free(allocator, (void*)stream.Flags);
                stream.Flags = 0;
            }
        }
    }

    private static ulong Ask(HandleBox* index, Func<FileIndex, ulong> question) =>
        Border.Value(() => HandleBox.Open<FileIndex>(index) is { } list ? question(list) : 0, 0UL);

    private static LzmaRet Change(HandleBox* index, Func<FileIndex, LzmaRet> change) => Border.Call(
        () => HandleBox.Open<FileIndex>(index) is { } list ? change(list) : LzmaRet.ProgError);
}
