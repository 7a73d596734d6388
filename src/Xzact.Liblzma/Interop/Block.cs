using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Checks;
using Xzact.Format;
using Xzact.Liblzma.Coders;
using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Interop;

/// <summary>block.h: headers of Blocks, and what follows them. Whole Blocks are in the second part of the
/// class.</summary>
internal static unsafe partial class Block
{
    private const uint NewestVersion = 1;

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_header_size", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet HeaderSize(LzmaBlock* block) => Border.Call(() => SetHeaderSize(block));

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_header_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet HeaderEncode(LzmaBlock* block, byte* output) =>
        Border.Call(() => WriteHeader(block, output));

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_header_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet HeaderDecode(LzmaBlock* block, LzmaAllocator* allocator, byte* input) =>
        Border.Call(() => ReadHeader(block, allocator, input));

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_compressed_size", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet CompressedSize(LzmaBlock* block, ulong unpaddedSize)
    {
        if (UnpaddedSizeOf(block) == 0)
        {
            return LzmaRet.ProgError;
        }

        uint container = block->HeaderSize + CheckSize(block);
        ulong compressed = unpaddedSize - container;
        if (unpaddedSize <= container
            || (block->CompressedSize != Vli.Unknown && block->CompressedSize != compressed))
        {
            return LzmaRet.DataError;
        }

        block->CompressedSize = compressed;
        return LzmaRet.Ok;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_unpadded_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong UnpaddedSize(LzmaBlock* block) => UnpaddedSizeOf(block);

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_total_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong TotalSize(LzmaBlock* block)
    {
        ulong size = UnpaddedSizeOf(block);
        return size == Vli.Unknown ? size : IndexSizes.Padded(size);
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Encoder(LzmaStream* stream, LzmaBlock* block) => Border.Start(
        stream,
        memory =>
        {
            Require(block != null, LzmaRet.ProgError);
            Require(block->Version <= NewestVersion, LzmaRet.OptionsError);
            return new BlockEncoderCoder(
                memory, FilterReader.Read(block->Filters), block->Check, OutcomeInto(block));
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_block_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Decoder(LzmaStream* stream, LzmaBlock* block) =>
        Border.Start(stream, memory => MakeDecoder(memory, block));

    /// <summary>Header, data and check; unknown if the data's size is; 0 if anything is wrong.</summary>
    public static ulong UnpaddedSizeOf(LzmaBlock* block)
    {
        if (block == null || block->Version > NewestVersion
            || block->HeaderSize is < BlockFormat.MinHeaderSize or > BlockFormat.MaxHeaderSize
            || block->HeaderSize % StreamFormat.Alignment != 0
            || !Vli.IsValid(block->CompressedSize) || block->CompressedSize == 0
            || block->Check >= CheckIdExtensions.Count)
        {
            return 0;
        }

        if (block->CompressedSize == Vli.Unknown)
        {
            return Vli.Unknown;
        }

        ulong size = block->CompressedSize + block->HeaderSize + CheckSize(block);
        return size > BlockFormat.MaxUnpaddedSize ? 0 : size;
    }

    private static uint CheckSize(LzmaBlock* block) => (uint)((CheckId)block->Check).Size();

    private static ulong? Known(ulong size) => size == Vli.Unknown ? null : size;

    private static void Require(bool condition, LzmaRet otherwise)
    {
        if (!condition)
        {
            throw new LzmaException(otherwise);
        }
    }

    private static BlockDecoderCoder MakeDecoder(CallerAllocator memory, LzmaBlock* block)
    {
        Require(UnpaddedSizeOf(block) != 0 && Vli.IsValid(block->UncompressedSize), LzmaRet.ProgError);
        bool ignoresCheck = block->Version >= 1 && block->IgnoreCheck != 0;
        return new BlockDecoderCoder(
            memory,
            FilterReader.Read(block->Filters),
            (block->HeaderSize, Known(block->CompressedSize), Known(block->UncompressedSize)),
            (CheckId)block->Check,
            ignoresCheck,
            OutcomeInto(block));
    }

    private static BlockOutcome OutcomeInto(LzmaBlock* block) => (compressed, uncompressed, check) =>
    {
        block->CompressedSize = compressed;
        block->UncompressedSize = uncompressed;
        check.CopyTo(new Span<byte>(block->RawCheck, CheckIdExtensions.MaxSize));
    };

    private static LzmaRet SetHeaderSize(LzmaBlock* block)
    {
        if (block->Version > NewestVersion)
        {
            return LzmaRet.OptionsError;
        }

        // Size of the header, flags, CRC32.
        ulong size = 1 + 1 + StreamFormat.Crc32Size;
        if (block->CompressedSize != Vli.Unknown)
        {
            uint bytes = Vli.Size(block->CompressedSize);
            Require(bytes > 0 && block->CompressedSize > 0, LzmaRet.ProgError);
            size += bytes;
        }

        if (block->UncompressedSize != Vli.Unknown)
        {
            uint bytes = Vli.Size(block->UncompressedSize);
            Require(bytes > 0, LzmaRet.ProgError);
            size += bytes;
        }

        Require(block->Filters != null && block->Filters[0].Id != LzmaFilter.End, LzmaRet.ProgError);
        for (int i = 0; block->Filters[i].Id != LzmaFilter.End; i++)
        {
            Require(i < BlockFormat.MaxFilters, LzmaRet.ProgError);
            LzmaRet result = Filter.SizeOfFlags(block->Filters + i, out uint bytes);
            Require(result == LzmaRet.Ok, result);
            size += bytes;
        }

        block->HeaderSize = (uint)IndexSizes.Padded(size);
        return LzmaRet.Ok;
    }

    private static LzmaRet WriteHeader(LzmaBlock* block, byte* output)
    {
        Require(UnpaddedSizeOf(block) != 0 && Vli.IsValid(block->UncompressedSize), LzmaRet.ProgError);
        nuint end = block->HeaderSize - StreamFormat.Crc32Size;
        output[BlockFormat.HeaderSizeOffset] = (byte)(end / BlockFormat.HeaderSizeUnit);
        output[BlockFormat.FlagsOffset] = 0;
        nuint position = BlockFormat.FieldsOffset;
        if (block->CompressedSize != Vli.Unknown)
        {
            WriteSize(block->CompressedSize, BlockFormat.CompressedSizeFlag, output, &position, end);
        }

        if (block->UncompressedSize != Vli.Unknown)
        {
            WriteSize(block->UncompressedSize, BlockFormat.UncompressedSizeFlag, output, &position, end);
        }

        Require(block->Filters != null && block->Filters[0].Id != LzmaFilter.End, LzmaRet.ProgError);
        int count = 0;
        for (; block->Filters[count].Id != LzmaFilter.End; count++)
        {
            Require(count < BlockFormat.MaxFilters, LzmaRet.ProgError);
            LzmaRet result = Filter.WriteFlags(block->Filters + count, output, &position, end);
            Require(result == LzmaRet.Ok, result);
        }

        output[BlockFormat.FlagsOffset] |= (byte)(count - 1);
        var header = new Span<byte>(output, (int)block->HeaderSize);
        header[(int)position..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header[(int)end..], Crc32.Append(0, header[..(int)end]));
        return LzmaRet.Ok;
    }

    private static void WriteSize(ulong size, int flag, byte* output, nuint* position, nuint end)
    {
        LzmaRet result = Vli.Write(size, null, output, position, end);
        Require(result == LzmaRet.Ok, result);
        output[BlockFormat.FlagsOffset] |= (byte)flag;
    }

    private static LzmaRet ReadHeader(LzmaBlock* block, LzmaAllocator* allocator, byte* input)
    {
        Require(block != null && block->Filters != null && input != null, LzmaRet.ProgError);
        for (int i = 0; i <= BlockFormat.MaxFilters; i++)
        {
            block->Filters[i] = new LzmaFilter { Id = LzmaFilter.End };
        }

        block->Version = Math.Min(block->Version, NewestVersion);
        block->IgnoreCheck = 0;
        uint size = (input[BlockFormat.HeaderSizeOffset] + 1U) * BlockFormat.HeaderSizeUnit;
        Require(size == block->HeaderSize && size >= BlockFormat.MinHeaderSize
            && block->Check < CheckIdExtensions.Count, LzmaRet.ProgError);

        nuint end = size - StreamFormat.Crc32Size;
        var header = new ReadOnlySpan<byte>(input, (int)size);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(header[(int)end..]);
        Require(Crc32.Append(0, header[..(int)end]) == stored, LzmaRet.DataError);
        byte flags = input[BlockFormat.FlagsOffset];
        Require((flags & BlockFormat.ReservedFlagsMask) == 0, LzmaRet.OptionsError);

        nuint position = BlockFormat.FieldsOffset;
        ReadSize(&block->CompressedSize, flags & BlockFormat.CompressedSizeFlag, input, &position, end);
        Require(UnpaddedSizeOf(block) != 0, LzmaRet.DataError);
        ReadSize(&block->UncompressedSize, flags & BlockFormat.UncompressedSizeFlag, input, &position, end);

        try
        {
            for (int i = 0; i <= (flags & BlockFormat.FilterCountMask); i++)
            {
                LzmaRet result = Filter.ReadFlags(block->Filters + i, allocator, input, &position, end);
                if (result != LzmaRet.Ok)
                {
                    block->Filters[i].Id = block->Filters[i].Options == null ? LzmaFilter.End : block->Filters[i].Id;
                    throw new LzmaException(result);
                }
            }

            Require(!header[(int)position..(int)end].ContainsAnyExcept((byte)0), LzmaRet.OptionsError);
            return LzmaRet.Ok;
        }
        catch
        {
            Filter.FreeAll(block->Filters, allocator);
            throw;
        }
    }

    private static void ReadSize(ulong* size, int flag, byte* input, nuint* position, nuint end)
    {
        *size = Vli.Unknown;
        if (flag != 0)
        {
            LzmaRet result = Vli.Read(size, null, input, position, end);
            Require(result == LzmaRet.Ok, result);
        }
    }
}
