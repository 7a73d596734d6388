using Xzact.Container;
using Xzact.Format;

namespace Xzact.Liblzma.Chains;

/// <summary>How many bytes of memory chains are reckoned to take; all bits for a chain that is not valid.</summary>
internal static class ChainMemory
{
    /// <summary>Not a valid chain.</summary>
    public const ulong Invalid = ulong.MaxValue;

    /// <summary>Bytes for an encoder.</summary>
    public static ulong Encoder(IReadOnlyList<CallerFilter>? filters) =>
        AreKnown(filters) && Chain.IsValidForEncoder(filters![^1].Lzma!)
            ? ReckonedMemory.Encoder(
                Chain.EncoderOptions(filters[^1].Lzma!), filters[^1].Id != (ulong)FilterId.Lzma2, Simple(filters))
            : Invalid;

    /// <summary>Bytes for a decoder.</summary>
    public static ulong Decoder(IReadOnlyList<CallerFilter>? filters)
    {
        if (!AreKnown(filters))
        {
            return Invalid;
        }

        CallerLzma lzma = filters![^1].Lzma!;
        bool isLzma1 = filters[^1].Id != (ulong)FilterId.Lzma2;
        return isLzma1 && !Chain.HasValidModel(lzma)
            ? Invalid
            : ReckonedMemory.Decoder(lzma.DictionarySize, isLzma1, Simple(filters));
    }

    /// <summary>A start offset that an encoder would refuse costs no more than another.</summary>
    private static bool AreKnown(IReadOnlyList<CallerFilter>? filters) => Chain.Validate(filters) == LzmaRet.Ok
        && filters![^1].Lzma is not null
        && filters.All(filter => filter.Id != (ulong)FilterId.Delta || Chain.SimpleFlags(filter) is not null);

    private static IEnumerable<FilterId> Simple(IReadOnlyList<CallerFilter> filters) =>
        filters.SkipLast(1).Select(filter => (FilterId)filter.Id);
}
