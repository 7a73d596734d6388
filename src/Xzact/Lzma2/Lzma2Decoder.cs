using System.Buffers.Binary;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Lzma2;

/// <summary>
/// Decodes LZMA2: a row of chunks, each LZMA coded or not compressed, each saying what is reset before it (.xz
/// specification, section 5.3.1).
/// </summary>
internal sealed class Lzma2Decoder : Coder, IDisposable
{
    private readonly DecoderWindow _window;
    private readonly LzmaSymbolDecoder _lzma;
    private readonly byte[] _header = new byte[Lzma2Format.MaxHeaderSize];
    private readonly ReadOnlyMemory<byte> _history;
    private Step _step;
    private int _headerSize;
    private int _headerFilled;
    private int _uncompressedLeft;
    private int _compressedLeft;
    private bool _needsDictionaryReset;
    private bool _needsProperties;
    private bool _needsStateReset;
    private LzmaProperties _properties;
    private long _position;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="dictionarySize">Declared dictionary size in bytes.</param>
    /// <param name="history">A preset dictionary; the data may then begin without a dictionary reset.</param>
    public Lzma2Decoder(WorkAllocator allocator, uint dictionarySize, ReadOnlyMemory<byte> history = default)
    {
        _history = history;
        _window = new DecoderWindow(allocator, dictionarySize);
        _lzma = new LzmaSymbolDecoder(allocator);
        Reset();
    }

    private enum Step
    {
        Control,
        Header,
        Lzma,
        LzmaEnd,
        Copy,
        End,
    }

    /// <summary>The declared dictionary size.</summary>
    public uint DictionarySize => _window.DeclaredSize;

    /// <summary>Begins again, for data with the same dictionary size.</summary>
    public void Reset()
    {
        ClearFailure();
        _window.Reset();
        _window.SetHistory(_history.Span);
        _step = Step.Control;
        _needsDictionaryReset = _history.IsEmpty;
        _needsProperties = true;
        _needsStateReset = true;
        _position = 0;
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        int before = input.Length;
        CoderStatus status = Run(ref input, ref output, before);
        _position += before - input.Length;
        return status;
    }

    public void Dispose()
    {
        _window.Dispose();
        _lzma.Dispose();
    }

    private CoderStatus Run(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        while (true)
        {
            switch (_step)
            {
                case Step.Control:
                    if (input.IsEmpty)
                    {
                        return CoderStatus.More;
                    }

                    byte control = input[0];
                    if (!AcceptControl(control))
                    {
                        return Fail(XzError.DataCorrupt, _position + before - input.Length,
                            $"LZMA2 control byte 0x{control:X2} is not valid here (section 5.3.1).");
                    }

                    input = input[1..];
                    if (control == Lzma2Format.End)
                    {
                        _step = Step.End;
                        return CoderStatus.End;
                    }

                    _header[0] = control;
                    _headerFilled = 1;
                    _step = Step.Header;
                    break;

                case Step.Header:
                    int taken = Math.Min(_headerSize - _headerFilled, input.Length);
                    input[..taken].CopyTo(_header.AsSpan(_headerFilled));
                    input = input[taken..];
                    _headerFilled += taken;
                    if (_headerFilled < _headerSize)
                    {
                        return CoderStatus.More;
                    }

                    if (!AcceptHeader())
                    {
                        return Fail(XzError.DataCorrupt, _position + before - input.Length - 1,
                            $"LZMA properties 0x{_header[_headerSize - 1]:X2} are not valid (section 5.3.1).");
                    }

                    break;

                case Step.Lzma:
                    if (DecodeChunk(ref input, ref output, before) is { } lzmaStatus)
                    {
                        return lzmaStatus;
                    }

                    break;

                case Step.LzmaEnd:
                    ReadOnlySpan<byte> rest = input[..Math.Min(input.Length, _compressedLeft)];
                    int available = rest.Length;
                    bool? finished = _lzma.Finish(ref rest);
                    _compressedLeft -= available - rest.Length;
                    input = input[(available - rest.Length)..];
                    if (finished == null && _compressedLeft > 0)
                    {
                        return CoderStatus.More;
                    }

                    if (finished != true || _compressedLeft > 0)
                    {
                        return Fail(XzError.DataCorrupt, _position + before - input.Length,
                            "The LZMA2 chunk does not end where its compressed size says.");
                    }

                    _step = Step.Control;
                    break;

                case Step.Copy:
                    _window.SetLimit(Math.Min(_uncompressedLeft, output.Length));
                    int copied = _window.Append(input);
                    input = input[copied..];
                    _window.Flush(ref output);
                    _uncompressedLeft -= copied;
                    if (_uncompressedLeft == 0)
                    {
                        _step = Step.Control;
                    }
                    else if (copied == 0)
                    {
                        return CoderStatus.More;
                    }

                    break;

                default:
                    return CoderStatus.End;
            }
        }
    }

    /// <summary>Checks what the control byte may say here, and does the resets that it asks for.</summary>
    private bool AcceptControl(byte control)
    {
        if (control == Lzma2Format.End)
        {
            return true;
        }

        if (control is >= Lzma2Format.LzmaDictionaryReset or Lzma2Format.UncompressedDictionaryReset)
        {
            _window.Reset();
            _needsDictionaryReset = false;
            _needsProperties = true;
        }
        else if (_needsDictionaryReset)
        {
            return false;
        }

        if (control < Lzma2Format.Lzma)
        {
            _headerSize = Lzma2Format.UncompressedHeaderSize;
            return control <= Lzma2Format.Uncompressed;
        }

        bool hasProperties = control >= Lzma2Format.LzmaNewProperties;
        if (hasProperties)
        {
            _needsProperties = false;
            _needsStateReset = true;
        }
        else if (_needsProperties)
        {
            return false;
        }
        else if (control >= Lzma2Format.LzmaStateReset)
        {
            _needsStateReset = true;
        }

        _headerSize = hasProperties ? Lzma2Format.MaxHeaderSize : Lzma2Format.MaxHeaderSize - 1;
        return true;
    }

    private bool AcceptHeader()
    {
        byte control = _header[0];
        int size = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(1)) + 1;
        if (control < Lzma2Format.Lzma)
        {
            _uncompressedLeft = size;
            _step = Step.Copy;
            return true;
        }

        _uncompressedLeft = size + ((control & Lzma2Format.SizeHighMask) << 16);
        _compressedLeft = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(3)) + 1;
        if (control >= Lzma2Format.LzmaNewProperties
            && !LzmaProperties.TryParse(_header[Lzma2Format.MaxHeaderSize - 1], out _properties))
        {
            return false;
        }

        if (_needsStateReset)
        {
            _lzma.Reset(_properties);
            _needsStateReset = false;
        }

        _lzma.StartRangeCoder();
        _step = Step.Lzma;
        return true;
    }

    /// <summary>Decodes a part of an LZMA chunk; null to go on with the next step.</summary>
    private CoderStatus? DecodeChunk(ref ReadOnlySpan<byte> input, ref Span<byte> output, int before)
    {
        _window.SetLimit(Math.Min(_uncompressedLeft, output.Length));
        bool isLast = input.Length >= _compressedLeft;
        ReadOnlySpan<byte> chunk = isLast ? input[.._compressedLeft] : input;
        int available = chunk.Length;
        LzmaResult result = _lzma.Decode(_window, ref chunk, isLast);
        int used = available - chunk.Length;
        _compressedLeft -= used;
        input = input[used..];
        _uncompressedLeft -= _window.Unflushed;
        int written = _window.Unflushed;
        _window.Flush(ref output);

        switch (result)
        {
            case LzmaResult.Limit when _uncompressedLeft == 0:
                if (_lzma.HasPendingMatch)
                {
                    return Fail(XzError.DataCorrupt, _position + before - input.Length,
                        "A match goes on beyond the end of the LZMA2 chunk.");
                }

                _step = Step.LzmaEnd;
                return null;
            case LzmaResult.Limit:
                // The output is full, or the window's end was reached and there is more to do.
                return written == 0 || output.IsEmpty ? CoderStatus.More : null;
            case LzmaResult.Input:
                return CoderStatus.More;
            case LzmaResult.InputOverrun:
                return Fail(XzError.DataCorrupt, _position + before - input.Length,
                    "The LZMA2 chunk needs more bytes than its compressed size says.");
            case LzmaResult.EndMarker:
                return Fail(XzError.DataCorrupt, _position + before - input.Length,
                    "LZMA2 data has an end marker, which only LZMA1 may have.");
            case LzmaResult.BadRangeInit:
                return Fail(XzError.DataCorrupt, _position + before - input.Length,
                    "The LZMA2 chunk does not start as range coded data must.");
            default:
                return Fail(XzError.DataCorrupt, _position + before - input.Length,
                    "A match reaches back before the start of the data or beyond the dictionary.");
        }
    }
}
