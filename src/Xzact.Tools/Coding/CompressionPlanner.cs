using Xzact.Container;
using Xzact.Lzma;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>
/// Weighs the settings of compression against each other and against the memory limit: fewer threads, then one, then
/// smaller dictionaries. What changes the output is said; what cannot be is an error.
/// </summary>
internal sealed class CompressionPlanner
{
    private const uint DictionaryStep = 1 << 20;
    private const ulong LargestThreadedBlock = ulong.MaxValue / ThreadSetting.Max;

    private readonly Settings _settings;
    private readonly Reporter _reporter;
    private readonly FileFormat _format;
    private readonly IReadOnlyList<ChosenFilter>?[] _chains = new IReadOnlyList<ChosenFilter>?[Chains.Count];
    private ThreadSetting _threads;
    private ulong _blockSize;

    private CompressionPlanner(Settings settings, Reporter reporter)
    {
        _settings = settings;
        _reporter = reporter;
        _format = settings.Format == FileFormat.Auto ? FileFormat.Xz : settings.Format;
        _threads = settings.Threads;
        _blockSize = settings.BlockSize;
    }

    private bool IsThreaded => _format == FileFormat.Xz && _threads.IsThreaded;

    private IEnumerable<int> Used => Enumerable.Range(0, Chains.Count).Where(number => _chains[number] is not null);

    /// <summary>How files are compressed.</summary>
    /// <exception cref="UsageException">The settings do not go together, or not with the memory limit.</exception>
    public static CompressionPlan Plan(Settings settings, Reporter reporter)
    {
        var planner = new CompressionPlanner(settings, reporter);
        planner.ChooseChains();
        planner.CheckFlushing();
        planner.KeepLimit();
        return new CompressionPlan
        {
            Format = planner._format,
            Chains = planner._chains,
            Check = settings.Check,
            Threads = planner._threads,
            BlockSize = planner._blockSize,
            BlockList = settings.BlockList,
        };
    }

    /// <summary>The chain that raw data is decompressed with.</summary>
    /// <exception cref="UsageException">It is none, or takes more memory than is allowed.</exception>
    public static IReadOnlyList<ChosenFilter> RawChain(Settings settings, Reporter reporter)
    {
        var planner = new CompressionPlanner(settings, reporter);
        planner.ChooseChains();
        IReadOnlyList<ChosenFilter> chain = planner._chains[0]!;
        planner.RequireValid(0);
        ulong needed = MemoryModel.Decoder(chain);
        reporter.Say(Verbosity.Debug, Amounts.MemoryNeed(needed, settings.Limits.Decompress));
        ulong limit = settings.Limits.Decompress;
        return limit == 0 || needed <= limit ? chain : throw TooLittle(needed, limit);
    }

    private void ChooseChains()
    {
        int used = _settings.BlockList?.UsedChains ?? 1;
        for (int number = 0; number < Chains.Count; number++)
        {
            if ((used & (1 << number)) != 0)
            {
                _chains[number] = _settings.Chains[number] ?? (number == 0
                    ? PresetChain()
                    : throw new UsageException($"filter chain {number} used by --block-list but not specified with " +
                        $"--filters{number}="));
            }
        }

        if (_chains[0] is not { } chain)
        {
            return;
        }

        if (_format == FileFormat.Lzma && (chain.Count != 1 || chain[0].Kind != FilterKind.Lzma1))
        {
            throw new UsageException("The .lzma format supports only the LZMA1 filter");
        }

        if (_format == FileFormat.Lzip && (chain.Count != 1 || chain[0].Kind != FilterKind.Lzma1
            || chain[0].Lzma!.Properties != LzmaProperties.Default
            || chain[0].Lzma!.DictionarySize > LzipDictionary.MaxSize))
        {
            throw new UsageException(
                "The .lz format supports only the LZMA1 filter, with lc=3, lp=0, pb=2 and dict=512MiB at most");
        }

        if (_format == FileFormat.Xz && chain.Any(filter => filter.Kind == FilterKind.Lzma1))
        {
            throw new UsageException("LZMA1 cannot be used with the .xz format");
        }

        _reporter.Say(Verbosity.Debug, "Filter chain: " + FilterDescription.Of(chain, encodes: true));
    }

    private IReadOnlyList<ChosenFilter> PresetChain()
    {
        if (_format == FileFormat.Raw)
        {
            _reporter.Say(Verbosity.Warnings, "Using a preset in raw mode is discouraged.");
            _reporter.Say(
                Verbosity.Warnings, "The exact options of the presets may vary between software versions.");
        }

        FilterKind kind = _format is FileFormat.Lzma or FileFormat.Lzip ? FilterKind.Lzma1 : FilterKind.Lzma2;
        return [FilterKey.ApplyPreset(kind.ToDefault(), _settings.Chains.Preset, _settings.Chains.Extreme)];
    }

    private void CheckFlushing()
    {
        if (_settings.FlushTimeout == 0)
        {
            return;
        }

        foreach (int number in Used)
        {
            if (_chains[number]!.Any(filter => filter.Kind.Id is not (Format.FilterId.Lzma2 or Format.FilterId.Delta)))
            {
                throw new UsageException($"Filter chain {number} is incompatible with --flush-timeout");
            }
        }

        if (_threads.IsThreaded)
        {
            _reporter.Say(Verbosity.Warnings, "Switching to single-threaded mode due to --flush-timeout");
            _threads = ThreadSetting.One;
        }
    }

    private void KeepLimit()
    {
        ulong limit = NoneIfZero(_settings.Limits.Compress);
        bool isSoft = IsThreaded && _settings.Limits.Compress == 0 && _threads.IsAutomatic;
        if (IsThreaded)
        {
            limit = isSoft ? _settings.Limits.Default : limit;
            ChooseBlockSize();
        }

        foreach (int number in Used)
        {
            RequireValid(number);
        }

        if (IsThreaded)
        {
            _reporter.Say(Verbosity.Debug, $"Using up to {_threads.Count} threads.");
        }

        ulong needed = Needed();
        _reporter.Say(Verbosity.Debug, Amounts.MemoryNeed(needed, _settings.Limits.Compress));
        ulong toDecompress = Used.Max(number => MemoryModel.Decoder(_chains[number]!));
        _reporter.Say(
            Verbosity.Debug, $"Decompression will need {Amounts.MebibytesUp(toDecompress)} MiB of memory.");
        if (needed <= limit)
        {
            return;
        }

        if (_format == FileFormat.Raw)
        {
            throw TooLittle(needed, limit);
        }

        if (!IsThreaded || !ReduceThreads(limit, isSoft))
        {
            ReduceDictionaries(limit);
        }
    }

    /// <summary>Blocks of the threaded layout: for the largest dictionary, no larger than a list has them.</summary>
    private void ChooseBlockSize()
    {
        if (_blockSize != 0)
        {
            return;
        }

        foreach (int number in Used)
        {
            LzmaEncoderOptions lzma = _chains[number]!.LastOrDefault(filter => filter.Kind.IsLzma)?.Lzma
                ?? throw new UsageException($"Unsupported options in filter chain {number}");
            _blockSize = Math.Max(_blockSize, Math.Max(lzma.DictionarySize * 3UL, 1 << 20));
        }

        if (_settings.BlockList is { } list)
        {
            _blockSize = Math.Min(_blockSize, list.Largest);
        }
    }

    private void RequireValid(int number)
    {
        if (!ChainRules.IsValid(_chains[number]!) || (IsThreaded && _blockSize > LargestThreadedBlock))
        {
            throw new UsageException("Unsupported filter chain or filter options");
        }
    }

    private ulong Needed() => Used.Max(number => IsThreaded
        ? MemoryModel.ThreadedEncoder(_chains[number]!, _blockSize, _threads.Count)
        : MemoryModel.Encoder(_chains[number]!));

    /// <summary>Tries fewer threads, then the layout of one.</summary>
    /// <returns>True if that is enough.</returns>
    private bool ReduceThreads(ulong limit, bool isSoft)
    {
        int wanted = _threads.Count;
        ulong needed = Needed();
        while (_threads.Count > 1)
        {
            _threads = _threads with { Count = _threads.Count - 1 };
            needed = Needed();
            if (needed <= limit)
            {
                _reporter.Say(Verbosity.Debug, $"Reduced the number of threads from {wanted} to {_threads.Count} " +
                    $"to not exceed the memory usage limit of {Amounts.MebibytesUp(limit)} MiB");
                return true;
            }
        }

        if (isSoft)
        {
            _reporter.Say(Verbosity.Debug, $"Reduced the number of threads from {wanted} to one. The automatic " +
                $"memory usage limit of {Amounts.MebibytesUp(limit)} MiB is still being exceeded. " +
                $"{Amounts.MebibytesUp(needed)} MiB of memory is required. Continuing anyway.");
            return true;
        }

        if (!_settings.Adjusts)
        {
            throw TooLittle(needed, limit);
        }

        _threads = ThreadSetting.One;
        _blockSize = _settings.BlockSize;
        _reporter.Say(Verbosity.Warnings, "Switching to single-threaded mode to not exceed the memory usage limit of " +
            $"{Amounts.MebibytesUp(limit)} MiB");
        return Needed() <= limit;
    }

    private void ReduceDictionaries(ulong limit)
    {
        if (!_settings.Adjusts)
        {
            throw TooLittle(Needed(), limit);
        }

        foreach (int number in Used)
        {
            if (MemoryModel.Encoder(_chains[number]!) > limit)
            {
                ReduceDictionary(number, limit);
            }
        }
    }

    private void ReduceDictionary(int number, ulong limit)
    {
        IReadOnlyList<ChosenFilter> chain = _chains[number]!;
        LzmaEncoderOptions lzma = ChainRules.Lzma(chain);
        uint dictionary = lzma.DictionarySize & ~(DictionaryStep - 1);
        while (true)
        {
            ulong needed = MemoryModel.Encoder(_chains[number]!);
            if (dictionary < DictionaryStep)
            {
                throw TooLittle(needed, limit);
            }

            ChosenFilter smaller = chain[^1] with { Lzma = lzma with { DictionarySize = dictionary } };
            _chains[number] = [.. chain.SkipLast(1), smaller];
            if (MemoryModel.Encoder(_chains[number]!) <= limit)
            {
                break;
            }

            dictionary -= DictionaryStep;
        }

        string which = number == 0 ? "" : $" for --filters{number}";
        _reporter.Say(Verbosity.Warnings, $"Adjusted {chain[^1].Kind.Name.ToUpperInvariant()} dictionary size{which} " +
            $"from {lzma.DictionarySize >> 20} MiB to {dictionary >> 20} MiB to not exceed the memory usage limit of " +
            $"{Amounts.MebibytesUp(limit)} MiB");
    }

    private static ulong NoneIfZero(ulong limit) => limit == 0 ? ulong.MaxValue : limit;

    private static UsageException TooLittle(ulong needed, ulong limit) => new(
        "Memory usage limit is too low for the given filter setup.", Amounts.MemoryNeed(needed, limit));
}
