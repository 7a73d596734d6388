using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// One filter as a Block Header records it (.xz specification, sections 3.1.5 and 5.3). Each filter has one number at
/// most.
/// </summary>
/// <param name="Id">Which filter.</param>
/// <param name="Value">LZMA2: dictionary size in bytes; Delta: distance, 1 to 256; branch converters: start
/// offset.</param>
internal readonly record struct FilterFlags(FilterId Id, uint Value)
{
    /// <summary>Whether the filter changes the size of the data and so must stand last.</summary>
    public bool IsLast => Id == FilterId.Lzma2;

    /// <summary>Whether the filter is a branch converter with a start offset that breaks its alignment.</summary>
    public bool IsMisaligned => Id.IsBranch() && Value % BranchFormat.Alignment(Id) != 0;

    /// <summary>Bytes of the properties.</summary>
    private int PropertiesSize => Id switch
    {
        FilterId.Lzma2 or FilterId.Delta => 1,
        _ => Value == 0 ? 0 : sizeof(uint),
    };

    /// <summary>Bytes of the Filter Flags: ID, size of the properties, properties.</summary>
    public int Size => Multibyte.Size((ulong)Id) + Multibyte.Size((ulong)PropertiesSize) + PropertiesSize;

    /// <summary>
    /// Reads Filter Flags and cuts them off; null if the filter is known and its properties are valid but for
    /// <see cref="IsMisaligned"/>.
    /// </summary>
    public static (XzError Error, string Rule)? Read(ref ReadOnlySpan<byte> source, out FilterFlags filter)
    {
        filter = default;
        if (!Multibyte.TryRead(ref source, out ulong id) || !Multibyte.TryRead(ref source, out ulong size)
            || size > (ulong)source.Length || id > BlockFormat.MaxFilterId)
        {
            return (XzError.BlockHeaderCorrupt,
                "The Filter Flags are not valid or do not fit in the Block Header (section 3.1.5).");
        }

        ReadOnlySpan<byte> properties = source[..(int)size];
        source = source[(int)size..];
        switch ((FilterId)id)
        {
            case FilterId.Lzma2 when size == 1 && properties[0] <= Lzma2Format.MaxDictionaryByte:
                filter = new FilterFlags(FilterId.Lzma2, DictionarySize(properties[0]));
                return null;
            case FilterId.Delta when size == 1:
                filter = new FilterFlags(FilterId.Delta, properties[0] + 1U);
                return null;
            case var branch when branch.IsBranch() && size is 0 or sizeof(uint):
                filter = new FilterFlags(branch, size == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(properties));
                return null;
            case var known when known.IsBranch() || known is FilterId.Lzma2 or FilterId.Delta:
                return (XzError.UnsupportedFilter, $"The properties of filter 0x{id:X} are not valid (section 5.3).");
            default:
                return (XzError.UnsupportedFilter, $"Filter 0x{id:X} is not supported (section 5.3).");
        }
    }

    /// <summary>Writes Filter Flags and returns how many bytes they took.</summary>
    public int Write(Span<byte> target)
    {
        int size = Multibyte.Write((ulong)Id, target);
        size += Multibyte.Write((ulong)PropertiesSize, target[size..]);
        switch (Id)
        {
            case FilterId.Lzma2:
                target[size] = DictionaryByte(Value);
                break;
            case FilterId.Delta:
                target[size] = (byte)(Value - 1);
                break;
            default:
                if (Value != 0)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(target[size..], Value);
                }

                break;
        }

        return size + PropertiesSize;
    }

    /// <summary>
    /// The dictionary size that a byte from 0 to 40 stands for, section 5.3.1: 2^n or 2^n + 2^(n-1), at last 4 GiB - 1.
    /// </summary>
    public static uint DictionarySize(byte value) => value == Lzma2Format.MaxDictionaryByte
        ? Lzma2Format.MaxDictionarySize
        : (2U | (value & 1U)) << ((value / 2) + 11);

    /// <summary>The smallest byte whose dictionary size is at least <paramref name="size"/>.</summary>
    public static byte DictionaryByte(uint size)
    {
        byte value = 0;
        while (DictionarySize(value) < size)
        {
            value++;
        }

        return value;
    }
}
