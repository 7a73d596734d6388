using System.Buffers.Binary;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Matching;

namespace Xzact.Lzma2;

/// <summary>
/// Encodes LZMA2: a row of chunks, each LZMA coded or, where that would not make it smaller, not compressed (.xz
/// specification, section 5.3.1). The bytes depend on the data, the options and the flushes alone.
/// </summary>
internal sealed class Lzma2Encoder : Encoder, IDisposable
{
    /// <summary>A chunk is closed when less than this is left for its compressed data.</summary>
    private const int Reserve = 2 * LzmaFormat.MaxSymbolInput;

    /// <summary>Bytes of a piece that is looked at as a whole: does it get smaller at all?</summary>
    private const int Piece = EncoderWindowLayout.ParserHorizon;

    private readonly LzmaSymbolEncoder _lzma;
    private readonly RandomBytes _random;
    private LzmaProperties _properties;
    private readonly byte[] _chunk;
    private int _chunkFilled;
    private int _chunkSent;
    private int _uncompressed;

    /// <summary>Whether the chunk's bytes are passed by, to be written as they are.</summary>
    private bool _isStored;

    /// <summary>
    /// Whether the last piece did not get smaller, so that it is worth asking whether the next one would.
    /// </summary>
    private bool _isSuspect;
    private int _pieceStart;
    private int _pieceOutput;
    private bool _needsDictionaryReset;
    private bool _needsProperties;
    private bool _needsStateReset;
    private bool _ended;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="options">How to work.</param>
    /// <param name="spare">Threads that may help; null for none.</param>
    public Lzma2Encoder(WorkAllocator allocator, LzmaEncoderOptions options, SpareThreads? spare = null)
    {
        _properties = options.Properties;
        _lzma = new LzmaSymbolEncoder(allocator, options, Lzma2Format.MaxCompressed + Reserve, spare);
        _random = new RandomBytes(allocator, _lzma.Window, options.DictionarySize);

        // Room for the largest chunk: one that did not shrink, with the bytes that the parser had read ahead.
        const int Largest = Lzma2Format.MaxCompressed + (2 * EncoderWindowLayout.Lookahead);
        _chunk = new byte[Largest + (4 * Lzma2Format.MaxHeaderSize)];
        Reset();
    }

    /// <summary>Working memory in bytes.</summary>
    public static long MemoryUsage(LzmaEncoderOptions options) =>
        LzmaSymbolEncoder.MemoryUsage(options) + RandomBytes.MemoryUsage(options.DictionarySize);

    /// <summary>The most bytes that <paramref name="length"/> bytes may take if nothing is flushed.</summary>
    /// <param name="length">Bytes, from zero on; the result stops at the largest number.</param>
    public static long MaxCompressedSize(long length)
    {
        // At worst no chunk gets smaller and each ends with its first piece, but for the last one and the second part
        // of one that the parser's reading ahead made too long; the end byte.
        long overhead = (((length / Piece) + 2) * Lzma2Format.UncompressedHeaderSize) + 1;
        return length > long.MaxValue - overhead ? long.MaxValue : length + overhead;
    }

    /// <summary>Begins again, with a history.</summary>
    /// <param name="presetDictionary">What decoders take for history, too; the last bytes count.</param>
    public void Reset(ReadOnlySpan<byte> presetDictionary)
    {
        Reset();
        _lzma.Preset(presetDictionary);

        // A dictionary reset would forget it.
        _needsDictionaryReset = presetDictionary.IsEmpty;
    }

    /// <summary>Begins again.</summary>
    public void Reset()
    {
        _lzma.Reset();
        _random.Reset();
        _lzma.Output.Reset();
        _chunkFilled = 0;
        _chunkSent = 0;
        _uncompressed = 0;
        _isStored = false;
        _isSuspect = false;
        _needsDictionaryReset = true;
        _needsProperties = true;
        _needsStateReset = true;
        _ended = false;
    }

    /// <summary>Whether everything was written: at the start and after a flush.</summary>
    public bool IsBetweenChunks => _uncompressed == 0 && _chunkFilled == 0 && _lzma.Window.End == _lzma.Position;

    /// <summary>Goes on with other properties. Only <see cref="IsBetweenChunks"/>.</summary>
    public void SetProperties(LzmaProperties properties)
    {
        _lzma.SetProperties(properties);
        _properties = properties;
        _needsProperties = true;
        _needsStateReset = true;
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        while (true)
        {
            int sent = Math.Min(_chunkFilled - _chunkSent, output.Length);
            _chunk.AsSpan(_chunkSent, sent).CopyTo(output);
            output = output[sent..];
            _chunkSent += sent;
            if (_chunkSent < _chunkFilled)
            {
                return CoderStatus.More;
            }

            _chunkFilled = 0;
            _chunkSent = 0;
            if (_ended)
            {
                return CoderStatus.End;
            }

            _lzma.Window.Append(ref input);
            bool isEnd = input.IsEmpty && action != EncoderAction.Run;
            if (isEnd && action == EncoderAction.Finish)
            {
                _lzma.Window.Complete();
            }

            if (FillChunk(isEnd))
            {
                WriteChunk();
                continue;
            }

            if (_lzma.Window.Free == 0)
            {
                _random.Slid(_lzma.Slide());
                continue;
            }

            if (!isEnd)
            {
                return CoderStatus.More;
            }

            if (_uncompressed > 0)
            {
                WriteChunk();
            }
            else if (action == EncoderAction.Finish)
            {
                _chunk[_chunkFilled++] = Lzma2Format.End;
                _ended = true;
            }
            else
            {
                return CoderStatus.End;
            }
        }
    }

    public void Dispose()
    {
        _lzma.Dispose();
        _random.Dispose();
    }

    /// <summary>Encodes until the chunk is full, which is true, or until nothing can be encoded.</summary>
    private bool FillChunk(bool isEnd)
    {
        while (_lzma.CanEncode(isEnd))
        {
            bool isFull = _isSuspect && IsIncompressible() ? StorePiece() : EncodeSymbol();
            if (isFull)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsIncompressible() => _lzma.LooksRandom(Piece) && !_random.Repeat(_lzma.Position, Piece);

    /// <summary>Passes by bytes that will be stored. An LZMA chunk ends before them, which is true.</summary>
    private bool StorePiece()
    {
        if (_uncompressed > 0 && !_isStored)
        {
            return true;
        }

        _isStored = true;
        _random.Remember(_lzma.Position, Piece);
        _lzma.PassBy(Piece);
        _uncompressed += Piece;
        return _uncompressed == Lzma2Format.MaxUncompressedChunk;
    }

    private bool EncodeSymbol()
    {
        _isSuspect = false;
        if (_isStored)
        {
            return true;
        }

        if (_uncompressed == 0)
        {
            PrepareState();
        }

        _uncompressed += _lzma.EncodeSymbol();
        int size = _lzma.Output.Size;
        if (_uncompressed - _pieceStart >= Piece)
        {
            int length = _uncompressed - _pieceStart;
            _isSuspect = size - _pieceOutput >= length;
            if (_isSuspect)
            {
                _random.Remember(_lzma.Position - length, length);
            }

            _pieceStart = _uncompressed;
            _pieceOutput = size;
        }

        return size > Lzma2Format.MaxCompressed - Reserve
            || _uncompressed > Lzma2Format.MaxUncompressed - LzmaFormat.MaxMatch;
    }

    private void PrepareState()
    {
        _lzma.Output.Reset();
        if (_needsStateReset)
        {
            _lzma.ResetState();
        }

        _pieceStart = 0;
        _pieceOutput = _lzma.Output.Size;
    }

    private void WriteChunk()
    {
        if (_isStored)
        {
            WriteUncompressed();
        }
        else
        {
            WriteSmaller();
        }

        _uncompressed = 0;
        _isStored = false;
    }

    /// <summary>Writes the chunk as LZMA or as it is, whichever takes less.</summary>
    private void WriteSmaller()
    {
        _lzma.Output.Finish();
        ReadOnlySpan<byte> compressed = _lzma.Output.Bytes;
        int header = _needsProperties ? Lzma2Format.MaxHeaderSize : Lzma2Format.MaxHeaderSize - 1;
        if (header + compressed.Length < Lzma2Format.UncompressedHeaderSize + _uncompressed)
        {
            WriteLzma(compressed);
        }
        else
        {
            WriteUncompressed();
        }
    }

    private void WriteLzma(ReadOnlySpan<byte> compressed)
    {
        byte control = _needsDictionaryReset ? Lzma2Format.LzmaDictionaryReset
            : _needsProperties ? Lzma2Format.LzmaNewProperties
            : _needsStateReset ? Lzma2Format.LzmaStateReset
            : Lzma2Format.Lzma;
        int size = _uncompressed - 1;
        _chunk[0] = (byte)(control | (size >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(_chunk.AsSpan(1), (ushort)size);
        BinaryPrimitives.WriteUInt16BigEndian(_chunk.AsSpan(3), (ushort)(compressed.Length - 1));
        _chunkFilled = Lzma2Format.MaxHeaderSize - 1;
        if (_needsProperties)
        {
            _chunk[_chunkFilled++] = _properties.ToByte();
        }

        compressed.CopyTo(_chunk.AsSpan(_chunkFilled));
        _chunkFilled += compressed.Length;
        _needsDictionaryReset = false;
        _needsProperties = false;
        _needsStateReset = false;
    }

    /// <summary>
    /// Writes the chunk's bytes as they are, and those that the parser had read ahead with them: its choices for these
    /// rest on a state that the next chunk cannot have.
    /// </summary>
    private void WriteUncompressed()
    {
        long start = _lzma.Position - _uncompressed;
        int left = _uncompressed + _lzma.ReadAhead;
        _lzma.DropReadAhead();
        while (left > 0)
        {
            int size = Math.Min(left, Lzma2Format.MaxUncompressedChunk);
            _chunk[_chunkFilled] = _needsDictionaryReset
                ? Lzma2Format.UncompressedDictionaryReset
                : Lzma2Format.Uncompressed;
            BinaryPrimitives.WriteUInt16BigEndian(_chunk.AsSpan(_chunkFilled + 1), (ushort)(size - 1));
            _chunkFilled += Lzma2Format.UncompressedHeaderSize;
            _lzma.Window.Memory.Slice(start, size).CopyTo(_chunk.AsSpan(_chunkFilled));
            _chunkFilled += size;
            start += size;
            left -= size;
            _needsDictionaryReset = false;
        }

        _needsStateReset = true;
    }
}
