namespace Xzact.Testing.Interop;

/// <content>What concerns several Blocks and the Index.</content>
public static unsafe partial class SystemLiblzma
{
    private const int StreamMode = 1;
    private const int BlockMode = 2;

    /// <summary>Encodes a .xz stream in Blocks of one size, with both sizes in their headers.</summary>
    /// <param name="data">What to encode.</param>
    /// <param name="check">The check's ID in the file: 0, 1, 4 or 10.</param>
    /// <param name="blockSize">Uncompressed bytes of each Block.</param>
    /// <param name="chain">One to four filters, LZMA2 last.</param>
    public static LiblzmaResult ThreadedEncode(
        ReadOnlySpan<byte> data, uint check, int blockSize, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        using var native = new LiblzmaFilterChain(chain);
        var options = new LiblzmaNative.ThreadedOptions
        {
            Threads = 1,
            BlockSize = (ulong)blockSize,
            Filters = native.Pointer,
            Check = check,
        };
        nint pointer = (nint)(&options);
        return Run(
            data,
            stream => LiblzmaNative.ThreadedEncoder(stream, (LiblzmaNative.ThreadedOptions*)pointer),
            int.MaxValue);
    }

    /// <summary>Reads the Indexes of a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="locate">Uncompressed offsets to look up.</param>
    public static LiblzmaIndex FileInfo(ReadOnlySpan<byte> file, params ReadOnlySpan<long> locate)
    {
        void* index = null;
        LiblzmaNative.CoderStream stream = default;
        try
        {
            LiblzmaStatus status =
                LiblzmaNative.FileInfoDecoder(&stream, &index, ulong.MaxValue, (ulong)file.Length);
            fixed (byte* input = file)
            {
                ulong position = 0;
                while (status is LiblzmaStatus.Ok or LiblzmaStatus.SeekNeeded)
                {
                    stream.NextIn = input + position;
                    stream.AvailableIn = (nuint)file.Length - (nuint)position;
                    status = LiblzmaNative.Code(&stream, LiblzmaNative.CoderAction.Run);
                    position = status == LiblzmaStatus.SeekNeeded
                        ? *(ulong*)((byte*)&stream + LiblzmaNative.SeekPositionOffset)
                        : (ulong)file.Length - stream.AvailableIn;
                }
            }

            return status == LiblzmaStatus.StreamEnd
                ? new LiblzmaIndex(status, Streams(index), Blocks(index), Locate(index, locate))
                : new LiblzmaIndex(status, [], [], []);
        }
        finally
        {
            LiblzmaNative.IndexEnd(index, null);
            LiblzmaNative.End(&stream);
        }
    }

    private static List<LiblzmaIndexStream> Streams(void* index)
    {
        List<LiblzmaIndexStream> result = [];
        LiblzmaNative.IndexIterator at;
        LiblzmaNative.IndexIteratorInit(&at, index);
        while (LiblzmaNative.IndexIteratorNext(&at, StreamMode) == 0)
        {
            result.Add(new LiblzmaIndexStream(
                at.Stream[0], at.Stream[1], at.Stream[2], at.Stream[3], at.Stream[4], at.Stream[5], at.Stream[6],
                at.Flags->Check));
        }

        return result;
    }

    private static List<LiblzmaIndexBlock> Blocks(void* index)
    {
        List<LiblzmaIndexBlock> result = [];
        LiblzmaNative.IndexIterator at;
        LiblzmaNative.IndexIteratorInit(&at, index);
        while (LiblzmaNative.IndexIteratorNext(&at, BlockMode) == 0)
        {
            result.Add(new LiblzmaIndexBlock(
                at.Stream[0], at.Block[0], at.Block[3], at.Block[1], at.Block[2], at.Block[8], at.Block[7],
                at.Block[6]));
        }

        return result;
    }

    private static List<long> Locate(void* index, ReadOnlySpan<long> offsets)
    {
        List<long> result = [];
        foreach (long offset in offsets)
        {
            LiblzmaNative.IndexIterator at;
            LiblzmaNative.IndexIteratorInit(&at, index);
            result.Add(LiblzmaNative.IndexIteratorLocate(&at, (ulong)offset) == 0 ? at.Block[0] : 0);
        }

        return result;
    }
}
