using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Known.Parts;

/// <summary>Writes the compact index of a collection; the same collection gives the same bytes.</summary>
internal static class KnownPartsWriter
{
    public static void Write(PartsCollection collection, Stream stream)
    {
        var parts = collection.Parts.OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
        string[] projects = [.. parts.Select(p => p.Project).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        Dictionary<string, List<LinePlace>> places = new(StringComparer.Ordinal);
        for (int i = 0; i < parts.Length; i++)
        {
            numbers.Add(parts[i].Name, i);
            for (int rank = 0; rank < parts[i].Lines.Count; rank++)
            {
                if (!places.TryGetValue(parts[i].Lines[rank], out List<LinePlace>? list))
                {
                    places.Add(parts[i].Lines[rank], list = []);
                }

                list.Add(new(i, rank));
            }
        }

        var exact = collection.Lines.Where(l => !l.Key.Contains(LineTemplate.Hole, StringComparison.Ordinal))
            .Select(l => (Digest: CanonicalText.Digest(l.Key, KnownPartsFormat.LineDigest), l.Key, l.Value))
            .OrderBy(l => Convert.ToHexString(l.Digest), StringComparer.Ordinal).ToArray();
        var open = collection.Lines.Where(l => l.Key.Contains(LineTemplate.Hole, StringComparison.Ordinal))
            .Select(l => (Template: LineTemplate.Parse(l.Key), l.Key, l.Value)).Where(l => l.Template is not null)
            .OrderBy(l => l.Key, StringComparer.Ordinal).ToArray();
        var units = collection.Units.OrderBy(u => u.Key, StringComparer.Ordinal).ToArray();

        stream.Write(KnownPartsFormat.Magic);
        ReadOnlySpan<int> counts = [projects.Length, parts.Length, units.Length, exact.Length, open.Length];
        foreach (int count in counts)
        {
            Number(stream, (ulong)count);
        }

        foreach (string project in projects)
        {
            Bytes(stream, Encoding.UTF8.GetBytes(project));
        }

        byte[] before = [];
        foreach (var part in parts)
        {
            byte[] name = Encoding.UTF8.GetBytes(part.Name);
            int shared = name.AsSpan().CommonPrefixLength(before);
            Number(stream, (ulong)shared);
            Bytes(stream, name.AsSpan(shared));
            Number(stream, (ulong)Array.IndexOf(projects, part.Project));
            before = name;
        }

        foreach (var unit in units)
        {
            stream.Write(Convert.FromHexString(unit.Key));
        }

        foreach (var unit in units)
        {
            Number(stream, (ulong)unit.Value.Day);
            Number(stream, (ulong)numbers[unit.Value.Part]);
        }

        foreach (var line in exact)
        {
            stream.Write(line.Digest);
        }

        foreach (var line in exact)
        {
            Number(stream, (ulong)line.Value);
            Places(stream, places[line.Key]);
        }

        foreach (var line in open)
        {
            Template(stream, line.Template!);
            Number(stream, (ulong)line.Value);
            Places(stream, places[line.Key]);
        }
    }

    private static void Template(Stream stream, LineTemplate template)
    {
        Number(stream, (ulong)template.Holes.Count);
        foreach (HoleKind kind in template.Holes)
        {
            stream.WriteByte((byte)kind);
        }

        Span<byte> fixedPart = stackalloc byte[12];
        foreach (TemplatePiece piece in template.Pieces)
        {
            Number(stream, (ulong)piece.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(fixedPart, piece.Quick);
            BinaryPrimitives.WriteUInt64LittleEndian(fixedPart[4..], piece.Digest);
            stream.Write(piece.Length == 0 ? [] : fixedPart);
        }
    }

    private static void Places(Stream stream, List<LinePlace> places)
    {
        if (places.Count > KnownPartsFormat.MaxPlaces)
        {
            Number(stream, 0);
            return;
        }

        Number(stream, (ulong)places.Count);
        int before = 0;
        foreach (LinePlace place in places)
        {
            Number(stream, (ulong)(place.Part - before));
            Number(stream, (ulong)place.Rank);
            before = place.Part;
        }
    }

    private static void Bytes(Stream stream, ReadOnlySpan<byte> bytes)
    {
        Number(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Number(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
