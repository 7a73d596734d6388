using Xzact.Coding;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>
/// Decodes LZMA1: one range coded stream that ends with a marker, after a known number of bytes, or with both
/// (lzma-specification, "Decoding").
/// </summary>
internal sealed class Lzma1Decoder : Coder, IDisposable
{
    private readonly WorkAllocator _allocator;
    private readonly LzmaSymbolDecoder _lzma;
    private DecoderWindow? _window;
    private Step _step;
    private ulong? _left;
    private bool _mayHaveMarker;
    private long _position;

    /// <param name="allocator">Where the memory comes from.</param>
    public Lzma1Decoder(WorkAllocator allocator)
    {
        _allocator = allocator;
        _lzma = new LzmaSymbolDecoder(allocator);
    }

    private enum Step
    {
        Data,
        SizeReached,
        Marker,
        RangeCoderEnd,
        End,
    }

    /// <summary>Begins another LZMA1 stream. Memory is kept if the dictionary has the same size.</summary>
    /// <param name="dictionarySize">Declared dictionary size in bytes.</param>
    /// <param name="properties">lc, lp, pb.</param>
    /// <param name="size">Bytes that the data stands for; null if only the marker tells.</param>
    /// <param name="mayHaveMarker">Whether a marker may stand behind <paramref name="size"/> bytes.</param>
    /// <param name="history">What counts as decoded before the data: a preset dictionary.</param>
    public void Start(
        uint dictionarySize,
        LzmaProperties properties,
        ulong? size,
        bool mayHaveMarker = true,
        ReadOnlySpan<byte> history = default)
    {
        ClearFailure();
        if (_window?.DeclaredSize != dictionarySize)
        {
            _window?.Dispose();
            _window = null;
            _window = new DecoderWindow(_allocator, dictionarySize);
        }

        _window.Reset();
        _window.SetHistory(history);
        _lzma.Reset(properties);
        _lzma.StartRangeCoder();
        _left = size;
        _mayHaveMarker = mayHaveMarker;
        _step = Step.Data;
        _position = 0;
    }

    public void Dispose()
    {
        _window?.Dispose();
        _lzma.Dispose();
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        int before = input.Length;
        CoderStatus status = Run(ref input, ref output, before);
        _position += before - input.Length;
        return status;
    }

    private CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        while (true)
        {
            switch (_step)
            {
                case Step.Data:
                    if (Decode(ref input, ref output, before) is { } status)
                    {
                        return status;
                    }

                    break;

                case Step.SizeReached:
                    bool? complete = _lzma.Finish(ref input);
                    if (complete is null)
                    {
                        return CoderStatus.More;
                    }

                    if (complete == false && !_mayHaveMarker)
                    {
                        return Corrupt("The LZMA data goes on beyond its size.", input, before);
                    }

                    _step = complete == true ? Step.End : Step.Marker;
                    break;

                case Step.Marker:
                    LzmaResult result = _lzma.DecodeEndMarker(_window!, ref input);
                    if (result == LzmaResult.Input)
                    {
                        return CoderStatus.More;
                    }

                    if (result != LzmaResult.EndMarker)
                    {
                        return Corrupt("The LZMA data goes on beyond its size.", input, before);
                    }

                    _step = Step.RangeCoderEnd;
                    break;

                case Step.RangeCoderEnd:
                    bool? finished = _lzma.Finish(ref input);
                    if (finished is null)
                    {
                        return CoderStatus.More;
                    }

                    if (finished == false)
                    {
                        return Corrupt("The LZMA data goes on behind its end marker.", input, before);
                    }

                    _step = Step.End;
                    break;

                default:
                    return CoderStatus.End;
            }
        }
    }

    /// <summary>Decodes symbols; null to go on with the next step.</summary>
    private CoderStatus? Decode(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        _window!.SetLimit((long)Math.Min(_left ?? ulong.MaxValue, (ulong)output.Length));
        LzmaResult result = _lzma.Decode(_window, ref input, inputIsLast: false);
        int written = _window.Unflushed;
        _window.Flush(ref output);
        _left -= (ulong)written;
        if (result == LzmaResult.Limit && _left is null && output.IsEmpty)
        {
            // The marker may be next, and takes no room.
            result = _lzma.DecodeEndMarker(_window, ref input);
        }

        switch (result)
        {
            case LzmaResult.Input:
                return CoderStatus.More;
            case LzmaResult.Limit when _left == 0:
                _step = Step.SizeReached;
                return _lzma.HasPendingMatch
                    ? Corrupt("A match goes on beyond the size of the LZMA data.", input, before)
                    : null;
            case LzmaResult.Limit:
                // The output is full, or the window's end was reached and there is more to do.
                return output.IsEmpty ? CoderStatus.More : null;
            case LzmaResult.EndMarker when _left is null:
                _step = Step.RangeCoderEnd;
                return null;
            case LzmaResult.EndMarker:
                return Corrupt($"The LZMA data has its end marker {_left} bytes too early.", input, before);
            case LzmaResult.BadRangeInit:
                return Corrupt("The LZMA data does not start as range coded data must.", input, before);
            default:
                return Corrupt(
                    "A match reaches back before the start of the data or beyond the dictionary.", input, before);
        }
    }

    private CoderStatus Corrupt(string rule, ReadOnlySpan<byte> input, int before) =>
        Fail(XzError.DataCorrupt, _position + before - input.Length, rule);
}
