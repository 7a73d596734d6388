namespace Xzact.Tools.Options;

/// <summary>An item of --block-list.</summary>
/// <param name="Size">Bytes of data.</param>
/// <param name="Chain">Number of the filter chain, 0 to 9.</param>
internal readonly record struct BlockListItem(ulong Size, int Chain);

/// <summary>What --block-list says: where Blocks end, and what each is encoded with.</summary>
/// <param name="Items">The items; the last one repeats.</param>
/// <param name="UsedChains">A bit for each chain. An item that repeats the one before it counts for the default
/// chain, as upstream has it: the size of Blocks depends on it.</param>
internal sealed record BlockList(IReadOnlyList<BlockListItem> Items, int UsedChains)
{
    /// <summary>The size of an item that stands for all that follows.</summary>
    public const ulong Rest = ulong.MaxValue;

    /// <summary>Bytes of the largest item.</summary>
    public ulong Largest => Items.Max(item => item.Size);

    /// <summary>Reads a list: [CHAIN:]SIZE between commas; an empty item is like the one before it.</summary>
    /// <exception cref="UsageException">It is not valid.</exception>
    public static BlockList Parse(string value)
    {
        if (value.Length == 0 || value[0] == ',')
        {
            throw new UsageException($"{value}: Invalid argument to --block-list");
        }

        string[] words = value.Split(',');
        var items = new List<BlockListItem>(words.Length);
        int used = 0;
        for (int i = 0; i < words.Length; i++)
        {
            bool isLast = i == words.Length - 1;
            items.Add(words[i].Length == 0 ? items[^1] : ParseItem(words[i], isLast));
            used |= 1 << (words[i].Length == 0 ? 0 : items[^1].Chain);
        }

        return new BlockList(items, used);
    }

    private static BlockListItem ParseItem(string word, bool isLast)
    {
        int chain = 0;
        if (word.Length > 1 && char.IsAsciiDigit(word[0]) && word[1] == ':')
        {
            chain = word[0] - '0';
            word = word.Length > 2
                ? word[2..]
                : throw new UsageException(
                    $"In --block-list, block size is missing after filter chain number '{chain}:'");
        }

        ulong size = Numbers.Parse("block-list", word, 0, ulong.MaxValue);
        return size != 0 ? new BlockListItem(size, chain)
            : isLast ? new BlockListItem(Rest, chain)
            : throw new UsageException("0 can only be used as the last element in --block-list");
    }
}
