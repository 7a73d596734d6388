using System.Text;

namespace Xzact.Audit.Known.Parts;

/// <summary>
/// The known parts of build text: statements of m4 by digest, and the lines that macros, templates of Automake and
/// scripts of Libtool expand to, in their order.
/// </summary>
internal sealed class KnownPartsIndex : IPartLines
{
    /// <summary>Shorter statements never count as known, in characters.</summary>
    internal const int MinUnit = 24;

    private const string ResourceName = "known-parts.xkprt";
    private static readonly Lazy<KnownPartsIndex> s_shipped = new(LoadShipped);

    private readonly byte[] _data;
    private readonly KnownPart[] _parts;
    private readonly int _units;
    private readonly (int Day, int Part)[] _unitFacts;
    private readonly int _lines;
    private readonly int[] _lineFacts; // offset of each line's day and places
    private readonly int[] _lineCounts; // of each part
    private readonly TemplateTable _templates = new();

    private KnownPartsIndex(byte[] data)
    {
        _data = data;
        PartsReader reader = new(data);
        string[] projects = new string[reader.Count()];
        _parts = new KnownPart[reader.Count()];
        _lineCounts = new int[_parts.Length];
        _unitFacts = new (int, int)[reader.Count()];
        _lineFacts = new int[reader.Count()];
        int templates = reader.Count();
        for (int i = 0; i < projects.Length; i++)
        {
            projects[i] = Encoding.UTF8.GetString(reader.Bytes(reader.Count()));
        }

        byte[] name = [];
        for (int i = 0; i < _parts.Length; i++)
        {
            int shared = reader.Below(name.Length + 1);
            name = [.. name.AsSpan(0, shared), .. reader.Bytes(reader.Count())];
            _parts[i] = new(projects[reader.Below(projects.Length)], Encoding.UTF8.GetString(name));
        }

        _units = reader.Position;
        reader.Bytes(checked(_unitFacts.Length * KnownPartsFormat.UnitDigest));
        for (int i = 0; i < _unitFacts.Length; i++)
        {
            _unitFacts[i] = (reader.Day(), reader.Below(_parts.Length));
        }

        _lines = reader.Position;
        reader.Bytes(checked(_lineFacts.Length * KnownPartsFormat.LineDigest));
        for (int i = 0; i < _lineFacts.Length; i++)
        {
            _lineFacts[i] = reader.Position;
            reader.SkipLine(_lineCounts);
        }

        for (int i = 0; i < templates; i++)
        {
            LineTemplate template = reader.Template();
            KnownLine line = reader.Line(_parts.Length);
            _templates.Add(template, line);
            foreach (LinePlace place in line.Places.Span)
            {
                _lineCounts[place.Part]++;
            }
        }

        reader.End();
    }

    /// <summary>The index that ships with the auditor, loaded once.</summary>
    public static KnownPartsIndex Shipped => s_shipped.Value;

    /// <summary>How many statements, and gaps between them, are known.</summary>
    public int UnitCount => _unitFacts.Length;

    /// <summary>How many lines are known, those with holes included.</summary>
    public int LineCount => _lineFacts.Length + _templates.Count;

    /// <summary>The parts.</summary>
    public IReadOnlyList<KnownPart> Parts => _parts;

    /// <summary>Loads an index.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the message says where.</exception>
    public static KnownPartsIndex Load(byte[] data) => new(data);

    /// <summary>Finds a statement of m4, or a part of a script, by its text; null if no project published it.</summary>
    public KnownUnit? FindUnit(string text)
    {
        byte[] digest = CanonicalText.Digest(text, KnownPartsFormat.UnitDigest);
        int at = text.Length < MinUnit ? -1 : Search(_units, _unitFacts.Length, digest);
        return at < 0 ? null
            : new(_parts[_unitFacts[at].Part], KnownPartsFormat.Epoch.AddDays(_unitFacts[at].Day));
    }

    /// <summary>How many lines a part has that tell where they stand.</summary>
    public int LinesOf(int part) => _lineCounts[part];

    public KnownPart PartAt(int part) => _parts[part];

    public void Find(string line, Func<string, bool> isOfTag, List<KnownLine> found)
    {
        int at = Search(_lines, _lineFacts.Length, CanonicalText.Digest(line, KnownPartsFormat.LineDigest));
        if (at >= 0)
        {
            found.Add(PartsReader.At(_data, _lineFacts[at]).Line(_parts.Length));
        }

        _templates.Find(line, isOfTag, found);
    }

    private int Search(int start, int count, ReadOnlySpan<byte> digest)
    {
        (int low, int high) = (0, count - 1);
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = _data.AsSpan(start + (middle * digest.Length), digest.Length).SequenceCompareTo(digest);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private static KnownPartsIndex LoadShipped()
    {
        using Stream stream = typeof(KnownPartsIndex).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidDataException($"The resource '{ResourceName}' is not in this build.");
        byte[] data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new(data);
    }
}
