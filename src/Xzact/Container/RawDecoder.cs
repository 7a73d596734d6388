using Xzact.Coding;
using Xzact.Filters;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>
/// Decodes a chain that ends with LZMA1 or LZMA2 without any file format: what it needs to know comes from its user.
/// </summary>
internal sealed class RawDecoder : LzmaFormatDecoder
{
    private readonly WorkAllocator _allocator;
    private readonly uint _dictionarySize;
    private readonly LzmaProperties _properties;
    private readonly ulong? _size;
    private readonly bool _mayHaveMarker;
    private readonly ReadOnlyMemory<byte> _history;
    private readonly bool _isLzma2;
    private readonly IReadOnlyList<FilterFlags> _filters;
    private readonly List<SimpleFilterDecoder> _simple = [];
    private Lzma1Decoder? _lzma1;
    private Lzma2Decoder? _lzma2;
    private Coder? _chain;
    private Step _step;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="options">lc, lp, pb, dictionary size and preset dictionary that the data was encoded with.</param>
    /// <param name="isLzma2">LZMA2, or LZMA1.</param>
    /// <param name="size">Bytes that LZMA1 data stands for; null if it ends with a marker.</param>
    public RawDecoder(
        WorkAllocator allocator, DecoderLimits limits, LzmaOptions options, bool isLzma2, ulong? size)
        : this(
            allocator, limits, [], (uint)options.DictionarySize, options.Properties, isLzma2,
            options.PresetDictionary.ToArray(), size)
    {
    }

    /// <summary>A decoder of a chain.</summary>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="filters">Filters before LZMA, in the order of the encoder.</param>
    /// <param name="dictionarySize">Dictionary in bytes.</param>
    /// <param name="properties">lc, lp, pb; of no meaning to LZMA2.</param>
    /// <param name="isLzma2">LZMA2, or LZMA1.</param>
    /// <param name="history">A preset dictionary; not changed while the decoder is used.</param>
    /// <param name="size">Bytes that LZMA1 data stands for; null if it ends with a marker.</param>
    /// <param name="mayHaveMarker">Whether a marker may stand behind <paramref name="size"/> bytes.</param>
    public RawDecoder(
        WorkAllocator allocator,
        DecoderLimits limits,
        IReadOnlyList<FilterFlags> filters,
        uint dictionarySize,
        LzmaProperties properties,
        bool isLzma2,
        ReadOnlyMemory<byte> history = default,
        ulong? size = null,
        bool mayHaveMarker = true)
        : base(limits, 0)
    {
        _history = history;
        _size = size;
        _mayHaveMarker = mayHaveMarker;
        _allocator = allocator;
        _filters = filters;
        _dictionarySize = dictionarySize;
        _properties = properties;
        _isLzma2 = isLzma2;
    }

    private enum Step
    {
        Start,
        Data,
        End,
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _step = Step.Start;
    }

    /// <inheritdoc/>
    public override CoderStatus Finish() => Failure is not null ? CoderStatus.Failed
        : _step == Step.End ? CoderStatus.End
        : Fail(XzError.UnexpectedEnd, End, "The data ends in the middle of raw LZMA data");

    public override void Dispose()
    {
        _simple.ForEach(simple => simple.Dispose());
        _lzma1?.Dispose();
        _lzma2?.Dispose();
    }

    protected override CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        if (_step == Step.Start)
        {
            long memory = LzmaSymbolDecoder.MemoryUsage(_dictionarySize)
                + ((long)_filters.Count * SimpleFilterDecoder.BufferSize);
            if (Refuse(_dictionarySize, memory, 0) is { } refused)
            {
                return refused;
            }

            Start();
            _step = Step.Data;
        }

        if (_step == Step.Data)
        {
            CoderStatus status = _chain!.Code(ref input, ref output);
            if (status != CoderStatus.End)
            {
                return status == CoderStatus.Failed ? FailAs(_chain, 0) : status;
            }

            _step = Step.End;
        }

        return SingleStream ? CoderStatus.End
            : input.IsEmpty ? CoderStatus.More
            : Fail(XzError.TrailingData, Offset(input), "Something follows the raw LZMA data.");
    }

    private void Start()
    {
        if (_isLzma2)
        {
            _lzma2 ??= new Lzma2Decoder(_allocator, _dictionarySize, _history);
            _lzma2.Reset();
        }
        else
        {
            _lzma1 ??= new Lzma1Decoder(_allocator);
            _lzma1.Start(_dictionarySize, _properties, _size, _mayHaveMarker, _history.Span);
        }

        if (_chain is null)
        {
            _chain = (Coder?)_lzma1 ?? _lzma2!;
            for (int i = _filters.Count - 1; i >= 0; i--)
            {
                SimpleFilter filter = FilterChain.Create(_filters[i], FilterDirection.Decode);
                var simple = new SimpleFilterDecoder(_allocator, _chain, filter);
                _simple.Add(simple);
                _chain = simple;
            }
        }

        _simple.ForEach(simple => simple.Reset());
    }
}
