using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Threading;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>Makes the decoders that settings ask for, and keeps each for the next file.</summary>
/// <param name="settings">Limits and threads.</param>
/// <param name="rawChain">The chain of raw data; null if the format is another one.</param>
internal sealed class Decoders(Settings settings, IReadOnlyList<ChosenFilter>? rawChain) : IDisposable
{
    private readonly Dictionary<FileFormat, FormatDecoder> _decoders = [];
    private FormatDecoder? _threaded;

    /// <summary>A decoder that is ready for a file.</summary>
    /// <param name="format">The file's format.</param>
    /// <param name="threaded">Whether Blocks may be decoded side by side, where settings and format allow it.</param>
    /// <returns>Null if the filters of raw data have options that no decoder takes.</returns>
    public FormatDecoder? Take(FileFormat format, bool threaded)
    {
        if (format == FileFormat.Raw && ChainRules.IsMisaligned(rawChain!))
        {
            return null;
        }

        FormatDecoder? decoder;
        if (threaded && CanBeThreaded(format))
        {
            decoder = _threaded ??= CreateThreaded();
        }
        else if (!_decoders.TryGetValue(format, out decoder))
        {
            decoder = Create(format);
            _decoders.Add(format, decoder);
        }

        decoder.Reset();
        return decoder;
    }

    /// <summary>Gives up the memory of a decoder without threads, if the format has one with threads.</summary>
    public void Drop(FileFormat format)
    {
        if (CanBeThreaded(format) && _decoders.Remove(format, out FormatDecoder? decoder))
        {
            decoder.Dispose();
        }
    }

    private FormatDecoder Create(FileFormat format)
    {
        var allocator = new WorkAllocator();
        DecoderLimits limits = Limits(format);
        FormatDecoder decoder = format switch
        {
            FileFormat.Lzma => new LzmaAloneDecoder(allocator, limits, plausibleOnly: true),
            FileFormat.Lzip => new LzipFileDecoder(allocator, limits),
            FileFormat.Raw => new RawDecoder(
                allocator,
                DecoderLimits.None,
                ChainRules.Simple(rawChain!),
                ChainRules.Lzma(rawChain!).DictionarySize,
                ChainRules.Lzma(rawChain!).Properties,
                isLzma2: rawChain![^1].Kind == FilterKind.Lzma2),
            _ => new FileDecoder(allocator, limits, settings.SingleStream),
        };
        decoder.SingleStream = settings.SingleStream;
        return decoder;
    }

    public void Dispose()
    {
        foreach (FormatDecoder decoder in _decoders.Values)
        {
            decoder.Dispose();
        }

        _threaded?.Dispose();
    }

    private bool CanBeThreaded(FileFormat format) => format == FileFormat.Xz && settings.Threads.Count > 1;

    private ParallelDecoder CreateThreaded()
    {
        var allocator = new WorkAllocator();
        return new ParallelDecoder(
            allocator,
            settings.Threads.Count,
            (long)Math.Min(settings.Limits.ThreadedDecompress, long.MaxValue),
            dispatcher => new FileDecoder(allocator, Limits(FileFormat.Xz), settings.SingleStream, dispatcher))
        {
            SingleStream = settings.SingleStream,
        };
    }

    private DecoderLimits Limits(FileFormat format)
    {
        long limit = (long)Math.Min(settings.Limits.Decompress, long.MaxValue);
        return new DecoderLimits
        {
            // A limit of zero would be none.
            MemoryLimit = limit == 0 ? 0 : Math.Max(1, limit - MemoryModel.DecoderSurplus(format)),
            VerifyChecksum = !settings.IgnoreCheck,
        };
    }
}
