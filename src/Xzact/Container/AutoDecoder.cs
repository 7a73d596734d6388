using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>
/// Decodes a file of one of several formats, which its first byte tells: that of .xz cannot start a .lzma file, and
/// that of .lz would stand for lc and lp above four together.
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="limits">What may be asked of the decoders.</param>
/// <param name="formats">The formats that are taken.</param>
/// <param name="dispatcher">Who may decode Blocks of .xz elsewhere; null for nobody.</param>
internal sealed class AutoDecoder(
    WorkAllocator allocator, DecoderLimits limits, FileFormats formats, BlockDispatcher? dispatcher = null)
    : FormatDecoder
{
    private FileDecoder? _xz;
    private LzmaAloneDecoder? _lzma;
    private LzipFileDecoder? _lzip;
    private FormatDecoder? _current;

    /// <summary>The format that was found; null before the first byte.</summary>
    public FileFormats? Format => _current is null ? null
        : _current == _xz ? FileFormats.Xz
        : _current == _lzip ? FileFormats.Lzip
        : FileFormats.LzmaAlone;

    /// <inheritdoc/>
    public override bool HasUnsupportedCheck => _current is { HasUnsupportedCheck: true };

    /// <inheritdoc/>
    public override int Excess => _current?.Excess ?? 0;

    /// <inheritdoc/>
    public override long MemoryNeeded => _current?.MemoryNeeded ?? 0;

    /// <inheritdoc/>
    public override bool IsAtStart => _current is null or { IsAtStart: true };

    /// <inheritdoc/>
    public override bool MayEndHere => _current is { MayEndHere: true };

    /// <inheritdoc/>
    public override void GoOn()
    {
        base.GoOn();
        _current?.GoOn();
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        ClearFailure();
        _current = null;
    }

    /// <inheritdoc/>
    public override CoderStatus Finish()
    {
        if (Failure is not null)
        {
            return CoderStatus.Failed;
        }

        if (_current is null)
        {
            return Fail(XzError.UnexpectedEnd, 0, "The data is empty");
        }

        CoderStatus status = _current.Finish();
        return status == CoderStatus.Failed ? FailAs(_current, 0) : status;
    }

    public override void Dispose()
    {
        _xz?.Dispose();
        _lzma?.Dispose();
        _lzip?.Dispose();
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        if (_current is null)
        {
            if (input.IsEmpty)
            {
                return CoderStatus.More;
            }

            _current = DecoderOf(input[0]);
            if (_current is null)
            {
                return Fail(XzError.FormatNotRecognized, 0, NotRecognized);
            }

            DropOthers();
            _current.Reset();
            _current.SingleStream = SingleStream;
        }

        CoderStatus status = _current.Code(ref input, ref output);
        if (status != CoderStatus.Failed)
        {
            return status;
        }

        // .lzma is what is left when nothing else fits; the reason why it does not is only half of the answer.
        Failure inner = _current.Failure!;
        return _current == _lzma && inner.Error == XzError.FormatNotRecognized
            ? Fail(inner.Error, inner.Offset, $"{NotRecognized} As .lzma: {inner.Rule}")
            : FailAs(_current, 0);
    }

    // A decoder keeps its memory for the next file of its format; two of them would keep more than either may.
    private void DropOthers()
    {
        if (_current != _xz)
        {
            _xz?.Dispose();
            _xz = null;
        }

        if (_current != _lzma)
        {
            _lzma?.Dispose();
            _lzma = null;
        }

        if (_current != _lzip)
        {
            _lzip?.Dispose();
            _lzip = null;
        }
    }

    private string NotRecognized
    {
        get
        {
            (FileFormats, string)[] names =
                [(FileFormats.Xz, ".xz"), (FileFormats.LzmaAlone, ".lzma"), (FileFormats.Lzip, ".lz")];
            IEnumerable<string> wanted = names.Where(name => formats.HasFlag(name.Item1)).Select(name => name.Item2);
            return $"The data is of none of the formats that are read here ({string.Join(", ", wanted)}).";
        }
    }

    private FormatDecoder? DecoderOf(byte first)
    {
        if (first == StreamFormat.HeaderMagic[0] && formats.HasFlag(FileFormats.Xz))
        {
            return _xz ??= new FileDecoder(allocator, limits, SingleStream, dispatcher);
        }

        if (first == LzipFormat.Magic[0] && formats.HasFlag(FileFormats.Lzip))
        {
            return _lzip ??= new LzipFileDecoder(allocator, limits);
        }

        return formats.HasFlag(FileFormats.LzmaAlone)
            ? _lzma ??= new LzmaAloneDecoder(allocator, limits, plausibleOnly: true)
            : null;
    }
}
