using Xzact.Coding;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>A chain of filters ready to decode; kept from Block to Block as long as the chain stays the same.</summary>
internal sealed class FilterChain : IDisposable
{
    private readonly IReadOnlyList<FilterFlags> _filters;
    private readonly Lzma2Decoder _lzma2;
    private readonly List<SimpleFilterDecoder> _simple = [];

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="filters">The chain in the order of the encoder; LZMA2 is last.</param>
    public FilterChain(WorkAllocator allocator, IReadOnlyList<FilterFlags> filters)
    {
        _filters = filters;
        _lzma2 = new Lzma2Decoder(allocator, filters[^1].Value);
        Decoder = _lzma2;
        for (int i = filters.Count - 2; i >= 0; i--)
        {
            var simple = new SimpleFilterDecoder(allocator, Decoder, Create(filters[i], FilterDirection.Decode));
            _simple.Add(simple);
            Decoder = simple;
        }
    }

    /// <summary>The whole chain as one coder.</summary>
    public Coder Decoder { get; }

    /// <summary>Working memory in bytes of a chain that decodes <paramref name="filters"/>.</summary>
    public static long MemoryUsage(IReadOnlyList<FilterFlags> filters) =>
        LzmaSymbolDecoder.MemoryUsage(filters[^1].Value)
        + ((filters.Count - 1L) * SimpleFilterDecoder.BufferSize);

    /// <summary>Whether this chain decodes what <paramref name="filters"/> says.</summary>
    public bool Fits(IReadOnlyList<FilterFlags> filters) => _filters.SequenceEqual(filters);

    /// <summary>Begins again at the start of a Block.</summary>
    public void Reset()
    {
        _lzma2.Reset();
        foreach (SimpleFilterDecoder simple in _simple)
        {
            simple.Reset();
        }
    }

    public void Dispose()
    {
        _lzma2.Dispose();
        foreach (SimpleFilterDecoder simple in _simple)
        {
            simple.Dispose();
        }
    }

    /// <summary>The filter that <paramref name="flags"/> describes.</summary>
    public static SimpleFilter Create(FilterFlags flags, FilterDirection direction) => flags.Id switch
    {
        FilterId.Delta => new DeltaFilter((int)flags.Value, direction),
        FilterId.X86 => new X86Filter(flags.Value, direction),
        FilterId.PowerPC => new WordFilter<PowerPC>(flags.Value, direction),
        FilterId.IA64 => new IA64Filter(flags.Value, direction),
        FilterId.Arm => new WordFilter<Arm>(flags.Value, direction),
        FilterId.ArmThumb => new ArmThumbFilter(flags.Value, direction),
        FilterId.Sparc => new WordFilter<Sparc>(flags.Value, direction),
        FilterId.Arm64 => new WordFilter<Arm64>(flags.Value, direction),
        FilterId.RiscV => new RiscVFilter(flags.Value, direction),
        _ => throw new ArgumentOutOfRangeException(nameof(flags), flags.Id, "Not a simple filter."),
    };
}
