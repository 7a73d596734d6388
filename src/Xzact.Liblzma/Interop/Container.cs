using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Container;
using Xzact.Format;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Coders;

namespace Xzact.Liblzma.Interop;

/// <summary>container.h: whole files. What works on whole buffers is in the second part of the class.</summary>
internal static unsafe partial class Container
{
    private const uint MostThreads = 1 << 14;
    private const ulong LargestBlock = ulong.MaxValue / MostThreads;

    [UnmanagedCallersOnly(EntryPoint = "lzma_easy_encoder_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong EasyEncoderMemory(uint preset) =>
        Border.Value(() => ChainMemory.Encoder(ChainOf(preset)), ChainMemory.Invalid);

    [UnmanagedCallersOnly(EntryPoint = "lzma_easy_decoder_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong EasyDecoderMemory(uint preset) =>
        Border.Value(() => ChainMemory.Decoder(ChainOf(preset)), ChainMemory.Invalid);

    [UnmanagedCallersOnly(EntryPoint = "lzma_easy_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet EasyEncoder(LzmaStream* stream, uint preset, uint check)
    {
        IReadOnlyList<CallerFilter>? chain = ChainOf(preset);
        return chain is null
            ? LzmaRet.OptionsError
            : Border.Start(
                stream,
                memory => EncoderCoder.Xz(memory, chain, check),
                coder => coder is EncoderCoder encoder && encoder.TryRestart(chain, check));
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamEncoder(LzmaStream* stream, LzmaFilter* filters, uint check) =>
        Border.Start(
            stream,
            memory => EncoderCoder.Xz(memory, FilterReader.Read(filters), check),
            coder => coder is EncoderCoder encoder && encoder.TryRestart(FilterReader.Read(filters), check));

    [UnmanagedCallersOnly(EntryPoint = "lzma_alone_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet AloneEncoder(LzmaStream* stream, LzmaOptionsLzma* options) => Border.Start(
        stream, memory => EncoderCoder.Alone(memory, options == null ? null : FilterReader.ReadLzma(options)));

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_encoder_mt", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamEncoderThreaded(LzmaStream* stream, LzmaMt* options) => Border.Start(
        stream,
        memory =>
        {
            ulong blockSize = 0;
            IReadOnlyList<CallerFilter> chain = ThreadedChain(options, ref blockSize);
            if (options->Check >= CheckIdExtensions.Count)
            {
                throw new LzmaException(LzmaRet.ProgError);
            }

            return EncoderCoder.XzThreaded(
                memory, chain, options->Check, blockSize, (int)options->Threads, options->Timeout);
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_encoder_mt_memusage", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong StreamEncoderThreadedMemory(LzmaMt* options) => Border.Value(
        () =>
        {
            ulong blockSize = 0;
            IReadOnlyList<CallerFilter> chain = ThreadedChain(options, ref blockSize);
            ulong encoder = ChainMemory.Encoder(chain);
            return encoder == ChainMemory.Invalid || blockSize > long.MaxValue
                ? ChainMemory.Invalid
                : ReckonedMemory.ThreadedEncoder(encoder, blockSize, (int)options->Threads);
        },
        ChainMemory.Invalid);

    [UnmanagedCallersOnly(EntryPoint = "lzma_mt_block_size", CallConvs = [typeof(CallConvCdecl)])]
    public static ulong ThreadedBlockSize(LzmaFilter* filters) =>
        Border.Value(() => BlockSizeOf(FilterReader.Read(filters)), ulong.MaxValue);

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamDecoder(LzmaStream* stream, ulong limit, uint flags) =>
        Border.Start(
            stream,
            memory => FileDecoderCoder.Xz(memory, limit, flags),
            coder => coder is FileDecoderCoder decoder && decoder.TryRestart(limit, flags));

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_decoder_mt", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet StreamDecoderThreaded(LzmaStream* stream, LzmaMt* options) => Border.Start(
        stream,
        memory =>
        {
            if (options == null)
            {
                throw new LzmaException(LzmaRet.ProgError);
            }

            if (options->Threads is 0 or > MostThreads)
            {
                throw new LzmaException(LzmaRet.OptionsError);
            }

            return FileDecoderCoder.XzThreaded(
                memory, options->MemlimitStop, options->MemlimitThreading, options->Flags, (int)options->Threads,
                options->Timeout);
        });

    [UnmanagedCallersOnly(EntryPoint = "lzma_auto_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet AutoDecoder(LzmaStream* stream, ulong limit, uint flags) =>
        Border.Start(stream, memory => FileDecoderCoder.Auto(memory, limit, flags));

    [UnmanagedCallersOnly(EntryPoint = "lzma_alone_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet AloneDecoder(LzmaStream* stream, ulong limit) =>
        Border.Start(stream, memory => FileDecoderCoder.Alone(memory, limit));

    [UnmanagedCallersOnly(EntryPoint = "lzma_lzip_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet LzipDecoder(LzmaStream* stream, ulong limit, uint flags) =>
        Border.Start(stream, memory => FileDecoderCoder.Lzip(memory, limit, flags));

    [UnmanagedCallersOnly(EntryPoint = "lzma_microlzma_encoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet MicroLzmaEncoder(LzmaStream* stream, LzmaOptionsLzma* options) => Border.Start(
        stream,
        memory => new MicroLzmaEncoderCoder(memory, options == null ? null : FilterReader.ReadLzma(options)));

    [UnmanagedCallersOnly(EntryPoint = "lzma_microlzma_decoder", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet MicroLzmaDecoder(
        LzmaStream* stream, ulong compressedSize, ulong uncompressedSize, byte isExact, uint dictionarySize) =>
        Border.Start(
            stream,
            memory => Vli.IsValid(uncompressedSize) && uncompressedSize != Vli.Unknown
                ? new MicroLzmaDecoderCoder(memory, compressedSize, uncompressedSize, isExact != 0, dictionarySize)
                : throw new LzmaException(LzmaRet.OptionsError));

    private static CallerFilter[]? ChainOf(uint preset) => Lzma12.PresetOf(preset) is { } lzma
        ? [new CallerFilter((ulong)FilterId.Lzma2) { Lzma = lzma }]
        : null;

    /// <summary>The chain of a threaded encoder: its filters, or else a preset.</summary>
    /// <exception cref="LzmaException">The options are not valid.</exception>
    private static IReadOnlyList<CallerFilter> ThreadedChain(LzmaMt* options, ref ulong blockSize)
    {
        if (options == null)
        {
            throw new LzmaException(LzmaRet.ProgError);
        }

        if (options->Flags != 0 || options->Threads is 0 or > MostThreads)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        IReadOnlyList<CallerFilter> chain = (options->Filters != null
            ? FilterReader.Read(options->Filters)
            : ChainOf(options->Preset)) ?? throw new LzmaException(LzmaRet.OptionsError);
        if (ChainMemory.Encoder(chain) == ChainMemory.Invalid)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        blockSize = options->BlockSize > 0 ? options->BlockSize : BlockSizeOf(chain);
        return blockSize <= LargestBlock ? chain : throw new LzmaException(LzmaRet.OptionsError);
    }

    /// <summary>Bytes of a Block that suit a chain; all bits if none do.</summary>
    private static ulong BlockSizeOf(IReadOnlyList<CallerFilter>? filters)
    {
        const ulong Least = 1 << 20;
        const ulong Dictionaries = 3;
        if (filters is null || filters.Any(filter => !Chain.IsKnown(filter.Id)))
        {
            return ulong.MaxValue;
        }

        CallerLzma? lzma2 = filters.LastOrDefault(filter => filter.Id == (ulong)FilterId.Lzma2)?.Lzma;
        return lzma2 is null || !Chain.IsEncoderDictionary(lzma2.DictionarySize)
            ? ulong.MaxValue
            : Math.Max(Dictionaries * lzma2.DictionarySize, Least);
    }
}
