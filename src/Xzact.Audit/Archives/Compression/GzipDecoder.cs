using System.Buffers.Binary;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.Checksum;

namespace Xzact.Audit.Archives.Compression;

/// <summary>Decodes gzip (RFC 1952). <see cref="GZipStream"/> joins members, drops what follows them and ignores a
/// header's own check, all of which an auditor must see.</summary>
internal sealed class GzipDecoder(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
{
    private readonly Crc32 _crc = new();
    private long _length;
    private long _optionalBytes;
    private long _firstOptional;

    protected override string FormatName => "gzip";

    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith(GzipLayout.Magic);

    protected override bool IsAtMember() => IsMagic(Input.Peek(GzipLayout.Magic.Length));

    /// <summary>Section 2.3, member header.</summary>
    protected override Stream OpenMember()
    {
        _crc.Reset();
        _length = 0;
        long start = Input.Offset;
        Span<byte> header = stackalloc byte[GzipLayout.HeaderLength];
        ReadHeader(header);
        if (header[GzipLayout.MethodOffset] != GzipLayout.MethodDeflate)
        {
            throw Corrupt($"gzip method {header[GzipLayout.MethodOffset]}; only 8, deflate, is defined", start);
        }

        byte flags = header[GzipLayout.FlagsOffset];
        if ((flags & GzipLayout.ReservedFlags) != 0)
        {
            throw Corrupt($"reserved gzip flags are set (0x{flags:x2})", start);
        }

        if ((flags & GzipLayout.FlagExtra) != 0)
        {
            Span<byte> length = stackalloc byte[2];
            ReadHeader(length);
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(length);
            CountOptional(extra);
            Span<byte> skipped = stackalloc byte[1];
            for (int i = 0; i < extra; i++)
            {
                ReadHeader(skipped);
            }
        }

        if ((flags & GzipLayout.FlagName) != 0)
        {
            InspectName(ReadText(), start);
        }

        if ((flags & GzipLayout.FlagComment) != 0)
        {
            CountOptional(ReadText().Length);
        }

        if ((flags & GzipLayout.FlagHeaderCrc) != 0)
        {
            // The two least significant bytes of the CRC-32 of all bytes before.
            ushort expected = (ushort)_crc.Value;
            Span<byte> stored = stackalloc byte[2];
            ReadHeader(stored);
            if (BinaryPrimitives.ReadUInt16LittleEndian(stored) != expected)
            {
                throw Corrupt("the gzip header does not match its own CRC-16", start);
            }
        }

        _crc.Reset();
        return new InflateStream(Input);
    }

    protected override void Decoded(ArraySegment<byte> bytes)
    {
        _crc.Update(bytes);
        _length += bytes.Count;
    }

    /// <summary>Section 2.3.1: CRC32 and ISIZE, the length modulo 2^32.</summary>
    protected override void CloseMember()
    {
        long start = Input.Offset;
        uint crc = (uint)_crc.Value;
        Span<byte> trailer = stackalloc byte[GzipLayout.TrailerLength];
        ReadHeader(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != crc)
        {
            throw Corrupt("the gzip data does not match its CRC-32", start);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)_length)
        {
            throw Corrupt($"the gzip trailer states another length than the {_length} bytes decoded", start);
        }
    }

    protected override void ObserveAtEnd()
    {
        if (_optionalBytes > 0)
        {
            Context.Observe(
                ArchiveObservationKind.GzipHeaderField,
                null,
                _firstOptional,
                $"{_optionalBytes} bytes of extra fields, comments and odd names in gzip headers",
                ArchiveOffsetBase.File);
        }
    }

    private static ArchiveException Corrupt(string what, long offset) =>
        new(ArchiveErrorReason.Corrupt, what, offset, ArchiveOffsetBase.File);

    private void CountOptional(long count)
    {
        _firstOptional = _optionalBytes == 0 ? Input.Offset : _firstOptional;
        _optionalBytes += count;
    }

    /// <summary>The name under which <c>gzip -N</c> unpacks. Archives are renamed, so only what kind of file it names
    /// counts, and what is no name at all.</summary>
    private void InspectName(byte[] bytes, long offset)
    {
        const int LongestName = 255;
        string name = TextDecoding.Decode(bytes, out _);
        if (bytes.Length > LongestName || name.Contains('/', StringComparison.Ordinal) || NameText.HasHostile(name))
        {
            CountOptional(bytes.Length);
        }

        // A tar that was renamed before it was packed keeps the name of the archive that it became.
        if (ArchiveName.Read(name) is { SaysContainer: true, Container: not ArchiveContainer.Tar } claim)
        {
            Context.Observe(
                ArchiveObservationKind.FormatDiffersFromName,
                null,
                offset,
                $"the gzip header says that it packs {NameText.Quote(name)}, but a name in {claim.Ending} is no tar's",
                ArchiveOffsetBase.File);
        }
    }

    /// <summary>Reads a text up to its zero byte.</summary>
    private byte[] ReadText()
    {
        List<byte> text = [];
        Span<byte> character = stackalloc byte[1];
        while (true)
        {
            ReadHeader(character);
            if (character[0] == 0)
            {
                return [.. text];
            }

            text.Add(character[0]);
            if (text.Count > Context.Limits.MaxExtensionBytes)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.OverLimit,
                    $"a text of more than {Context.Limits.MaxExtensionBytes} bytes in the gzip header",
                    Input.Offset,
                    ArchiveOffsetBase.File);
            }
        }
    }

    private void ReadHeader(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int next = Input.ReadByte();
            if (next < 0)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.Truncated,
                    "the file ends inside a gzip header or trailer",
                    Input.Offset,
                    ArchiveOffsetBase.File);
            }

            bytes[i] = (byte)next;
            _crc.Update(next);
        }
    }
}
