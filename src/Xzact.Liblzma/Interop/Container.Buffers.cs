using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Container;
using Xzact.Format;
using Xzact.Liblzma.Coders;
using Flags = Xzact.Container.StreamFlags;

namespace Xzact.Liblzma.Interop;

internal static unsafe partial class Container
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_buffer_bound", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint StreamBufferBound(nuint size) => (nuint)BlockSizes.Stream(size);

    [UnmanagedCallersOnly(EntryPoint = "lzma_easy_buffer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet EasyBufferEncode(
        uint preset,
        uint check,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize) =>
        Border.Call(() =>
        {
            if (Lzma12.PresetOf(preset) is not { } lzma)
            {
                return LzmaRet.OptionsError;
            }

            LzmaOptionsLzma options = FilterWriter.LzmaOptions(lzma);
            var chain = new Lzma2Chain(&options);
            return EncodeBuffer(&chain.Lzma2, check, allocator, input, inSize, output, outPosition, outSize);
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_buffer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamBufferEncode(
        LzmaFilter* filters,
        uint check,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize) =>
        Border.Call(() => EncodeBuffer(filters, check, allocator, input, inSize, output, outPosition, outSize));

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_buffer_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamBufferDecode(
        ulong* limit,
        uint flags,
        LzmaAllocator* allocator,
        byte* input,
        nuint* inPosition,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize)
    {
        if ((flags & (uint)DecoderFlags.TellAnyCheck) != 0)
        {
            return LzmaRet.ProgError;
        }

        ulong needed = 0;
        LzmaRet result = Buffers.Decode(
            allocator, memory => FileDecoderCoder.Xz(memory, *limit, flags), input, inPosition, inSize, output,
            outPosition, outSize, (coder, _) => needed = coder.MemoryUsage);
        if (result == LzmaRet.MemlimitError)
        {
            *limit = needed;
        }

        return result;
    }

    private static LzmaRet EncodeBuffer(
        LzmaFilter* filters,
        uint check,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize)
    {
        if (filters == null || check >= CheckIdExtensions.Count
            || !Buffers.AreValid(input, inSize, output, outPosition, outSize))
        {
            return LzmaRet.ProgError;
        }

        if (!Check.IsKnown(check))
        {
            return LzmaRet.UnsupportedCheck;
        }

        nuint position = *outPosition;
        if (outSize - position <= StreamFormat.HeaderSize + StreamFormat.FooterSize)
        {
            return LzmaRet.BufError;
        }

        outSize -= StreamFormat.FooterSize;
        Flags.WriteHeader(new Span<byte>(output + position, StreamFormat.HeaderSize), (CheckId)check);
        position += StreamFormat.HeaderSize;

        var index = new IndexBuilder();
        if (inSize > 0)
        {
            var block = new LzmaBlock { Check = check, Filters = filters };
            LzmaRet result = Block.Encode(
                &block, allocator, input, inSize, output, &position, outSize, compresses: true);
            if (result != LzmaRet.Ok)
            {
                return result;
            }

            index.Append(Block.UnpaddedSizeOf(&block), block.UncompressedSize);
        }

        ReadOnlyMemory<byte> bytes = index.Build();
        if (outSize - position < (uint)bytes.Length)
        {
            return LzmaRet.BufError;
        }

        bytes.Span.CopyTo(new Span<byte>(output + position, bytes.Length));
        position += (nuint)bytes.Length;
        Flags.WriteFooter(
            new Span<byte>(output + position, StreamFormat.FooterSize), (CheckId)check, (ulong)bytes.Length);
        *outPosition = position + StreamFormat.FooterSize;
        return LzmaRet.Ok;
    }
}
