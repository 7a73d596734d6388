using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <content>What concerns several Blocks and the Index.</content>
internal static unsafe partial class LiblzmaNative
{
    /// <summary>Offset of <c>seek_pos</c> in <c>lzma_stream</c>.</summary>
    internal const int SeekPositionOffset = 96;

    /// <summary><c>lzma_mt</c>, 128 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    internal struct ThreadedOptions
    {
        internal uint Flags;
        internal uint Threads;
        internal ulong BlockSize;
        internal uint Timeout;
        internal uint Preset;
        internal Filter* Filters;
        internal uint Check;
    }

    /// <summary>The fields of <c>lzma_stream_flags</c> that are read here.</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct StreamFlags
    {
        [FieldOffset(16)]
        internal uint Check;
    }

    /// <summary><c>lzma_index_iter</c>, 304 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 304)]
    internal struct IndexIterator
    {
        [FieldOffset(0)]
        internal StreamFlags* Flags;

        /// <summary>Number, blocks, offsets, sizes and padding of the Stream.</summary>
        [FieldOffset(32)]
        internal fixed long Stream[7];

        /// <summary>
        /// Number in the file, offsets in the file, number in the Stream, offsets in the Stream, uncompressed, unpadded
        /// and total size of the Block.
        /// </summary>
        [FieldOffset(120)]
        internal fixed long Block[9];
    }

    [LibraryImport(Library, EntryPoint = "lzma_stream_encoder_mt")]
    internal static partial LiblzmaStatus ThreadedEncoder(CoderStream* stream, ThreadedOptions* options);

    [LibraryImport(Library, EntryPoint = "lzma_file_info_decoder")]
    internal static partial LiblzmaStatus FileInfoDecoder(
        CoderStream* stream, void** index, ulong memoryLimit, ulong fileSize);

    [LibraryImport(Library, EntryPoint = "lzma_index_end")]
    internal static partial void IndexEnd(void* index, void* allocator);

    [LibraryImport(Library, EntryPoint = "lzma_index_iter_init")]
    internal static partial void IndexIteratorInit(IndexIterator* iterator, void* index);

    [LibraryImport(Library, EntryPoint = "lzma_index_iter_next")]
    internal static partial byte IndexIteratorNext(IndexIterator* iterator, int mode);

    [LibraryImport(Library, EntryPoint = "lzma_index_iter_locate")]
    internal static partial byte IndexIteratorLocate(IndexIterator* iterator, ulong target);
}
