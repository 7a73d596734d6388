using System.Buffers.Binary;

namespace Xzact.Audit.Known.Parts;

/// <summary>Reads the columns of an index of known parts; every number is checked before it is used.</summary>
internal ref struct PartsReader
{
    private const int MaxDay = 2_900_000;
    private const int MaxHoles = 16;

    private readonly ReadOnlySpan<byte> _data;

    public PartsReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        if (!data.StartsWith(KnownPartsFormat.Magic))
        {
            throw Malformed("it does not begin with XKPRT, version 1");
        }

        Position = KnownPartsFormat.Magic.Length;
    }

    private PartsReader(ReadOnlySpan<byte> data, int position)
    {
        _data = data;
        Position = position;
    }

    public int Position { get; private set; }

    /// <summary>A reader in the middle of data that was read once.</summary>
    public static PartsReader At(ReadOnlySpan<byte> data, int position) => new(data, position);

    /// <summary>A number of things of at least one byte each, so that it cannot exceed what is left.</summary>
    public int Count() => Below(_data.Length - Position + 1);

    public int Day() => Below(MaxDay);

    /// <summary>A number below a limit.</summary>
    public int Below(int limit)
    {
        ulong value = 0;
        for (int shift = 0; shift < 35 && Position < _data.Length; shift += 7)
        {
            byte next = _data[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value < (ulong)Math.Max(limit, 0) ? (int)value
                    : throw Malformed($"{value} stands where less than {limit} belongs");
            }
        }

        throw Malformed("a number has no end");
    }

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length > _data.Length - Position)
        {
            throw Malformed("it ends too early");
        }

        ReadOnlySpan<byte> bytes = _data.Slice(Position, length);
        Position += length;
        return bytes;
    }

    /// <summary>A day and places.</summary>
    public KnownLine Line(int parts)
    {
        int day = Day();
        LinePlace[] places = new LinePlace[Below(KnownPartsFormat.MaxPlaces + 1)];
        int part = 0;
        for (int i = 0; i < places.Length; i++)
        {
            part += Below(parts - part);
            places[i] = new(part, Below(int.MaxValue));
        }

        return new(places, day, places.Length == 0);
    }

    /// <summary>A day and places, which are counted only.</summary>
    public void SkipLine(Span<int> counts)
    {
        Day();
        int count = Below(KnownPartsFormat.MaxPlaces + 1);
        int part = 0;
        for (int i = 0; i < count; i++)
        {
            part += Below(counts.Length - part);
            counts[part]++;
            Below(int.MaxValue);
        }
    }

    public LineTemplate Template()
    {
        HoleKind[] holes = new HoleKind[Below(MaxHoles)];
        for (int i = 0; i < holes.Length; i++)
        {
            holes[i] = (HoleKind)Below((int)HoleKind.Name + 1);
        }

        TemplatePiece[] pieces = new TemplatePiece[holes.Length + 1];
        for (int i = 0; i < pieces.Length; i++)
        {
            int length = Below(1 << 20);
            ReadOnlySpan<byte> digests = Bytes(length == 0 ? 0 : 12);
            pieces[i] = length == 0 ? TemplatePiece.Of("")
                : new(length, BinaryPrimitives.ReadUInt32LittleEndian(digests),
                    BinaryPrimitives.ReadUInt64LittleEndian(digests[4..]));
        }

        return new(pieces, holes);
    }

    public readonly void End()
    {
        if (Position != _data.Length)
        {
            throw Malformed("something stands behind its end");
        }
    }

    private readonly InvalidDataException Malformed(string why) =>
        new($"The index of known parts is malformed at byte {Position}: {why}.");
}
