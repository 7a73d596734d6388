using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Compression;

/// <summary>
/// One frame of Zstandard, byte by byte as it is stored (RFC 8878, section 3.1.1): ends where the frame ends, which its
/// block headers tell, so that a decoder which reads ahead takes nothing that follows.
/// </summary>
internal sealed class ZstdFrame : ForwardStream
{
    /// <summary>Length of the magic number, in bytes.</summary>
    public const int MagicLength = 4;

    private const int BlockHeaderLength = 3;
    private const int ChecksumLength = 4;
    private const int MaxBlock = 1 << 17;
    private const int RunLengthBlock = 1;
    private const int ReservedBlock = 3;

    private readonly ArchiveInput _input;
    private int _left;
    private bool _wasLast;
    private bool _wasChecksum;

    /// <summary>Reads the frame header, takes nothing.</summary>
    /// <param name="input">Stands before the magic number.</param>
    /// <exception cref="InvalidDataException">The reserved bit is set.</exception>
    /// <exception cref="EndOfStreamException">The header is cut off.</exception>
    public ZstdFrame(ArchiveInput input)
    {
        _input = input;
        byte descriptor = Header(MagicLength + 1)[MagicLength];
        if ((descriptor & 0x08) != 0)
        {
            throw new InvalidDataException("a reserved bit of the frame header is set");
        }

        bool isSingleSegment = (descriptor & 0x20) != 0;
        int windowLength = isSingleSegment ? 0 : 1;
        int dictionaryLength = (descriptor & 3) switch { 3 => 4, int length => length };
        int sizeLength = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, int log => 1 << log };
        _left = MagicLength + 1 + windowLength + dictionaryLength + sizeLength;
        ReadOnlySpan<byte> header = Header(_left);
        HasChecksum = (descriptor & 0x04) != 0;
        HasDictionary = header.Slice(MagicLength + 1 + windowLength, dictionaryLength).ContainsAnyExcept((byte)0);
        WindowSize = isSingleSegment ? Size(header[^sizeLength..]) : Window(header[MagicLength + 1]);
    }

    /// <summary>Whether a checksum of the content follows the blocks.</summary>
    public bool HasChecksum { get; }

    /// <summary>Whether a dictionary is needed.</summary>
    public bool HasDictionary { get; }

    /// <summary>Bytes of the window that a decoder keeps.</summary>
    public ulong WindowSize { get; }

    /// <summary>Whether every byte of the frame was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <exception cref="InvalidDataException">A block is of the reserved type or over 128 KiB.</exception>
    /// <exception cref="EndOfStreamException">The frame is cut off.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || (_left == 0 && !NextPart()))
        {
            return 0;
        }

        int read = _input.Read(buffer, offset, Math.Min(count, _left));
        _left -= read;
        return read > 0 ? read : throw new EndOfStreamException("a frame is cut off");
    }

    // A block header is looked at only; it is of the block's bytes.
    private bool NextPart()
    {
        if (_wasLast)
        {
            IsAtEnd = !HasChecksum || _wasChecksum;
            (_left, _wasChecksum) = (IsAtEnd ? 0 : ChecksumLength, true);
            return !IsAtEnd;
        }

        ReadOnlySpan<byte> bytes = Header(BlockHeaderLength);
        int header = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        (_wasLast, int type, int size) = ((header & 1) != 0, (header >> 1) & 3, header >> 3);
        if (type == ReservedBlock || size > MaxBlock)
        {
            throw new InvalidDataException("a block is of the reserved type or over 128 KiB");
        }

        _left = BlockHeaderLength + (type == RunLengthBlock ? 1 : size);
        return true;
    }

    private ReadOnlySpan<byte> Header(int length)
    {
        ReadOnlySpan<byte> bytes = _input.Peek(length);
        if (bytes.Length < length)
        {
            _input.Take(bytes.Length);
            throw new EndOfStreamException("a frame is cut off");
        }

        return bytes;
    }

    // Section 3.1.1.1.2: eighths of a power of two.
    private static ulong Window(byte descriptor)
    {
        ulong window = 1UL << (10 + (descriptor >> 3));
        return window + (window / 8 * (descriptor & 7U));
    }

    // Section 3.1.1.1.4: of two bytes 256 are left out.
    private static ulong Size(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes) + 256UL,
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
