using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>
/// Encodes LZMA1: one range coded stream, ended by a marker or by nothing but its length. The bytes depend on the data
/// and the options alone. LZMA1 has no flush: a decoder can give everything only once the data was ended.
/// </summary>
internal sealed class Lzma1Encoder : Encoder, IDisposable
{
    private const int OutputCapacity = 1 << 16;

    /// <summary>Room for one symbol and for what ends the data.</summary>
    private const int Reserve = (2 * LzmaFormat.MaxSymbolInput) + LzmaFormat.RangeInitSize;

    private readonly LzmaSymbolEncoder _lzma;
    private readonly BytesEncoded? _encoded;
    private bool _writesMarker;
    private bool _isEnded;
    private bool _fills;
    private long _maxSize;
    private long _size;
    private int _sent;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="options">How to work.</param>
    /// <param name="encoded">Is told what was encoded, in order.</param>
    public Lzma1Encoder(WorkAllocator allocator, LzmaEncoderOptions options, BytesEncoded? encoded = null)
    {
        _lzma = new LzmaSymbolEncoder(allocator, options, OutputCapacity);
        _encoded = encoded;
        Reset();
    }

    /// <summary>Takes note of bytes that were encoded.</summary>
    public delegate void BytesEncoded(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// After the end: whether bytes were taken and not encoded because the data would have been too large.
    /// </summary>
    public bool HasRest => _lzma.Window.End > _lzma.Position;

    /// <summary>Bytes that are encoded.</summary>
    public long Encoded { get; private set; }

    /// <summary>Begins again.</summary>
    /// <param name="history">What decoders take for history, too: a preset dictionary.</param>
    /// <param name="writesMarker">Whether a marker ends the data.</param>
    /// <param name="maxSize">
    /// Most bytes of encoded data; when the next symbol might not fit, the data is ended: see <see cref="HasRest"/>.
    /// </param>
    /// <param name="fills">
    /// Whether to end with the last symbol that fits, and not before one that might not: for data without a marker that
    /// is not gone on with.
    /// </param>
    public void Reset(
        ReadOnlySpan<byte> history = default,
        bool writesMarker = true,
        long maxSize = long.MaxValue,
        bool fills = false)
    {
        _lzma.Reset();
        _lzma.Preset(history);
        _fills = fills;
        Start(writesMarker, maxSize);
    }

    /// <summary>Begins again with a new stream; what was taken and not encoded comes first.</summary>
    /// <param name="maxSize">As for <see cref="Reset"/>.</param>
    public void Restart(long maxSize)
    {
        _lzma.Restart();
        Start(_writesMarker, maxSize);
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (true)
        {
            ReadOnlySpan<byte> ready = _lzma.Output.Bytes[_sent..];
            int sent = Math.Min(ready.Length, output.Length);
            ready[..sent].CopyTo(output);
            output = output[sent..];
            _sent += sent;
            if (sent < ready.Length)
            {
                return CoderStatus.More;
            }

            _lzma.Output.Discard();
            _size += _sent;
            _sent = 0;
            if (_isEnded)
            {
                return CoderStatus.End;
            }

            _lzma.Window.Append(ref input);
            bool isEnd = input.IsEmpty && action == EncoderAction.Finish;
            if (isEnd)
            {
                _lzma.Window.Complete();
            }

            bool isFull = EncodeSymbols(isEnd);
            if (isFull || (isEnd && !HasRest))
            {
                End();
            }
            else if (_lzma.Output.Bytes.IsEmpty)
            {
                if (_lzma.Window.Free > 0)
                {
                    return action == EncoderAction.Run || !input.IsEmpty ? CoderStatus.More : CoderStatus.End;
                }

                _lzma.Slide();
            }
        }
    }

    public void Dispose() => _lzma.Dispose();

    private void Start(bool writesMarker, long maxSize)
    {
        _lzma.Output.Reset();
        _writesMarker = writesMarker;
        _maxSize = maxSize;
        _isEnded = false;
        _size = 0;
        _sent = 0;
        Encoded = 0;
    }

    /// <summary>
    /// Encodes until there is enough output, or nothing can be encoded; true if another symbol might not fit.
    /// </summary>
    private bool EncodeSymbols(bool isEnd)
    {
        long start = _lzma.Position;
        bool isFull = false;
        while (!isFull && _lzma.Output.Bytes.Length < OutputCapacity / 2 && _lzma.CanEncode(isEnd))
        {
            _lzma.Output.EnsureRoom(Reserve);
            RangeEncoder.Mark before = _fills ? _lzma.Output.Here : default;
            int length = _lzma.EncodeSymbol();
            isFull = _lzma.Output.Size > _maxSize - _size - (_fills ? 0 : Reserve);
            if (isFull && _fills)
            {
                _lzma.Output.Return(before);
                break;
            }

            Encoded += length;
        }

        _encoded?.Invoke(_lzma.Window.Memory.Slice(start, (int)(_lzma.Position - start)));
        return isFull;
    }

    private void End()
    {
        _lzma.Output.EnsureRoom(Reserve);
        if (_writesMarker)
        {
            _lzma.EncodeEndMarker();
        }

        _lzma.Output.Finish();
        _isEnded = true;
    }
}
