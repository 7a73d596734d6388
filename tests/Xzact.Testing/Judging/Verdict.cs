using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Judging;

/// <summary>What a decoder says about a file, in the classes that the C library has too.</summary>
internal enum Verdict
{
    Good,
    Truncated,
    Corrupt,

    /// <summary>Something follows the last Stream. liblzma calls it corrupt.</summary>
    Trailing,
    Unsupported,
    NoFormat,
    Limit,
}

/// <summary>Judges files with the library under test and with liblzma, by the same measure.</summary>
internal static class Judge
{
    /// <summary>
    /// Largest dictionary that either side accepts: 64 MiB. Nobody wants mutated headers to take gigabytes.
    /// </summary>
    public static DecoderLimits Limits { get; } = new() { MaxDictionarySize = 1 << 26 };

    /// <summary>The memory that liblzma may take, to the same end.</summary>
    public const ulong TheirMemoryLimit = (1 << 26) + (1 << 21);

    public static (Verdict Verdict, byte[] Output) Theirs(ReadOnlySpan<byte> file) =>
        TheirsOf(SystemLiblzma.StreamDecode(file, LiblzmaDecoderOptions.Concatenated, TheirMemoryLimit));

    /// <summary>What liblzma said, in our classes.</summary>
    public static (Verdict Verdict, byte[] Output) TheirsOf(LiblzmaResult result)
    {
        return (result.Status switch
        {
            LiblzmaStatus.StreamEnd => Verdict.Good,
            LiblzmaStatus.BufferError => Verdict.Truncated,
            LiblzmaStatus.DataError => Verdict.Corrupt,
            LiblzmaStatus.OptionsError => Verdict.Unsupported,
            LiblzmaStatus.FormatError => Verdict.NoFormat,
            LiblzmaStatus.MemoryLimitError => Verdict.Limit,
            _ => throw new InvalidOperationException($"liblzma: {result.Status}"),
        }, result.Output);
    }

    public static (Verdict Verdict, byte[] Output) Ours(
        ReadOnlySpan<byte> file, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        using var decoder = new FileDecoder(new WorkAllocator(), Limits, singleStream: false);
        return Ours(decoder, file, inputSize, outputSize);
    }

    public static (Verdict Verdict, byte[] Output) Ours(
        FormatDecoder decoder, ReadOnlySpan<byte> file, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        CoderStatus status = CoderLoops.Decode(decoder, file, out byte[] output, inputSize, outputSize);
        if (status == CoderStatus.More)
        {
            status = decoder.Finish();
        }

        return (status == CoderStatus.Failed ? Classify(decoder.Failure!.Error) : Verdict.Good, output);
    }

    public static Verdict Classify(XzError error) => error switch
    {
        XzError.None or XzError.UnsupportedCheck => Verdict.Good,
        XzError.UnexpectedEnd => Verdict.Truncated,
        XzError.TrailingData => Verdict.Trailing,
        XzError.FormatNotRecognized => Verdict.NoFormat,
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter =>
            Verdict.Unsupported,
        XzError.DictionaryLimit or XzError.MemoryLimit or XzError.OutputLimit or XzError.RatioLimit =>
            Verdict.Limit,
        _ => Verdict.Corrupt,
    };

    /// <summary>The filters of the first Block of an .xz file; none where there is no such thing.</summary>
    public static IReadOnlyList<FilterFlags> ChainOf(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> block = file.Length > StreamFormat.HeaderSize ? file[StreamFormat.HeaderSize..] : [];
        int size = block.IsEmpty ? 0 : (block[0] + 1) * BlockFormat.HeaderSizeUnit;
        return size < BlockFormat.MinHeaderSize || size > block.Length
            || BlockHeader.Read(block[..size], out BlockHeader? header) is not null
            ? []
            : header!.Filters;
    }
}
