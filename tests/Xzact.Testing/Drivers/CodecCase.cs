using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Drivers;

/// <summary>What a case is encoded as.</summary>
internal enum CodecFormat
{
    Xz,
    LzmaAlone,
    Lzip,
    RawLzma1,
    RawLzma2,
}

/// <summary>
/// Random data and random valid options of one format, for the encoders here and for liblzma's: how they are
/// chosen, and how each side is called.
/// </summary>
internal sealed class CodecCase
{
    /// <summary>How many filters may stand before LZMA2: Delta to RISC-V, whose IDs follow each other.</summary>
    public const int SimpleFilters = (int)FilterId.RiscV - (int)FilterId.Delta + 1;

    private const int DataKinds = 8;

    private readonly bool _announcesSize;
    private readonly bool _hasMarkerChoice;

    public CodecCase(Choices choices)
    {
        Format = choices.Of(CodecFormat.Xz, CodecFormat.Xz, CodecFormat.LzmaAlone, CodecFormat.Lzip,
            CodecFormat.RawLzma1, CodecFormat.RawLzma2);
        Lzma = RandomLzma(choices, Format == CodecFormat.Lzip);
        _announcesSize = choices.OneIn(3) && Format is CodecFormat.LzmaAlone or CodecFormat.RawLzma1;
        _hasMarkerChoice = _announcesSize && Format == CodecFormat.RawLzma1;
        if (Format is CodecFormat.RawLzma1 or CodecFormat.RawLzma2 && choices.OneIn(2))
        {
            History = Corpus.Make(CorpusKind.Text, 1 + choices.Next(6000), choices.Next(256));
            Lzma.PresetDictionary = History;
        }

        if (Format == CodecFormat.Xz)
        {
            Filters = RandomFilters(choices);
            Check = choices.Of(CheckId.None, CheckId.Crc32, CheckId.Crc64, CheckId.Sha256);
            Threads = choices.Of(1, 1, 0, 2, 5);
            BlockSize = choices.OneIn(3) ? 1 + choices.Next(1 << 14) : 0;
            if (choices.OneIn(4))
            {
                BlockList = RandomBlockList(choices);
            }
        }

        Pieces = (choices.OneIn(3) ? 1 + choices.Next(40) : 1 + choices.Next(1 << 14),
            choices.OneIn(3) ? 1 + choices.Next(40) : 1 + choices.Next(1 << 14));
        Flushes = [.. Enumerable.Range(0, choices.OneIn(3) ? choices.Next(5) : 0)
            .Select(_ => (choices.Next(1 << 15), Format != CodecFormat.Xz
                ? EncoderAction.SyncFlush
                : choices.Of(EncoderAction.SyncFlush, EncoderAction.FullFlush, EncoderAction.FullBarrier)))
            .OrderBy(flush => flush.Item1)];
        int kind = choices.Next(DataKinds);
        int length = choices.Next(1 << (4 + choices.Next(12)));
        byte[] made = kind < Corpus.Kinds.Count ? Corpus.Make(Corpus.Kinds[kind], length, choices.Next(1 << 16)) : [];
        Data = [.. made, .. choices.OneIn(4) ? choices.Rest.ToArray() : []];
    }

    public CodecFormat Format { get; }

    public LzmaOptions Lzma { get; }

    public byte[] History { get; } = [];

    public IReadOnlyList<FilterFlags> Filters { get; } = [];

    public CheckId Check { get; }

    public int Threads { get; } = 1;

    public long BlockSize { get; }

    public IReadOnlyList<XzBlockListItem>? BlockList { get; }

    /// <summary>Most bytes of input and of output of a call.</summary>
    public (int Input, int Output) Pieces { get; }

    /// <summary>Where in the data what is flushed, in ascending order.</summary>
    public IReadOnlyList<(int At, EncoderAction Action)> Flushes { get; }

    public byte[] Data { get; }

    /// <summary>
    /// Bytes of the largest dictionary that a decoder may be asked for: headers can only name some sizes, the next of
    /// which is at most one and a half times as large.
    /// </summary>
    public long LargestDictionary => Math.Max(
        Lzma.DictionarySize,
        BlockList is null ? 0 : BlockList.Max(item => item.Filters is null ? 0 : (long)item.Filters[^1].Flags.Value))
        * 3 / 2;

    /// <summary>False if the liblzma at hand has not all that this case is about.</summary>
    public bool TheyCan => SystemLiblzma.HasRiscV
        || !(Filters.Any(filter => filter.Id == FilterId.RiscV)
            || BlockList is { } list && list.Any(item =>
                item.Filters is { } filters && filters.Any(filter => filter.Flags.Id == FilterId.RiscV)));

    private LzmaDataFormat LzmaFormat => Format switch
    {
        CodecFormat.RawLzma1 => LzmaDataFormat.RawLzma1,
        CodecFormat.RawLzma2 => LzmaDataFormat.RawLzma2,
        _ => LzmaDataFormat.LzmaAlone,
    };

    public override string ToString() =>
        $"{Format}, {Data.Length} bytes, dictionary {Lzma.DictionarySize}, lc {Lzma.LiteralContextBits}, "
        + $"lp {Lzma.LiteralPositionBits}, pb {Lzma.PositionBits}, {Lzma.Mode}, {Lzma.MatchFinder}, nice "
        + $"{Lzma.NiceLength}, depth {Lzma.Depth}, filters [{string.Join(' ', Filters.Select(f => f.Id))}], "
        + $"{Check}, threads {Threads}, block size {BlockSize}, {BlockList?.Count ?? 0} listed, "
        + $"{Flushes.Count} flushes, {History.Length} bytes of history, size {(_announcesSize ? "known" : "unknown")}";

    /// <summary>A new encoder of this library.</summary>
    /// <param name="threads">Instead of <see cref="Threads"/>; only a layout's own number of threads may vary.</param>
    public FormatEncoder CreateEncoder(int threads)
    {
        FormatEncoder encoder = Format switch
        {
            CodecFormat.Xz => new XzCompressionOptions
            {
                Filters = [.. Filters.Select(ToFilter), XzFilter.Lzma2(Lzma)],
                Checksum = ToChecksum(Check),
                Threads = threads,
                BlockSize = BlockSize,
                BlockList = BlockList,
            }.CreateThreadedEncoder(new WorkAllocator()),
            CodecFormat.Lzip => new LzipCompressionOptions { LzmaOptions = Lzma }.CreateEncoder("options"),
            _ => LzmaEncoder.CreateEncoder(Lzma, LzmaFormat),
        };
        if (_announcesSize)
        {
            encoder.UseSourceLength(Data.Length);
        }

        return encoder;
    }

    /// <summary>A new decoder of this library.</summary>
    public FormatDecoder CreateDecoder(WorkAllocator allocator) => Format switch
    {
        CodecFormat.Xz => new FileDecoder(allocator, DecoderLimits.None, singleStream: false),
        CodecFormat.LzmaAlone => new LzmaAloneDecoder(allocator, DecoderLimits.None, plausibleOnly: true),
        CodecFormat.Lzip => new LzipFileDecoder(allocator, DecoderLimits.None),
        _ => new RawDecoder(
            allocator,
            DecoderLimits.None,
            Lzma,
            Format == CodecFormat.RawLzma2,
            _announcesSize ? (ulong)Data.Length : null),
    };

    /// <summary>What liblzma makes of an encoded file.</summary>
    public LiblzmaResult TheirDecode(ReadOnlySpan<byte> file) => Format switch
    {
        CodecFormat.Xz => SystemLiblzma.StreamDecode(file, LiblzmaDecoderOptions.Concatenated),
        CodecFormat.LzmaAlone => SystemLiblzma.AutoDecode(file, LiblzmaDecoderOptions.Concatenated),
        CodecFormat.Lzip => SystemLiblzma.LzipDecode(file, LiblzmaDecoderOptions.Concatenated),
        _ => SystemLiblzma.RawDecode(file, RawFilter()),
    };

    /// <summary>The data, encoded by liblzma with the same options as far as it has them.</summary>
    public byte[] TheirEncode()
    {
        LiblzmaFilter[] chain = [.. Filters.Select(Files.XzGenerator.ForLiblzma), LiblzmaFilter.Lzma2(Settings())];
        LiblzmaResult result = Format switch
        {
            CodecFormat.Xz when Threads != 1 && BlockSize > 0 =>
                SystemLiblzma.ThreadedEncode(Data, (uint)Check, (int)BlockSize, chain),
            CodecFormat.Xz => SystemLiblzma.StreamEncode(Data, (uint)Check, chain),
            CodecFormat.LzmaAlone => SystemLiblzma.AloneEncode(Data, LiblzmaFilter.Lzma1(Settings())),
            CodecFormat.Lzip => new LiblzmaResult(
                LiblzmaStatus.StreamEnd,
                Files.SmallLzmaFiles.Member(
                    Data, dictionary: LzipDictionary.ToByte((uint)Lzma.DictionarySize), settings: Settings()),
                Data.Length),
            _ => SystemLiblzma.RawEncode(Data, RawFilter()),
        };
        Require.That(result.Status == LiblzmaStatus.StreamEnd, $"liblzma refuses to encode {this}: {result.Status}");
        return result.Output;
    }

    private LiblzmaFilter RawFilter()
    {
        LiblzmaFilter filter = Format == CodecFormat.RawLzma1
            ? LiblzmaFilter.Lzma1(Settings())
            : LiblzmaFilter.Lzma2(Settings());
        filter = History.Length > 0 ? filter.WithPresetDictionary(History) : filter;
        return _hasMarkerChoice ? filter.WithSize(Data.Length, mayHaveMarker: false) : filter;
    }

    private LzmaSettings Settings() => new(6)
    {
        DictionarySize = (uint)Lzma.DictionarySize,
        Lc = Lzma.LiteralContextBits,
        Lp = Lzma.LiteralPositionBits,
        Pb = Lzma.PositionBits,
        NiceLength = Lzma.NiceLength,
        Mode = (int)Lzma.Mode,
        MatchFinder = (int)Lzma.MatchFinder,
        Depth = Lzma.Depth,
    };

    private static LzmaOptions RandomLzma(Choices choices, bool isLzip)
    {
        int lc = isLzip ? LzipFormat.Lc : choices.Next(5);
        return new LzmaOptions(choices.Next(10), choices.OneIn(4))
        {
            // .lz has only some sizes, between 2^12 and 2^29; the encoder takes the next one.
            DictionarySize = 4096 + (choices.OneIn(8)
                ? choices.Next(1 << 21)
                : choices.Next(4) * 16 * choices.Next(3000)),
            LiteralContextBits = lc,
            LiteralPositionBits = isLzip ? LzipFormat.Lp : choices.Next(5 - lc),
            PositionBits = isLzip ? LzipFormat.Pb : choices.Next(5),
            NiceLength = 4 + choices.Next(270),
            Mode = choices.Of(LzmaMode.Fast, LzmaMode.Normal),
            MatchFinder = choices.Of(
                LzmaMatchFinder.HashChain3, LzmaMatchFinder.HashChain4, LzmaMatchFinder.BinaryTree2,
                LzmaMatchFinder.BinaryTree3, LzmaMatchFinder.BinaryTree4),
            Depth = choices.OneIn(2) ? choices.Next(60) : 0,
        };
    }

    private static FilterFlags[] RandomFilters(Choices choices) =>
        [.. Enumerable.Range(0, choices.Next(4)).Select(_ => RandomFilter(choices))];

    private static FilterFlags RandomFilter(Choices choices)
    {
        var id = (FilterId)((int)FilterId.Delta + choices.Next(SimpleFilters));
        return id == FilterId.Delta
            ? new FilterFlags(id, 1 + (uint)choices.Next(256))
            : new FilterFlags(id, (uint)(choices.OneIn(2) ? choices.Next(1 << 16) : choices.Next(3) - 1)
                * BranchFormat.Alignment(id));
    }

    private static XzBlockListItem[] RandomBlockList(Choices choices)
    {
        int count = 1 + choices.Next(5);
        var list = new XzBlockListItem[count];
        for (int i = 0; i < count; i++)
        {
            int size = i == count - 1 && choices.OneIn(2) ? 0 : 1 + choices.Next(6000);
            XzFilter[]? chain = choices.OneIn(2)
                ? [.. RandomFilters(choices).Select(ToFilter), XzFilter.Lzma2(RandomLzma(choices, isLzip: false))]
                : null;
            list[i] = new XzBlockListItem(size, chain);
        }

        return list;
    }

    private static XzChecksumType ToChecksum(CheckId check) => check switch
    {
        CheckId.None => XzChecksumType.None,
        CheckId.Crc32 => XzChecksumType.Crc32,
        CheckId.Crc64 => XzChecksumType.Crc64,
        _ => XzChecksumType.Sha256,
    };

    private static XzFilter ToFilter(FilterFlags flags) => flags.Id switch
    {
        FilterId.Delta => XzFilter.Delta((int)flags.Value),
        FilterId.X86 => XzFilter.X86(flags.Value),
        FilterId.PowerPC => XzFilter.PowerPC(flags.Value),
        FilterId.IA64 => XzFilter.IA64(flags.Value),
        FilterId.Arm => XzFilter.Arm(flags.Value),
        FilterId.ArmThumb => XzFilter.ArmThumb(flags.Value),
        FilterId.Sparc => XzFilter.Sparc(flags.Value),
        FilterId.Arm64 => XzFilter.Arm64(flags.Value),
        _ => XzFilter.RiscV(flags.Value),
    };
}
