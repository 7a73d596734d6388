using Xzact.Coding;
using Xzact.Filters;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>
/// Encodes a chain that ends with LZMA1 or LZMA2 without any file format. LZMA1 ends with a marker unless the length of
/// the source was announced.
/// </summary>
internal sealed class RawEncoder : LzmaFormatEncoder
{
    private readonly Lzma1Encoder? _lzma1;
    private readonly Lzma2Encoder? _lzma2;
    private readonly List<SimpleFilterEncoder> _simple = [];
    private readonly Encoder _first;
    private readonly ReadOnlyMemory<byte> _history;
    private LzmaProperties _properties;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="filters">Filters before LZMA, in order.</param>
    /// <param name="options">How LZMA works.</param>
    /// <param name="history">A preset dictionary.</param>
    /// <param name="isLzma2">LZMA2, or LZMA1.</param>
    public RawEncoder(
        WorkAllocator allocator,
        IReadOnlyList<FilterFlags> filters,
        LzmaEncoderOptions options,
        ReadOnlyMemory<byte> history,
        bool isLzma2)
        : base(0)
    {
        _history = history;
        _properties = options.Properties;
        _lzma1 = isLzma2 ? null : new Lzma1Encoder(allocator, options);
        _lzma2 = isLzma2 ? new Lzma2Encoder(allocator, options) : null;
        _first = (Encoder?)_lzma1 ?? _lzma2!;
        for (int i = filters.Count - 1; i >= 0; i--)
        {
            var simple = new SimpleFilterEncoder(
                allocator, _first, FilterChain.Create(filters[i], FilterDirection.Encode));
            _simple.Add(simple);
            _first = simple;
        }
    }

    /// <summary>
    /// Goes on with other lc, lp and pb; only those of LZMA2 change, at the start and after a flush. False else.
    /// </summary>
    public bool TryChange(LzmaProperties properties)
    {
        if (_lzma2 is not { IsBetweenChunks: true })
        {
            return false;
        }

        if (properties != _properties)
        {
            _lzma2.SetProperties(properties);
            _properties = properties;
        }

        return true;
    }

    public override void Dispose()
    {
        _lzma1?.Dispose();
        _lzma2?.Dispose();
        foreach (SimpleFilterEncoder simple in _simple)
        {
            simple.Dispose();
        }
    }

    protected override void Start()
    {
        _lzma1?.Reset(_history.Span, writesMarker: SourceLength is null);
        _lzma2?.Reset(_history.Span);
        _simple.ForEach(simple => simple.Reset());
    }

    protected override CoderStatus? Advance(
        ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action) =>
        _first.Code(ref input, ref output, action);
}
