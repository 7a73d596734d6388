using System.Diagnostics;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>
/// Decodes range coded LZMA data into a window, from input that may come in pieces of any size. Between calls it holds
/// back at most the bytes of one unfinished symbol.
/// </summary>
internal sealed class LzmaSymbolDecoder : IDisposable
{
    /// <summary>
    /// Held back bytes, new bytes behind them, and zeros that the kernel may read but that decide nothing.
    /// </summary>
    private const int TailCapacity = 4 * LzmaFormat.MaxSymbolInput;

    private readonly WorkMemory<ushort> _probs;
    private readonly byte[] _tail = new byte[TailCapacity];
    private LzmaDecoderState _state;
    private LzmaProperties _properties;
    private int _tailLength;
    private int _initLeft;

    /// <summary>Working memory in bytes of a decoder and its window.</summary>
    /// <param name="dictionarySize">Declared dictionary size in bytes.</param>
    public static long MemoryUsage(uint dictionarySize) =>
        WindowLayout.Size(WindowLayout.DictionarySize(dictionarySize)) + (LzmaModel.DecoderSize * sizeof(ushort));

    /// <param name="allocator">Where the memory comes from.</param>
    public LzmaSymbolDecoder(WorkAllocator allocator)
    {
        _probs = allocator.Allocate<ushort>(LzmaModel.DecoderSize);
        const int tables = LzmaModel.NextProbability;
        LzmaModel.FillTables(_probs.Slice(tables, LzmaModel.DecoderSize - tables));
    }

    /// <summary>True while bytes of a match wait for room in the window.</summary>
    public bool HasPendingMatch => _state.PendingLength > 0;

    /// <summary>
    /// Sets new properties and resets the state: every probability to one half, the distances to zero.
    /// </summary>
    public void Reset(LzmaProperties properties)
    {
        _properties = properties;
        _state.Lc = properties.Lc;
        _state.LiteralPositionMask = (1 << properties.Lp) - 1;
        _state.PositionMask = (1 << properties.Pb) - 1;
        Reset();
    }

    /// <summary>Resets the state; the properties stay.</summary>
    public void Reset()
    {
        _probs.Slice(0, LzmaModel.Size(_properties.Lc + _properties.Lp)).Fill(LzmaFormat.ProbabilityInit);
        _state.State = 0;
        _state.Rep0 = 0;
        _state.Rep1 = 0;
        _state.Rep2 = 0;
        _state.Rep3 = 0;
        _state.PendingLength = 0;
    }

    /// <summary>Makes the next five bytes of input start a new range coded stream.</summary>
    public void StartRangeCoder()
    {
        _initLeft = LzmaFormat.RangeInitSize;
        _tailLength = 0;
        _state.Range = uint.MaxValue;
        _state.Code = 0;
    }

    /// <summary>Decodes until the window's limit, the end of the input, an end marker or an error.</summary>
    /// <param name="window">The window, with its limit set.</param>
    /// <param name="input">The input; what was used is cut off.</param>
    /// <param name="inputIsLast">True if no more input belongs to this range coded stream: reading beyond is an
    /// error.</param>
    public LzmaResult Decode(DecoderWindow window, ref ReadOnlySpan<byte> input, bool inputIsLast)
    {
        if (_initLeft > 0)
        {
            LzmaResult start = ReadRangeInit(ref input, inputIsLast);
            if (start != LzmaResult.Limit)
            {
                return start;
            }
        }

        while (true)
        {
            if (_tailLength == 0 && input.Length > LzmaFormat.MaxSymbolInput)
            {
                int inputLimit = input.Length - LzmaFormat.MaxSymbolInput - 1;
                LzmaStop stop = LzmaDecodeKernel.Run(
                    ref _state, ref window.Cursor, window.Memory, _probs, input, out int used, inputLimit);
                input = input[used..];
                if (stop != LzmaStop.Input)
                {
                    return Result(stop);
                }
            }

            LzmaResult? result = DecodeTail(window, ref input, inputIsLast);
            if (result is { } ended)
            {
                return ended;
            }
        }
    }

    /// <summary>
    /// Looks whether the next symbol is the end marker, for which the window needs no room, and decodes it if it is.
    /// </summary>
    /// <param name="window">The window; everything in it must have been handed out.</param>
    /// <param name="input">The input; what was used or held back is cut off.</param>
    /// <returns>
    /// EndMarker; Limit if the next symbol is another one, of which nothing was used; Input if the symbol is not
    /// complete: all input is then held back.
    /// </returns>
    public LzmaResult DecodeEndMarker(DecoderWindow window, ref ReadOnlySpan<byte> input)
    {
        if (HasPendingMatch)
        {
            return LzmaResult.Limit;
        }

        window.SetLimit(1);
        int held = _tailLength;
        ReadOnlySpan<byte> added = input[..Math.Min(input.Length, LzmaFormat.MaxSymbolInput - held)];
        added.CopyTo(_tail.AsSpan(held));
        int length = held + added.Length;
        _tail.AsSpan(length).Clear();
        var probe = new LzmaSymbolProbe(_state, _probs.Span, _tail.AsSpan(0, length));
        int output = probe.OutputLength(
            _state, window.Cursor.Position, window.Previous, window.At(_state.Rep0));
        if (output == 0)
        {
            _tailLength = length;
            input = input[added.Length..];
            return LzmaResult.Input;
        }

        if (!probe.IsEndMarker)
        {
            return LzmaResult.Limit;
        }

        int position = 0;
        LzmaStop stop = RunTail(window, ref position, length);
        Debug.Assert(stop == LzmaStop.EndMarker && position >= held, "The probe and the kernel differ.");
        _tailLength = 0;
        input = input[(position - held)..];
        return Result(stop);
    }

    /// <summary>
    /// The last normalisation, and whether the range coder ends as its encoder left it: with code zero. Takes at most
    /// one byte of input; null if it is not there yet.
    /// </summary>
    public bool? Finish(ref ReadOnlySpan<byte> input)
    {
        if (_state.Range < LzmaFormat.RangeTop)
        {
            if (_tailLength > 0)
            {
                _state.Code = (_state.Code << 8) | _tail[0];
                _tailLength--;
                _tail.AsSpan(1, _tailLength).CopyTo(_tail);
            }
            else if (input.Length > 0)
            {
                _state.Code = (_state.Code << 8) | input[0];
                input = input[1..];
            }
            else
            {
                return null;
            }

            _state.Range <<= 8;
        }

        return _state.Code == 0 && _tailLength == 0;
    }

    public void Dispose() => _probs.Dispose();

    private static LzmaResult Result(LzmaStop stop) => stop switch
    {
        LzmaStop.Limit => LzmaResult.Limit,
        LzmaStop.EndMarker => LzmaResult.EndMarker,
        _ => LzmaResult.BadDistance,
    };

    private LzmaResult ReadRangeInit(ref ReadOnlySpan<byte> input, bool inputIsLast)
    {
        while (_initLeft > 0)
        {
            if (input.IsEmpty)
            {
                return inputIsLast ? LzmaResult.InputOverrun : LzmaResult.Input;
            }

            if (_initLeft == LzmaFormat.RangeInitSize && input[0] != 0)
            {
                return LzmaResult.BadRangeInit;
            }

            _state.Code = (_state.Code << 8) | input[0];
            input = input[1..];
            _initLeft--;
        }

        return LzmaResult.Limit;
    }

    /// <summary>
    /// Near the end of the input: decodes from the held back bytes with the new ones behind them. Null once all held
    /// back bytes are used up and enough input is left to go on without them.
    /// </summary>
    private LzmaResult? DecodeTail(DecoderWindow window, ref ReadOnlySpan<byte> input, bool inputIsLast)
    {
        int held = _tailLength;
        ReadOnlySpan<byte> added = input[..Math.Min(input.Length, 2 * LzmaFormat.MaxSymbolInput - held)];
        added.CopyTo(_tail.AsSpan(held));
        int length = held + added.Length;
        _tail.AsSpan(length).Clear();

        bool complete = inputIsLast && added.Length == input.Length;
        int position = 0;
        LzmaStop stop = StepTail(window, ref position, length);

        bool waits = stop == LzmaStop.Input && !complete && input.Length == added.Length
            && length - position < LzmaFormat.MaxSymbolInput;
        if (position < held || waits)
        {
            // What is not used of the held back bytes stays; new bytes stay too only if a symbol waits for more.
            int keep = waits ? length - position : held - position;
            _tail.AsSpan(position, keep).CopyTo(_tail);
            _tailLength = keep;
            input = waits ? default : input;
        }
        else
        {
            _tailLength = 0;
            input = input[(position - held)..];
        }

        if (stop != LzmaStop.Input)
        {
            return Result(stop);
        }

        if (complete)
        {
            return LzmaResult.InputOverrun;
        }

        return waits ? LzmaResult.Input : null;
    }

    private LzmaStop RunTail(DecoderWindow window, ref int position, int inputLimit)
    {
        Span<byte> tail = _tail.AsSpan(position);
        LzmaStop stop = LzmaDecodeKernel.Run(
            ref _state, ref window.Cursor, window.Memory, _probs, tail, out int used, inputLimit - position);
        position += used;
        return stop;
    }

    /// <summary>
    /// Decodes while symbols are complete: many at a time while enough bytes are there, then one by one.
    /// </summary>
    private LzmaStop StepTail(DecoderWindow window, ref int position, int length)
    {
        if (length >= LzmaFormat.MaxSymbolInput)
        {
            LzmaStop stop = RunTail(window, ref position, length - LzmaFormat.MaxSymbolInput);
            if (stop != LzmaStop.Input)
            {
                return stop;
            }
        }

        ref WindowCursor cursor = ref window.Cursor;
        nint limit = cursor.Limit;
        while (cursor.Position < limit || _state.PendingLength > 0)
        {
            if (_state.PendingLength > 0)
            {
                LzmaStop pending = RunTail(window, ref position, -1);
                if (pending != LzmaStop.Input)
                {
                    return pending;
                }
            }

            var probe = new LzmaSymbolProbe(_state, _probs.Span, _tail.AsSpan(position, length - position));
            int output = probe.OutputLength(_state, cursor.Position, window.Previous, window.At(_state.Rep0));
            if (output == 0)
            {
                return LzmaStop.Input;
            }

            // Exactly this symbol: the limit is where it ends, so that the loop does not begin another one.
            cursor.Limit = (nint)Math.Min(limit, cursor.Position + output);
            LzmaStop stop = RunTail(window, ref position, length);
            cursor.Limit = limit;
            if (stop is LzmaStop.EndMarker or LzmaStop.BadDistance)
            {
                return stop;
            }
        }

        return LzmaStop.Limit;
    }
}
