namespace Xzact.Audit.Elf;

/// <summary>The hash tables of dynamic symbols, for the one thing that nothing else states: how many there are.
/// </summary>
internal static class ElfHash
{
    /// <summary>The number of dynamic symbols that the hash tables lead to; 0 if there is none. Never more than four
    /// bytes of the file each justify.</summary>
    public static ulong SymbolCount(ElfFile file, ElfDynamic dynamic) =>
        Math.Max(OfHash(file, dynamic), OfGnuHash(file, dynamic));

    // System V ABI, chapter 5, "Hash Table": nbucket, nchain. Alpha and S/390 of 64 bits have words of eight bytes.
    private static ulong OfHash(ElfFile file, ElfDynamic dynamic)
    {
        ReadOnlyMemory<byte> table = file.From(dynamic.Value(ElfDynamicTag.Hash));
        bool isWide = file.Encoding.Wide && file.Header.Machine is ElfMachine.S390 or (ElfMachine)0x9026;
        if (!dynamic.Has(ElfDynamicTag.Hash) || table.Length < (isWide ? 16 : 8))
        {
            return 0;
        }

        ulong count = isWide ? file.Encoding.U64(table.Span, 8) : file.Encoding.U32(table.Span, 4);
        return Math.Min(count, (ulong)table.Length / 4);
    }

    // GNU: buckets, first hashed symbol, words of the filter, shift; then filter, buckets, and a chain for each bucket
    // whose last entry has its lowest bit set.
    private static ulong OfGnuHash(ElfFile file, ElfDynamic dynamic)
    {
        ReadOnlySpan<byte> table = file.From(dynamic.Value(ElfDynamicTag.GnuHash)).Span;
        ElfEncoding encoding = file.Encoding;
        if (!dynamic.Has(ElfDynamicTag.GnuHash) || table.Length < 16)
        {
            return 0;
        }

        uint buckets = encoding.U32(table, 0);
        uint first = encoding.U32(table, 4);
        ulong at = 16 + ((ulong)encoding.U32(table, 8) * (ulong)encoding.WordLength);
        ulong chains = at + ((ulong)buckets * 4);
        if (chains > (ulong)table.Length)
        {
            file.Fault("the hash table of the dynamic symbols leads out of its segment", 0);
            return 0;
        }

        uint last = 0;
        for (uint i = 0; i < buckets; i++)
        {
            last = Math.Max(last, encoding.U32(table, (int)(at + ((ulong)i * 4))));
        }

        if (last < first)
        {
            return first > 1 ? first : 0;
        }

        for (ulong entry = chains + ((ulong)(last - first) * 4); entry + 4 <= (ulong)table.Length; entry += 4)
        {
            if ((encoding.U32(table, (int)entry) & 1) != 0)
            {
                return first + ((entry - chains) / 4) + 1;
            }
        }

        file.Fault("a chain of the hash table of the dynamic symbols has no end", 0);
        return 0;
    }
}
