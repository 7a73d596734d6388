using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Format;
using Xzact.Liblzma.Indexes;
using Xzact.Reading;

namespace Xzact.Liblzma.Interop;

internal static unsafe partial class Index
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_iter_init", CallConvs = [typeof(CallConvCdecl)])]
    public static void IteratorInit(LzmaIndexIter* iterator, HandleBox* index)
    {
        iterator->Index = index;
        iterator->CurrentStream = 0;
        iterator->CurrentBlock = 0;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_iter_rewind", CallConvs = [typeof(CallConvCdecl)])]
    public static void IteratorRewind(LzmaIndexIter* iterator)
    {
        iterator->CurrentStream = 0;
        iterator->CurrentBlock = 0;
    }

    /// <summary>One means that there is no next.</summary>
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_iter_next", CallConvs = [typeof(CallConvCdecl)])]
    public static byte IteratorNext(LzmaIndexIter* iterator, uint mode) => Move(
        iterator,
        index => mode > (uint)IndexPosition.Mode.NonEmptyBlock
            ? null
            : new IndexPosition(iterator->CurrentStream, iterator->CurrentBlock)
                .Next(index, (IndexPosition.Mode)mode));

    /// <summary>One means that the offset lies behind the end.</summary>
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_iter_locate", CallConvs = [typeof(CallConvCdecl)])]
    public static byte IteratorLocate(LzmaIndexIter* iterator, ulong offset) =>
        Move(iterator, index => IndexPosition.Locate(index, offset));

    private static byte Move(LzmaIndexIter* iterator, Func<FileIndex, IndexPosition?> find) => Border.Value(
        () =>
        {
            if (HandleBox.Open<FileIndex>(iterator->Index) is not { } index || find(index) is not { } position)
            {
                return (byte)1;
            }

            iterator->CurrentStream = position.Stream;
            iterator->CurrentBlock = position.Block;
            Describe(iterator, index.Streams[(int)position.Stream - 1], (int)position.Block);
            return (byte)0;
        },
        (byte)1);

    private static void Describe(LzmaIndexIter* iterator, FileIndexStream stream, int block)
    {
        iterator->StreamFlags = stream.Check is null ? null : (LzmaStreamFlags*)stream.Flags;
        iterator->StreamNumber = stream.Number;
        iterator->StreamBlockCount = (ulong)stream.Blocks.Count;
        iterator->StreamCompressedOffset = stream.CompressedOffset;
        iterator->StreamUncompressedOffset = stream.UncompressedOffset;
        iterator->StreamCompressedSize = stream.Size;
        iterator->StreamUncompressedSize = (ulong)stream.End.Uncompressed;
        iterator->StreamPadding = stream.Padding;
        if (block == 0)
        {
            return;
        }

        BlockEnd before = block > 1 ? stream.Blocks[block - 2] : default;
        BlockEnd end = stream.Blocks[block - 1];
        ulong start = IndexSizes.Padded((ulong)before.Unpadded);
        ulong unpadded = (ulong)end.Unpadded - start;
        iterator->BlockNumberInStream = (ulong)block;
        iterator->BlockNumberInFile = (ulong)block + stream.BlocksBefore;
        iterator->BlockCompressedStreamOffset = start + StreamFormat.HeaderSize;
        iterator->BlockUncompressedStreamOffset = (ulong)before.Uncompressed;
        iterator->BlockUncompressedSize = (ulong)(end.Uncompressed - before.Uncompressed);
        iterator->BlockUnpaddedSize = unpadded;
        iterator->BlockTotalSize = IndexSizes.Padded(unpadded);
        iterator->BlockCompressedFileOffset = iterator->BlockCompressedStreamOffset + stream.CompressedOffset;
        iterator->BlockUncompressedFileOffset = (ulong)before.Uncompressed + stream.UncompressedOffset;
    }
}
