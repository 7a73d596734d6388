using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Liblzma.Coders;
using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Interop;

internal static unsafe partial class Index
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_index_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Encoder(LzmaStream* stream, HandleBox* index) => Border.Start(
        stream,
        _ => HandleBox.Open<FileIndex>(index) is { } list
            ? new IndexEncoderCoder(list)
            : throw new LzmaException(LzmaRet.ProgError));

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Decoder(LzmaStream* stream, HandleBox** target, ulong limit)
    {
        if (target != null)
        {
            *target = null;
        }

        return Border.Start(
            stream,
            memory => target == null
                ? throw new LzmaException(LzmaRet.ProgError)
                : new IndexDecoderCoder(limit, list => Give(list, target, memory)));
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_buffer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet BufferEncode(HandleBox* index, byte* output, nuint* outPosition, nuint outSize) =>
        Change(index, list =>
        {
            if (output == null || outPosition == null || *outPosition > outSize)
            {
                return LzmaRet.ProgError;
            }

            if (outSize - *outPosition < list.Size)
            {
                return LzmaRet.BufError;
            }

            ReadOnlySpan<byte> bytes = list.ToBytes().Span;
            bytes.CopyTo(new Span<byte>(output + *outPosition, bytes.Length));
            *outPosition += (nuint)bytes.Length;
            return LzmaRet.Ok;
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_index_buffer_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet BufferDecode(
        HandleBox** target,
        ulong* limit,
        LzmaAllocator* allocator,
        byte* input,
        nuint* inPosition,
        nuint inSize)
    {
        if (target != null)
        {
            *target = null;
        }

        if (target == null || limit == null || input == null || inPosition == null || *inPosition > inSize)
        {
            return LzmaRet.ProgError;
        }

        nuint nowhere = 0;
        ulong needed = 0;
        LzmaRet result = Buffers.Run(
            allocator,
            memory => new IndexDecoderCoder(*limit, list => Give(list, target, memory)),
            input,
            inPosition,
            inSize,
            null,
            &nowhere,
            0,
            out _,
            (coder, _) => needed = coder.MemoryUsage);
        switch (result)
        {
            case LzmaRet.StreamEnd:
                return LzmaRet.Ok;
            case LzmaRet.Ok:
                return LzmaRet.DataError;
            case LzmaRet.MemlimitError:
                *limit = needed;
                return result;
            default:
                return result;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_file_info_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FileInfoDecoder(LzmaStream* stream, HandleBox** target, ulong limit, ulong fileSize) =>
        Border.Start(
            stream,
            memory => target == null
                ? throw new LzmaException(LzmaRet.ProgError)
                : new FileInfoCoder(limit, fileSize, list => Give(list, target, memory)));

    private static void Give(FileIndex list, HandleBox** target, CallerAllocator memory)
    {
        LzmaAllocator allocator = memory.Current;
        *target = Wrap(list, &allocator);
    }
}
