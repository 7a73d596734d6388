using Xzact.Coding;
using Xzact.Filters;
using Xzact.Kernels;
using Xzact.Lzma2;
using Xzact.Matching;

namespace Xzact.Container;

/// <summary>A chain of filters ready to encode, as one encoder; <see cref="FilterChain"/> is its counterpart.</summary>
internal sealed class FilterChainEncoder : Encoder, IDisposable
{
    private readonly Lzma2Encoder _lzma2;
    private readonly List<SimpleFilterEncoder> _simple = [];
    private readonly Encoder _first;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="chain">The filters.</param>
    /// <param name="spare">Threads that may help; null for none.</param>
    public FilterChainEncoder(WorkAllocator allocator, EncoderChain chain, SpareThreads? spare = null)
    {
        Chain = chain;
        _lzma2 = new Lzma2Encoder(allocator, chain.Lzma, spare);
        _first = _lzma2;
        for (int i = chain.Simple.Count - 1; i >= 0; i--)
        {
            var simple = new SimpleFilterEncoder(
                allocator, _first, FilterChain.Create(chain.Simple[i], FilterDirection.Encode));
            _simple.Add(simple);
            _first = simple;
        }
    }

    /// <summary>The filters.</summary>
    public EncoderChain Chain { get; private set; }

    /// <summary>Working memory in bytes of a chain that encodes with <paramref name="chain"/>.</summary>
    public static long MemoryUsage(EncoderChain chain) =>
        Lzma2Encoder.MemoryUsage(chain.Lzma) + ((long)chain.Simple.Count * SimpleFilterEncoder.BufferSize);

    /// <summary>Begins again at the start of a Block.</summary>
    public void Reset()
    {
        _lzma2.Reset();
        foreach (SimpleFilterEncoder simple in _simple)
        {
            simple.Reset();
        }
    }

    /// <summary>
    /// Goes on with lc, lp and pb of a chain that is else the same; only after a flush. False for any other chain.
    /// </summary>
    public bool TryChange(EncoderChain chain)
    {
        bool isSimilar = chain.Simple.SequenceEqual(Chain.Simple)
            && chain.Lzma == Chain.Lzma with { Properties = chain.Lzma.Properties };
        if (isSimilar && chain.Lzma.Properties != Chain.Lzma.Properties)
        {
            _lzma2.SetProperties(chain.Lzma.Properties);
        }

        Chain = isSimilar ? chain : Chain;
        return isSimilar;
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action) =>
        _first.Code(ref input, ref output, action);

    public void Dispose()
    {
        _lzma2.Dispose();
        foreach (SimpleFilterEncoder simple in _simple)
        {
            simple.Dispose();
        }
    }
}
