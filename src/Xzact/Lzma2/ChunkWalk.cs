using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Lzma2;

/// <summary>
/// Finds where LZMA2 data ends without decoding it: each chunk says how long it is (.xz specification, section 5.3.1).
/// </summary>
internal struct ChunkWalk
{
    private readonly byte[] _header;
    private int _filled;
    private int _left;

    public ChunkWalk()
    {
        _header = new byte[Lzma2Format.MaxHeaderSize];
    }

    /// <summary>Whether the end was reached.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Whether no chunk begins as the last byte that was taken says: a decoder fails there.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Bytes that the chunks so far say they stand for.</summary>
    public ulong UncompressedSize { get; private set; }

    /// <summary>Walks on; returns how many bytes were taken: all, unless the data ends before.</summary>
    public int Take(ReadOnlySpan<byte> source)
    {
        int taken = 0;
        while (taken < source.Length && !IsEnd && !IsBroken)
        {
            if (_left > 0)
            {
                int skipped = Math.Min(_left, source.Length - taken);
                _left -= skipped;
                taken += skipped;
                continue;
            }

            _header[_filled++] = source[taken++];
            byte control = _header[0];
            IsEnd = control == Lzma2Format.End;
            IsBroken = control is > Lzma2Format.Uncompressed and < Lzma2Format.Lzma;
            if (!IsEnd && !IsBroken && _filled == HeaderSize(control))
            {
                BeginChunk(control);
            }
        }

        return taken;
    }

    private static int HeaderSize(byte control) => control switch
    {
        < Lzma2Format.Lzma => Lzma2Format.UncompressedHeaderSize,
        < Lzma2Format.LzmaNewProperties => Lzma2Format.MaxHeaderSize - 1,
        _ => Lzma2Format.MaxHeaderSize,
    };

    private void BeginChunk(byte control)
    {
        _filled = 0;
        int size = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(1)) + 1;
        if (control >= Lzma2Format.Lzma)
        {
            UncompressedSize += (ulong)(((control & Lzma2Format.SizeHighMask) << 16) + size);
            _left = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(3)) + 1;
        }
        else
        {
            UncompressedSize += (ulong)size;
            _left = size;
        }
    }
}
