using System.Globalization;

namespace Xzact.Audit.Content.Transforms;

/// <summary>A transform that gives each byte value another: what <c>tr</c>, xor and addition do.</summary>
public sealed class ByteMap
{
    private const int Values = 256;

    private readonly byte[] _table;

    private ByteMap(string description, byte[] table)
    {
        Description = description;
        _table = table;
    }

    /// <summary>What it does, in a few words.</summary>
    public string Description { get; }

    /// <summary>No change.</summary>
    internal static ByteMap Identity { get; } = From("as it is", value => value);

    /// <summary>The bits of each byte in the other order.</summary>
    internal static ByteMap ReversedBits { get; } = From("bits reversed", value =>
        (int)(((((ulong)value * 0x0202020202UL) & 0x010884422010UL) % 1023) & 0xFF));

    /// <summary>The halves of each byte exchanged.</summary>
    internal static ByteMap SwappedNibbles { get; } = From("nibbles swapped", value => (value << 4) | (value >> 4));

    /// <summary>The map of <c>tr SET1 SET2</c> with POSIX's escapes, ranges and classes, in the C locale. Where the
    /// second set is shorter its last value is repeated, as GNU tr does.</summary>
    /// <param name="from">The first operand.</param>
    /// <param name="to">The second operand.</param>
    /// <returns>Null if an operand is empty, or has a form that is not read here.</returns>
    public static ByteMap? FromTr(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (TrSet.Expand(from) is not { Count: > 0 } first || TrSet.Expand(to) is not { Count: > 0 } second)
        {
            return null;
        }

        byte[] table = [.. Enumerable.Range(0, Values).Select(value => (byte)value)];
        for (int i = 0; i < first.Count; i++)
        {
            table[first[i]] = second[Math.Min(i, second.Count - 1)];
        }

        return new($"tr '{from}' '{to}'", table);
    }

    /// <summary>Exclusive or with one value.</summary>
    internal static ByteMap Xor(byte key) => From(Name("xor", key), value => value ^ key);

    /// <summary>Addition of one value, modulo 256.</summary>
    internal static ByteMap Add(byte key) => From(Name("add", key), value => value + key);

    /// <summary>Pairs of values exchanged.</summary>
    internal static ByteMap Exchange(IReadOnlyCollection<(byte Left, byte Right)> pairs)
    {
        byte[] table = [.. Enumerable.Range(0, Values).Select(value => (byte)value)];
        foreach ((byte left, byte right) in pairs)
        {
            (table[left], table[right]) = (right, left);
        }

        return new(
            "exchange " + string.Join(", ", pairs.Select(pair => $"0x{pair.Left:x2} and 0x{pair.Right:x2}")), table);
    }

    /// <summary>What a value becomes.</summary>
    internal byte this[byte value] => _table[value];

    /// <summary>Maps in place.</summary>
    internal void Apply(Span<byte> data)
    {
        foreach (ref byte value in data)
        {
            value = _table[value];
        }
    }

    private static string Name(string verb, byte key) =>
        string.Create(CultureInfo.InvariantCulture, $"{verb} 0x{key:x2}");

    internal static ByteMap From(string description, Func<int, int> map) =>
        new(description, [.. Enumerable.Range(0, Values).Select(value => (byte)map(value))]);
}
