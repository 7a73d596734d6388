using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Checks;
using Xzact.Format;
using Xzact.Liblzma.Coders;

namespace Xzact.Liblzma.Interop;

internal static unsafe partial class Block
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_block_buffer_bound", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint BufferBound(nuint size) => (nuint)BlockSizes.Block(size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_buffer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet BufferEncode(
        LzmaBlock* block,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize) =>
        Border.Call(() => Encode(block, allocator, input, inSize, output, outPosition, outSize, compresses: true));

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_uncomp_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StoredEncode(
        LzmaBlock* block, byte* input, nuint inSize, byte* output, nuint* outPosition, nuint outSize) =>
        Border.Call(() => Encode(block, null, input, inSize, output, outPosition, outSize, compresses: false));

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_buffer_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet BufferDecode(
        LzmaBlock* block,
        LzmaAllocator* allocator,
        byte* input,
        nuint* inPosition,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize) =>
        Buffers.Decode(
            allocator, memory => MakeDecoder(memory, block), input, inPosition, inSize, output, outPosition, outSize);

    /// <summary>Writes a whole Block: compressed, or as it is where that would not make it smaller.</summary>
    public static LzmaRet Encode(
        LzmaBlock* block,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize,
        bool compresses)
    {
        Require(
            block != null && Buffers.AreValid(input, inSize, output, outPosition, outSize), LzmaRet.ProgError);
        Require(block->Version <= NewestVersion, LzmaRet.OptionsError);
        Require(
            block->Check < CheckIdExtensions.Count && (!compresses || block->Filters != null), LzmaRet.ProgError);
        Require(Check.IsKnown(block->Check), LzmaRet.UnsupportedCheck);

        // A Block has a multiple of four bytes, so that padding needs no other look at the room.
        uint checkSize = CheckSize(block);
        nuint end = outSize - ((outSize - *outPosition) % StreamFormat.Alignment);
        Require(end - *outPosition > checkSize, LzmaRet.BufError);
        end -= checkSize;
        block->UncompressedSize = inSize;
        block->CompressedSize = BlockSizes.Stored(inSize);
        Require(block->CompressedSize != 0, LzmaRet.DataError);

        nuint position = *outPosition;
        LzmaRet result = compresses
            ? Compress(block, allocator, input, inSize, output, &position, end)
            : LzmaRet.BufError;
        if (result == LzmaRet.BufError)
        {
            position = *outPosition;
            Store(block, input, inSize, output, &position, end);
        }
        else
        {
            Require(result == LzmaRet.Ok, result);
        }

        for (; position % StreamFormat.Alignment != *outPosition % StreamFormat.Alignment; position++)
        {
            output[position] = 0;
        }

        WriteCheck(block, input, inSize, new Span<byte>(output + position, (int)checkSize));
        *outPosition = position + checkSize;
        return LzmaRet.Ok;
    }

    /// <summary>Header and compressed data; BufError if they take more room than there is or than is worth
    /// it.</summary>
    private static LzmaRet Compress(
        LzmaBlock* block,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* position,
        nuint end)
    {
        LzmaRet result = SetHeaderSize(block);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        if (end - *position <= block->HeaderSize)
        {
            return LzmaRet.BufError;
        }

        nuint start = *position;
        nuint data = start + block->HeaderSize;
        nuint room = (nuint)Math.Min(end - data, block->CompressedSize);
        nuint dataEnd = data;
        result = Buffers.Run(
            allocator, memory => EncoderCoder.Raw(memory, FilterReader.Read(block->Filters)), input, null, inSize,
            output, &dataEnd, data + room, out _);
        if (result != LzmaRet.StreamEnd)
        {
            return result == LzmaRet.Ok ? LzmaRet.BufError : result;
        }

        block->CompressedSize = dataEnd - data;
        *position = dataEnd;
        return WriteHeader(block, output + start) == LzmaRet.Ok ? LzmaRet.Ok : LzmaRet.ProgError;
    }

    /// <summary>Header, and the data in chunks as it is; with the smallest dictionary that there can be.</summary>
    private static void Store(
        LzmaBlock* block, byte* input, nuint inSize, byte* output, nuint* position, nuint end)
    {
        var options = new LzmaOptionsLzma { DictSize = LzmaFormat.MinDictionarySize };
        var chain = new Lzma2Chain(&options);
        LzmaFilter* before = block->Filters;
        block->Filters = &chain.Lzma2;
        block->CompressedSize = BlockSizes.Stored(inSize);
        try
        {
            Require(SetHeaderSize(block) == LzmaRet.Ok, LzmaRet.ProgError);
            Require(end - *position >= block->HeaderSize + block->CompressedSize, LzmaRet.BufError);
            Require(WriteHeader(block, output + *position) == LzmaRet.Ok, LzmaRet.ProgError);
        }
        finally
        {
            block->Filters = before;
        }

        *position += block->HeaderSize;
        nuint done = 0;
        bool isFirst = true;
        while (done < inSize)
        {
            int piece = (int)Math.Min(inSize - done, Lzma2Format.MaxUncompressedChunk);
            *position += (nuint)BlockSizes.StoreChunk(
                new ReadOnlySpan<byte>(input + done, piece),
                new Span<byte>(output + *position, piece + Lzma2Format.UncompressedHeaderSize),
                isFirst);
            done += (nuint)piece;
            isFirst = false;
        }

        output[(*position)++] = Lzma2Format.End;
    }

    private static void WriteCheck(LzmaBlock* block, byte* input, nuint inSize, Span<byte> target)
    {
        var check = new IntegrityCheck((CheckId)block->Check);
        foreach (ReadOnlySpan<byte> piece in new CallerBytes(input, inSize))
        {
            check.Append(piece);
        }

        check.Finish(target);
        target.CopyTo(new Span<byte>(block->RawCheck, CheckIdExtensions.MaxSize));
    }
}
