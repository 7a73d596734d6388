using System.Runtime.CompilerServices;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Threading;

namespace Xzact;

/// <summary>How an encoder works. The defaults are those of <c>xz -6</c> with one thread.</summary>
public sealed class XzCompressionOptions
{
    private int _quality = DefaultQuality;
    private int _windowLog2;
    private XzChecksumType _checksum = XzChecksumType.Crc64;
    private int _threads = 1;
    private long _blockSize;
    private long _memoryLimit;
    private IReadOnlyList<XzBlockListItem>? _blockList;
    private IReadOnlyList<XzFilter>? _filters;

    /// <summary>The preset that is used if none is named: 6.</summary>
    public static int DefaultQuality => 6;

    /// <summary>Base-2 logarithm of the dictionary of <see cref="DefaultQuality"/>: 23, 8 MiB.</summary>
    public static int DefaultWindowLog2 => 23;

    /// <summary>The largest preset: 9.</summary>
    public static int MaxQuality => 9;

    /// <summary>Base-2 logarithm of the largest dictionary that can be named here: 30, 1 GiB.</summary>
    public static int MaxWindowLog2 => 30;

    /// <summary>The most <see cref="Threads"/>: 16384.</summary>
    public static int MaxThreads => 1 << 14;

    /// <summary>The smallest preset: 0, which is a real preset and not "default".</summary>
    public static int MinQuality => 0;

    /// <summary>Base-2 logarithm of the smallest dictionary: 12, 4 KiB.</summary>
    public static int MinWindowLog2 => 12;

    /// <summary>The integrity check of each Block; <see cref="XzChecksumType.Crc64"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public XzChecksumType Checksum
    {
        get => _checksum;
        set
        {
            if (value is < XzChecksumType.None or > XzChecksumType.Sha256)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a check that .xz has.");
            }

            _checksum = value;
        }
    }

    /// <summary>
    /// Base-2 logarithm of the dictionary size, 12 to 30; 0, the default, for the dictionary of the preset.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int WindowLog2
    {
        get => _windowLog2;
        set
        {
            RequireWindowLog2(value);
            _windowLog2 = value;
        }
    }

    /// <summary>Whether the preset is made slower in the hope of a smaller result, as <c>xz -e</c> does.</summary>
    public bool EnableExtremeMode { get; set; }

    /// <summary>The preset, 0 to 9; 6 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Quality
    {
        get => _quality;
        set
        {
            RequireQuality(value);
            _quality = value;
        }
    }

    /// <summary>The one check of a preset, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 9.</exception>
    internal static void RequireQuality(
        int quality, [CallerArgumentExpression(nameof(quality))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, MinQuality, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, MaxQuality, name);
    }

    /// <summary>The one check of an encoder's window, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither 0 nor 12 to 30.</exception>
    internal static void RequireWindowLog2(
        int windowLog2, [CallerArgumentExpression(nameof(windowLog2))] string? name = null) =>
        RequireWindowLog2(windowLog2, MaxWindowLog2, name);

    /// <inheritdoc cref="RequireWindowLog2(int, string?)"/>
    internal static void RequireWindowLog2(int windowLog2, int largest, string? name)
    {
        if (windowLog2 != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(windowLog2, MinWindowLog2, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(windowLog2, largest, name);
        }
    }

    /// <summary>
    /// LZMA2's options one by one, instead of those that <see cref="Quality"/>, <see cref="EnableExtremeMode"/> and
    /// <see cref="WindowLog2"/> choose; null, the default, for the latter. Read when an encoder is made. A preset
    /// dictionary is refused then: the format cannot say that it needs one.
    /// </summary>
    public LzmaOptions? LzmaOptions { get; set; }

    /// <summary>
    /// The filters that data goes through, the last one LZMA2, instead of LZMA2 alone as the other options say; null,
    /// the default, for the latter. One to four; copied.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty or too long, or LZMA2 is not its last filter
    /// alone.</exception>
    public IReadOnlyList<XzFilter>? Filters
    {
        get => _filters;
        set => _filters = value is null ? null : XzFilter.CopyChain(value, nameof(value));
    }

    /// <summary>
    /// Threads that encode Blocks side by side in an <see cref="XzStream"/>: 1, the default, to 16384; 0 for as many as
    /// there are processors. It also chooses the layout, which an <see cref="XzEncoder"/> writes too although it never
    /// uses threads: with 1 there is one Block, if <see cref="BlockSize"/> does not say more, and its header has no
    /// sizes; with every other value Blocks are as large as three dictionaries, at least 1 MiB, and have their sizes in
    /// their headers, so that threads can decode them. The bytes do not depend on which other value it is.
    /// </summary>
    /// <remarks>
    /// Each thread needs the memory of an encoder, a Block of data and up to two compressed ones; with the default
    /// preset up to about 190 MiB. An encoder with that layout keeps one compressed Block.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxThreads);
            _threads = value;
        }
    }

    /// <summary>
    /// Most working memory in bytes; 0, the default, for any. First fewer threads work, down to none but the caller's,
    /// which changes no byte of the result. Where even that is too much, <see cref="AllowSmallerDictionary"/> decides
    /// between a smaller dictionary and an <see cref="ArgumentException"/>, before memory is taken.
    /// </summary>
    /// <remarks>
    /// It counts what the match finders, windows, filters and Blocks take, not small objects (less than 1 MiB for each
    /// thread).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MemoryLimit
    {
        get => _memoryLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _memoryLimit = value;
        }
    }

    /// <summary>
    /// Whether dictionaries may be made smaller, in steps of 1 MiB down to 1 MiB, where <see cref="MemoryLimit"/> would
    /// else refuse; false by default, for it changes the result.
    /// </summary>
    public bool AllowSmallerDictionary { get; set; }

    /// <summary>
    /// Most bytes of data in a Block; 0, the default, for one Block or, with <see cref="Threads"/> other than 1, for
    /// Blocks of three dictionaries, at least 1 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long BlockSize
    {
        get => _blockSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _blockSize = value;
        }
    }

    /// <summary>
    /// Where Blocks end and what each is encoded with, one after the other; the last item repeats. Items larger than
    /// Blocks may be are split. Null, the default, for no list. Copied.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or an item that is not the last has no size.</exception>
    public IReadOnlyList<XzBlockListItem>? BlockList
    {
        get => _blockList;
        set
        {
            XzBlockListItem[]? copy = value is null ? null : [.. value];
            if (copy is [] || (copy is not null && Array.Exists(copy, item => item is null)))
            {
                throw new ArgumentException("A block list has at least one item, and no null.", nameof(value));
            }

            if (copy is not null && Array.Exists(copy[..^1], item => item.Size == 0))
            {
                throw new ArgumentException("Only the last item may stand for all that follows.", nameof(value));
            }

            _blockList = copy;
        }
    }

    /// <summary>An encoder that works on its caller's thread, whatever <see cref="Threads"/> is.</summary>
    /// <exception cref="ArgumentException"><see cref="LzmaOptions"/> is not valid.</exception>
    internal StreamEncoder CreateEncoder(WorkAllocator allocator)
    {
        CheckId check = CheckOf(_checksum);
        BlockPlan plan = PlanWithinLimit(0, out _);
        return Limited(new SequentialBlocksEncoder(allocator, plan, check), plan, check);
    }

    /// <summary>An encoder for a stream: one that uses threads if <see cref="Threads"/> is not 1.</summary>
    /// <inheritdoc cref="CreateEncoder"/>
    internal StreamEncoder CreateThreadedEncoder(WorkAllocator allocator)
    {
        if (_threads == 1)
        {
            return CreateEncoder(allocator);
        }

        CheckId check = CheckOf(_checksum);
        BlockPlan plan = PlanWithinLimit(ThreadCount.Of(_threads), out int threads);
        BlocksEncoder blocks = threads == 0
            ? new SequentialBlocksEncoder(allocator, plan, check)
            : new ParallelBlocksEncoder(allocator, plan, check, threads);
        return Limited(blocks, plan, check);
    }

    private StreamEncoder Limited(BlocksEncoder blocks, BlockPlan plan, CheckId check) => new(blocks, check)
    {
        ChainMemoryLimit = _memoryLimit == 0 ? long.MaxValue : EncoderMemory.OfChain(plan),
    };

    /// <summary>What is encoded, and on how many threads, so that the limit holds.</summary>
    /// <param name="wanted">Most threads; 0 for the caller's alone.</param>
    /// <param name="threads">How many of them there may be.</param>
    /// <param name="parameter">The name that every constructor gives these options.</param>
    /// <exception cref="ArgumentException">The limit cannot be held.</exception>
    private BlockPlan PlanWithinLimit(int wanted, out int threads, string parameter = "compressionOptions")
    {
        const uint Step = 1 << 20;
        BlockPlan plan = CreatePlan(uint.MaxValue);
        threads = EncoderMemory.Threads(plan, wanted, _memoryLimit);
        long needed = EncoderMemory.Sequential(plan);
        uint largest = plan.Chains.Max(chain => chain.Lzma.DictionarySize);
        for (uint most = (largest - 1) / Step * Step; threads < 0; most -= Step)
        {
            if (most == 0 || !AllowSmallerDictionary)
            {
                throw new ArgumentException(
                    $"The encoder needs {needed} bytes of memory; {_memoryLimit} are allowed.", parameter);
            }

            plan = CreatePlan(most);
            needed = EncoderMemory.Sequential(plan);
            threads = EncoderMemory.Threads(plan, wanted, _memoryLimit);
        }

        return plan;
    }

    private BlockPlan CreatePlan(uint maxDictionarySize)
    {
        EncoderChain Within(EncoderChain chain) => chain.Lzma.DictionarySize <= maxDictionarySize
            ? chain
            : new EncoderChain(chain.Simple, chain.Lzma with { DictionarySize = maxDictionarySize });
        EncoderChain chain = _filters is null ? new EncoderChain([], CreateLzma()) : XzFilter.ToEncoderChain(_filters);
        chain = Within(chain);
        PlannedBlock[] list = _blockList is null
            ? [new PlannedBlock(0, chain)]
            : [.. _blockList.Select(item => new PlannedBlock(
                item.Size, item.Filters is null ? chain : Within(XzFilter.ToEncoderChain(item.Filters))))];
        return new BlockPlan(list, _blockSize, storesSizes: _threads != 1);
    }

    private LzmaEncoderOptions CreateLzma()
    {
        if (LzmaOptions is not null)
        {
            return XzFilter.EncoderOptions(LzmaOptions, nameof(LzmaOptions));
        }

        LzmaEncoderOptions preset = LzmaEncoderOptions.Preset(_quality, EnableExtremeMode);
        return _windowLog2 == 0 ? preset : preset with { DictionarySize = 1U << _windowLog2 };
    }

    private static CheckId CheckOf(XzChecksumType checksum) => checksum switch
    {
        XzChecksumType.None => CheckId.None,
        XzChecksumType.Crc32 => CheckId.Crc32,
        XzChecksumType.Crc64 => CheckId.Crc64,
        _ => CheckId.Sha256,
    };
}
