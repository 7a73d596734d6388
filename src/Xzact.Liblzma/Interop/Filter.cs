using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Format;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Coders;

namespace Xzact.Liblzma.Interop;

/// <summary>filter.h: chains, and raw data. Texts are in the second part of the class.</summary>
internal static unsafe partial class Filter
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_filter_encoder_is_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static byte EncoderIsSupported(ulong id) => Chain.IsKnown(id) ? (byte)1 : (byte)0;

    [UnmanagedCallersOnly(EntryPoint = "lzma_filter_decoder_is_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static byte DecoderIsSupported(ulong id) => Chain.IsKnown(id) ? (byte)1 : (byte)0;

    [UnmanagedCallersOnly(EntryPoint = "lzma_filters_copy", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FiltersCopy(LzmaFilter* source, LzmaFilter* target, LzmaAllocator* allocator) =>
        Border.Call(() => Copy(source, target, allocator));

    private static LzmaRet Copy(LzmaFilter* source, LzmaFilter* target, LzmaAllocator* allocator)
    {
        if (source == null || target == null)
        {
            return LzmaRet.ProgError;
        }

        LzmaFilter* copy = stackalloc LzmaFilter[BlockFormat.MaxFilters + 1];
        int count = 0;
        LzmaRet result = LzmaRet.Ok;
        for (; result == LzmaRet.Ok && source[count].Id != LzmaFilter.End; count++)
        {
            if (count == BlockFormat.MaxFilters)
            {
                result = LzmaRet.OptionsError;
                break;
            }

            result = CopyOne(source + count, copy + count, allocator);
        }

        if (result != LzmaRet.Ok)
        {
            for (int i = 0; i < count; i++)
            {
                CallerMemory.Free(allocator, copy[i].Options);
            }

            return result;
        }

        copy[count] = new LzmaFilter { Id = LzmaFilter.End };
        new Span<LzmaFilter>(copy, count + 1).CopyTo(new Span<LzmaFilter>(target, count + 1));
        return LzmaRet.Ok;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_filters_free", CallConvs = [typeof(CallConvCdecl)])]
    public static void FiltersFree(LzmaFilter* filters, LzmaAllocator* allocator) => FreeAll(filters, allocator);

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_encoder_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong RawEncoderMemory(LzmaFilter* filters) =>
        Border.Value(() => ChainMemory.Encoder(FilterReader.Read(filters)), ChainMemory.Invalid);

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_decoder_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong RawDecoderMemory(LzmaFilter* filters) =>
        Border.Value(() => ChainMemory.Decoder(FilterReader.Read(filters)), ChainMemory.Invalid);

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet RawEncoder(LzmaStream* stream, LzmaFilter* filters) =>
        Border.Start(stream, memory => EncoderCoder.Raw(memory, FilterReader.Read(filters)));

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet RawDecoder(LzmaStream* stream, LzmaFilter* filters) =>
        Border.Start(stream, memory => new RawDecoderCoder(memory, FilterReader.Read(filters)));

    [UnmanagedCallersOnly(EntryPoint = "lzma_filters_update", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FiltersUpdate(LzmaStream* stream, LzmaFilter* filters) => Border.Call(() =>
    {
        if (Border.StateOf(stream)?.Coder is not { CanUpdate: true } coder)
        {
            return LzmaRet.ProgError;
        }

        IReadOnlyList<CallerFilter>? chain = FilterReader.Read(filters);
        return ChainMemory.Encoder(chain) == ChainMemory.Invalid ? LzmaRet.OptionsError : coder.Update(chain!);
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_buffer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet RawBufferEncode(
        LzmaFilter* filters,
        LzmaAllocator* allocator,
        byte* input,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize)
    {
        if (!Buffers.AreValid(input, inSize, output, outPosition, outSize))
        {
            return LzmaRet.ProgError;
        }

        return Buffers.Run(
            allocator, memory => EncoderCoder.Raw(memory, FilterReader.Read(filters)), input, null, inSize, output,
            outPosition, outSize, out _) switch
        {
            LzmaRet.StreamEnd => LzmaRet.Ok,
            LzmaRet.Ok => LzmaRet.BufError,
            var result => result,
        };
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_raw_buffer_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet RawBufferDecode(
        LzmaFilter* filters,
        LzmaAllocator* allocator,
        byte* input,
        nuint* inPosition,
        nuint inSize,
        byte* output,
        nuint* outPosition,
        nuint outSize) =>
        Buffers.Decode(
            allocator, memory => new RawDecoderCoder(memory, FilterReader.Read(filters)), input, inPosition, inSize,
            output, outPosition, outSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_properties_size", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet PropertiesSize(uint* size, LzmaFilter* filter) => Border.Call(() =>
    {
        int result = FilterProperties.SizeOf(FilterReader.ReadOne(filter));
        if (result < 0)
        {
            return filter->Id <= MultibyteFormat.MaxValue ? LzmaRet.OptionsError : LzmaRet.ProgError;
        }

        *size = (uint)result;
        return LzmaRet.Ok;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_properties_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet PropertiesEncode(LzmaFilter* filter, byte* properties) => Border.Call(() =>
    {
        CallerFilter caller = FilterReader.ReadOne(filter);
        int size = FilterProperties.SizeOf(caller);
        return size < 0 ? LzmaRet.ProgError : FilterProperties.Write(caller, new Span<byte>(properties, size));
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_properties_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet PropertiesDecode(
        LzmaFilter* filter, LzmaAllocator* allocator, byte* properties, nuint size) =>
        Border.Call(() => ReadProperties(filter, allocator, properties, size));

    [UnmanagedCallersOnly(EntryPoint = "lzma_filter_flags_size", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FlagsSize(uint* size, LzmaFilter* filter) => Border.Call(() =>
    {
        LzmaRet result = SizeOfFlags(filter, out uint bytes);
        *size = result == LzmaRet.Ok ? bytes : *size;
        return result;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_filter_flags_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FlagsEncode(LzmaFilter* filter, byte* output, nuint* outPosition, nuint outSize) =>
        Border.Call(() => WriteFlags(filter, output, outPosition, outSize));

    [UnmanagedCallersOnly(EntryPoint = "lzma_filter_flags_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FlagsDecode(
        LzmaFilter* filter, LzmaAllocator* allocator, byte* input, nuint* inPosition, nuint inSize) =>
        Border.Call(() => ReadFlags(filter, allocator, input, inPosition, inSize));

    /// <summary>Frees the options of an array and ends it at its first element.</summary>
    public static void FreeAll(LzmaFilter* filters, LzmaAllocator* allocator)
    {
        for (int i = 0; filters != null && i < BlockFormat.MaxFilters && filters[i].Id != LzmaFilter.End; i++)
        {
            CallerMemory.Free(allocator, filters[i].Options);
            filters[i] = new LzmaFilter { Id = LzmaFilter.End };
        }
    }

    /// <summary>Bytes of one filter in a Block Header.</summary>
    public static LzmaRet SizeOfFlags(LzmaFilter* filter, out uint size)
    {
        size = 0;
        if (filter->Id > BlockFormat.MaxFilterId)
        {
            return LzmaRet.ProgError;
        }

        int properties = FilterProperties.SizeOf(FilterReader.ReadOne(filter));
        size = properties < 0 ? 0 : Vli.Size(filter->Id) + Vli.Size((uint)properties) + (uint)properties;
        return properties < 0 ? LzmaRet.OptionsError : LzmaRet.Ok;
    }

    /// <summary>Writes one filter of a Block Header.</summary>
    public static LzmaRet WriteFlags(LzmaFilter* filter, byte* output, nuint* outPosition, nuint outSize)
    {
        if (filter->Id > BlockFormat.MaxFilterId)
        {
            return LzmaRet.ProgError;
        }

        LzmaRet result = Vli.Write(filter->Id, null, output, outPosition, outSize);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        CallerFilter caller = FilterReader.ReadOne(filter);
        int properties = FilterProperties.SizeOf(caller);
        if (properties < 0)
        {
            return LzmaRet.OptionsError;
        }

        result = Vli.Write((uint)properties, null, output, outPosition, outSize);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        if (outSize - *outPosition < (uint)properties)
        {
            return LzmaRet.ProgError;
        }

        result = FilterProperties.Write(caller, new Span<byte>(output + *outPosition, properties));
        *outPosition += result == LzmaRet.Ok ? (uint)properties : 0;
        return result;
    }

    /// <summary>Reads one filter of a Block Header; its options are allocated.</summary>
    public static LzmaRet ReadFlags(
        LzmaFilter* filter, LzmaAllocator* allocator, byte* input, nuint* inPosition, nuint inSize)
    {
        filter->Options = null;
        LzmaRet result = Vli.Read(&filter->Id, null, input, inPosition, inSize);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        if (filter->Id > BlockFormat.MaxFilterId)
        {
            return LzmaRet.DataError;
        }

        ulong size;
        result = Vli.Read(&size, null, input, inPosition, inSize);
        if (result != LzmaRet.Ok)
        {
            return result;
        }

        if (inSize - *inPosition < size)
        {
            return LzmaRet.DataError;
        }

        result = ReadProperties(filter, allocator, input + *inPosition, (nuint)size);
        *inPosition += (nuint)size;
        return result;
    }

    private static LzmaRet ReadProperties(
        LzmaFilter* filter, LzmaAllocator* allocator, byte* properties, nuint size)
    {
        filter->Options = null;
        if (size > FilterProperties.MaxSize)
        {
            return LzmaRet.OptionsError;
        }

        CallerFilter? caller = FilterProperties.Read(filter->Id, new ReadOnlySpan<byte>(properties, (int)size));
        if (caller is null)
        {
            return LzmaRet.OptionsError;
        }

        filter->Options = FilterWriter.Allocate(caller, allocator);
        return LzmaRet.Ok;
    }

    private static LzmaRet CopyOne(LzmaFilter* source, LzmaFilter* target, LzmaAllocator* allocator)
    {
        *target = new LzmaFilter { Id = source->Id };
        if (source->Options == null)
        {
            return LzmaRet.Ok;
        }

        int size = FilterWriter.OptionsSize(source->Id);
        if (size == 0)
        {
            return LzmaRet.OptionsError;
        }

        target->Options = CallerMemory.Allocate(allocator, (nuint)size);
        if (target->Options == null)
        {
            return LzmaRet.MemError;
        }

        new ReadOnlySpan<byte>(source->Options, size).CopyTo(new Span<byte>(target->Options, size));
        return LzmaRet.Ok;
    }
}
