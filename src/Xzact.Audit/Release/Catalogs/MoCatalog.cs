using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// A compiled catalogue (GNU gettext manual, "The Format of GNU MO Files"; minor revision 1 adds strings with
/// system-dependent segments). The reader takes only what msgfmt's layout leaves no choice in: tables and strings in
/// order, each byte used once, gaps of at most three zeros, and the hash table that inserting the strings in order
/// gives. So equal messages mean that nothing else is in the file.
/// </summary>
internal sealed class MoCatalog
{
    private const uint Magic = 0x950412DE;
    private const uint MagicSwapped = 0xDE120495;
    private const int HeaderSize = 28;
    private const int LongHeaderSize = 48;
    private const uint LastSegment = 0xFFFFFFFF;
    private const int MaxGap = 3;
    private const byte Used = 1;

    private readonly byte[] _data;
    private readonly bool _big;
    private readonly byte[] _used;
    private int _lastString;

    private MoCatalog(byte[] data)
    {
        _data = data;
        _used = new byte[data.Length];
        _big = data.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(data) == MagicSwapped;
    }

    /// <summary>The messages: context, EOT and id (with NUL and plural) to the translations, joined by NUL. Latin-1
    /// characters of the bytes.</summary>
    public Dictionary<string, string> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a compiled catalogue.</summary>
    /// <exception cref="FormatException">It is malformed, or has room for more than messages.</exception>
    public static MoCatalog Read(byte[] data)
    {
        MoCatalog catalog = new(data);
        catalog.Read();
        return catalog;
    }

    private void Read()
    {
        if (_data.Length < HeaderSize || Word(0) != Magic)
        {
            throw Malformed(0, "no magic number of a compiled catalogue");
        }

        uint revision = Word(4);
        if (revision > 1)
        {
            throw Malformed(4, $"revision {revision:x}, known are 0 and 1");
        }

        Use(0, revision == 0 ? HeaderSize : LongHeaderSize);
        int count = Count(8);
        (int ids, int strings, int hashSize, int hash) = (Place(12), Place(16), Count(20), Place(24));
        Use(ids, (long)count * 8);
        Use(strings, (long)count * 8);
        Use(hash, (long)hashSize * 4);
        _lastString = 0;
        string[] keys = new string[count];
        string[] values = new string[count];
        List<(string Key, string Value)> more = revision == 0 ? [] : ReadSystemDependent();
        ReadStrings(ids, keys);
        ReadStrings(strings, values);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && string.CompareOrdinal(keys[i - 1], keys[i]) >= 0)
            {
                throw Malformed(ids + (8 * i), "the strings are not sorted");
            }

            Messages.Add(keys[i], values[i]);
        }

        CheckHash(keys, hashSize, hash);
        foreach ((string key, string value) in more)
        {
            if (!Messages.TryAdd(key, value))
            {
                throw Malformed(0, "a message is there twice");
            }
        }

        CheckGaps();
    }

    private void ReadStrings(int table, string[] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            int length = Count(table + (8 * i));
            int offset = Place(table + (8 * i) + 4);
            if (offset < _lastString)
            {
                throw Malformed(table + (8 * i), "the strings do not stand in the order of their table");
            }

            _lastString = offset;
            Use(offset, (long)length + 1);
            into[i] = Encoding.Latin1.GetString(_data, offset, length);
            if (_data[offset + length] != 0)
            {
                throw Malformed(offset + length, "a string without its end");
            }
        }
    }

    private List<(string Key, string Value)> ReadSystemDependent()
    {
        (int segments, int segmentTable, int count) = (Count(28), Place(32), Count(36));
        (int ids, int strings) = (Place(40), Place(44));
        Use(segmentTable, (long)segments * 8);
        Use(ids, (long)count * 4);
        Use(strings, (long)count * 4);
        string[] names = new string[segments];
        for (int i = 0; i < segments; i++)
        {
            int length = Count(segmentTable + (8 * i));
            int offset = Place(segmentTable + (8 * i) + 4);
            Use(offset, length);
            names[i] = length > 0 && _data[offset + length - 1] == 0
                ? Encoding.Latin1.GetString(_data, offset, length - 1)
                : throw Malformed(offset, "a segment without its end");
        }

        bool[] isNamed = new bool[segments];
        List<(string, string)> messages = [];
        for (int i = 0; i < count; i++)
        {
            messages.Add((
                SystemDependent(Place(ids + (4 * i)), names, isNamed),
                SystemDependent(Place(strings + (4 * i)), names, isNamed)));
        }

        return Array.TrueForAll(isNamed, named => named) ? messages
            : throw Malformed(segmentTable, "a segment that no string uses");
    }

    // An offset, then pairs of a length of static text and a segment behind it, up to a pair without segment.
    private string SystemDependent(int at, string[] names, bool[] isNamed)
    {
        StringBuilder text = new();
        Use(at, 4);
        int start = Place(at);
        int offset = start;
        for (int pair = at + 4; ; pair += 8)
        {
            Use(pair, 8);
            int length = Count(pair);
            Use(offset, length);
            text.Append(Encoding.Latin1.GetString(_data, offset, length));
            offset += length;
            uint segment = Word(pair + 4);
            if (segment == LastSegment)
            {
                break;
            }

            if (segment >= names.Length)
            {
                throw Malformed(pair + 4, $"segment {segment} of {names.Length}");
            }

            isNamed[segment] = true;
            string name = names[segment];
            text.Append(name == "I" ? name : $"<{name}>");
        }

        return text.Length > 0 && text[^1] == '\0' ? text.ToString(0, text.Length - 1)
            : throw Malformed(start, "a string without its end");
    }

    // Hash of P. J. Weinberger over 32 bits, open addressing with a second hash (GNU gettext manual).
    private void CheckHash(string[] keys, int size, int table)
    {
        if (size == 0)
        {
            return;
        }

        if (size <= keys.Length || size < 3)
        {
            throw Malformed(20, $"a hash table of {size} for {keys.Length} strings");
        }

        uint[] expected = new uint[size];
        for (int i = 0; i < keys.Length; i++)
        {
            uint hash = Hash(keys[i]);
            uint at = hash % (uint)size;
            uint step = 1 + (hash % ((uint)size - 2));
            int tries = 0;
            while (expected[at] != 0)
            {
                at = (uint)(((ulong)at + step) % (ulong)size);
                if (++tries > size)
                {
                    throw Malformed(table, "a hash table of a size that finds no place for each string");
                }
            }

            expected[at] = (uint)(i + 1);
        }

        for (int i = 0; i < size; i++)
        {
            if (Word(table + (4 * i)) != expected[i])
            {
                throw Malformed(table + (4 * i), "the hash table holds something else than the strings' places");
            }
        }
    }

    // Only up to the first NUL: the plural is no part of what is looked up.
    private static uint Hash(string key)
    {
        uint hash = 0;
        foreach (char c in key.AsSpan())
        {
            if (c == '\0')
            {
                break;
            }

            hash = (hash << 4) + c;
            uint high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) ^ high;
        }

        return hash;
    }

    private void CheckGaps()
    {
        int gap = 0;
        for (int i = 0; i < _data.Length; i++)
        {
            gap = _used[i] == Used ? 0 : gap + 1;
            if (gap > MaxGap || (gap > 0 && (_data[i] != 0 || i == _data.Length - 1)))
            {
                throw Malformed(i, "bytes that belong to no message");
            }
        }
    }

    private void Use(int offset, long length)
    {
        if (offset + length > _data.Length)
        {
            throw Malformed(offset, "it ends before what it announces");
        }

        Span<byte> range = _used.AsSpan(offset, (int)length);
        if (range.Contains(Used))
        {
            throw Malformed(offset, "two parts of the file overlap");
        }

        range.Fill(Used);
    }

    private int Count(int at) => Word(at) is var value && value <= _data.Length ? (int)value
        : throw Malformed(at, $"a count or length of {value} in {_data.Length} bytes");

    private int Place(int at) => Word(at) is var value && value <= _data.Length ? (int)value
        : throw Malformed(at, $"an offset of {value} in {_data.Length} bytes");

    private uint Word(int at)
    {
        if (at + 4 > _data.Length)
        {
            throw Malformed(at, "it ends before what it announces");
        }

        ReadOnlySpan<byte> bytes = _data.AsSpan(at, 4);
        return _big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static FormatException Malformed(long offset, string what) => new($"at byte {offset}: {what}");
}
