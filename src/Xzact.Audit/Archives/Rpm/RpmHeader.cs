using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>A header: an index of entries and the data that they lead to (RPM manual, "The Header Structure"). Both
/// the signature and the description of a package are one.</summary>
internal sealed class RpmHeader
{
    private readonly Dictionary<uint, RpmEntry> _entries = [];
    private readonly string _name;
    private readonly int _dataStart;
    private readonly int _maxValues;

    /// <param name="raw">The whole header with its intro.</param>
    /// <param name="offset">Where it begins in the file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="entries">Its entries, each tag once; a later one of the same tag is not among them.</param>
    /// <param name="maxValues">The most values that are read of one entry.</param>
    internal RpmHeader(byte[] raw, long offset, string name, IEnumerable<RpmEntry> entries, int maxValues)
    {
        (Raw, Offset, _name, _maxValues) = (raw, offset, name, maxValues);
        int count = BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(RpmLayout.IntroEntriesOffset));
        _dataStart = RpmLayout.IntroLength + (count * RpmLayout.EntryLength);
        foreach (RpmEntry entry in entries)
        {
            _entries.TryAdd(entry.Tag, entry);
        }
    }

    /// <summary>The whole header as stored, its intro included: what its digests are about.</summary>
    public byte[] Raw { get; }

    /// <summary>Where the header begins in the file.</summary>
    public long Offset { get; }

    public bool Has(uint tag) => _entries.ContainsKey(tag);

    /// <summary>Where the data of a tag begins in the file; the header's own offset if it has none.</summary>
    public long OffsetOf(uint tag) =>
        _entries.TryGetValue(tag, out RpmEntry entry) ? Offset + _dataStart + entry.Start : Offset;

    /// <summary>The bytes of a binary entry; empty if there is none.</summary>
    /// <exception cref="ArchiveException">It is of another type.</exception>
    public ReadOnlySpan<byte> Bytes(uint tag) =>
        Find(tag, "bytes", RpmType.Binary) is { } entry ? DataOf(entry) : default;

    /// <summary>The first text of an entry; null if there is none.</summary>
    /// <exception cref="ArchiveException">It holds no text.</exception>
    public string? Text(uint tag) => Texts(tag, 1) is [var text, ..] ? text : null;

    /// <summary>All texts of an entry; empty if there is none.</summary>
    /// <exception cref="ArchiveException">It holds no texts, or more than can be the files of a package.</exception>
    public IReadOnlyList<string> Texts(uint tag) => Texts(tag, int.MaxValue);

    /// <summary>The first number of an entry; null if there is none.</summary>
    /// <exception cref="ArchiveException">It holds no numbers.</exception>
    public ulong? Number(uint tag) => Numbers(tag) is [var number, ..] ? number : null;

    /// <summary>All numbers of an entry; they are unsigned. Empty if there is none.</summary>
    /// <exception cref="ArchiveException">It holds no numbers, or more than can be the files of a package.</exception>
    public IReadOnlyList<ulong> Numbers(uint tag)
    {
        if (Find(tag, "numbers", RpmType.Int8, RpmType.Int16, RpmType.Int32, RpmType.Int64) is not { } entry)
        {
            return [];
        }

        CheckCount(entry);
        ulong[] numbers = new ulong[entry.Count];
        int size = RpmTypeInfo.SizeOf(entry.Type);
        ReadOnlySpan<byte> data = DataOf(entry);
        for (int i = 0; i < numbers.Length; i++)
        {
            foreach (byte digit in data.Slice(i * size, size))
            {
                numbers[i] = (numbers[i] << 8) | digit;
            }
        }

        return numbers;
    }

    private List<string> Texts(uint tag, int most)
    {
        if (Find(tag, "texts", RpmType.String, RpmType.StringArray, RpmType.LocalisedString) is not { } entry)
        {
            return [];
        }

        int count = Math.Min(entry.Count, most);
        CheckCount(entry with { Count = count });
        List<string> texts = new(count);
        for (ReadOnlySpan<byte> rest = DataOf(entry); texts.Count < count;)
        {
            int end = rest.IndexOf((byte)0);
            texts.Add(TextDecoding.Decode(rest[..end], out _));
            rest = rest[(end + 1)..];
        }

        return texts;
    }

    private RpmEntry? Find(uint tag, string wanted, params RpmType[] types)
    {
        if (!_entries.TryGetValue(tag, out RpmEntry entry))
        {
            return null;
        }

        return Array.IndexOf(types, entry.Type) >= 0 ? entry : throw new ArchiveException(
            ArchiveErrorReason.Corrupt,
            $"tag {tag} of the {_name} is of type {(int)entry.Type}, which holds no {wanted}",
            OffsetOf(tag), ArchiveOffsetBase.File);
    }

    private ReadOnlySpan<byte> DataOf(RpmEntry entry) =>
        Raw.AsSpan((_dataStart + entry.Start)..(_dataStart + entry.End));

    // Texts of one byte cost twenty times as much in memory as in the file.
    private void CheckCount(RpmEntry entry)
    {
        if (entry.Count > _maxValues)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"tag {entry.Tag} of the {_name} has {entry.Count} values; the limit is {_maxValues}",
                OffsetOf(entry.Tag), ArchiveOffsetBase.File);
        }
    }
}
