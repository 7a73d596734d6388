using System.Buffers.Binary;
using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Liblzma.Chains;

/// <summary>The properties of a filter as a Block Header, or whoever stores raw data, records them.</summary>
internal static class FilterProperties
{
    /// <summary>Most bytes: LZMA1's.</summary>
    public const int MaxSize = 1 + sizeof(uint);

    /// <summary>Bytes of a filter's properties; -1 for a filter that is not known.</summary>
    public static int SizeOf(CallerFilter filter) => (FilterId)filter.Id switch
    {
        FilterId.Lzma2 or FilterId.Delta => 1,
        _ when Chain.IsLzma(filter.Id) => MaxSize,
        var id when id.IsBranch() => filter.Number is null or 0 ? 0 : sizeof(uint),
        _ => -1,
    };

    /// <summary>Writes them.</summary>
    /// <param name="filter">A filter that is known.</param>
    /// <param name="target">As many bytes as <see cref="SizeOf"/> says.</param>
    public static LzmaRet Write(CallerFilter filter, Span<byte> target)
    {
        if (filter.Id == (ulong)FilterId.Delta)
        {
            if (Chain.SimpleFlags(filter) is not { } delta)
            {
                return LzmaRet.ProgError;
            }

            target[0] = (byte)(delta.Value - DeltaFormat.MinDistance);
            return LzmaRet.Ok;
        }

        if (!Chain.IsLzma(filter.Id))
        {
            if (!target.IsEmpty)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target, filter.Number!.Value);
            }

            return LzmaRet.Ok;
        }

        if (filter.Lzma is not { } lzma)
        {
            return LzmaRet.ProgError;
        }

        if (filter.Id == (ulong)FilterId.Lzma2)
        {
            target[0] = FilterFlags.DictionaryByte(lzma.DictionarySize);
            return LzmaRet.Ok;
        }

        if (!Chain.HasValidModel(lzma))
        {
            return LzmaRet.ProgError;
        }

        target[0] = new LzmaProperties((int)lzma.Lc, (int)lzma.Lp, (int)lzma.Pb).ToByte();
        BinaryPrimitives.WriteUInt32LittleEndian(target[1..], lzma.DictionarySize);
        return LzmaRet.Ok;
    }

    /// <summary>Reads them; null if the filter is not known or the properties are not valid.</summary>
    public static CallerFilter? Read(ulong id, ReadOnlySpan<byte> properties)
    {
        switch ((FilterId)id)
        {
            case FilterId.Lzma2:
                return properties.Length == 1 && properties[0] <= Lzma2Format.MaxDictionaryByte
                    ? new CallerFilter(id) { Lzma = OfDecoder(FilterFlags.DictionarySize(properties[0]), default) }
                    : null;
            case FilterId.Delta:
                return properties.Length == 1
                    ? new CallerFilter(id) { Number = properties[0] + (uint)DeltaFormat.MinDistance }
                    : null;
            case var branch when branch.IsBranch():
                return properties.IsEmpty ? new CallerFilter(id)
                    : properties.Length == sizeof(uint)
                        ? new CallerFilter(id) { Number = BinaryPrimitives.ReadUInt32LittleEndian(properties) }
                    : null;
            default:
                return Chain.IsLzma(id) && properties.Length == MaxSize
                    && LzmaProperties.TryParse(properties[0], out LzmaProperties model)
                    ? new CallerFilter(id)
                    {
                        Lzma = OfDecoder(BinaryPrimitives.ReadUInt32LittleEndian(properties[1..]), model),
                    }
                    : null;
        }
    }

    private static CallerLzma OfDecoder(uint dictionary, LzmaProperties model) =>
        new(dictionary, default, (uint)model.Lc, (uint)model.Lp, (uint)model.Pb, 0, 0, 0, 0, 0, 0);
}
