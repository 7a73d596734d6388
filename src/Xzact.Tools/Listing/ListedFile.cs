using Xzact.Format;

namespace Xzact.Tools.Listing;

/// <summary>What is listed about a file.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Index">Its Streams.</param>
/// <param name="Blocks">Its Blocks in their order, as their headers describe them; empty unless asked for.</param>
internal sealed record ListedFile(string Name, XzIndex Index, IReadOnlyList<BlockDetails> Blocks)
{
    /// <summary>Its name as given, one byte in each character.</summary>
    public string RawName { get; init; } = "";

    /// <summary>The sums that the last line adds up.</summary>
    public ListTotals Totals
    {
        get
        {
            var totals = new ListTotals
            {
                Files = 1,
                Streams = (ulong)Index.Streams.Count,
                Blocks = (ulong)Index.BlockCount,
                CompressedSize = (ulong)Index.FileSize,
                UncompressedSize = (ulong)Index.UncompressedSize,
                Padding = (ulong)Index.Padding,
            };
            foreach (XzIndexStream stream in Index.Streams)
            {
                totals.Checks |= 1U << (int)stream.Check;
            }

            foreach (BlockDetails block in Blocks)
            {
                totals.Memory = Math.Max(totals.Memory, block.Memory);
                totals.AllSizes &= block.HasSizes;
                totals.MinVersion = Math.Max(totals.MinVersion, block.MinVersion);
            }

            return totals;
        }
    }
}

/// <summary>Sums over files.</summary>
internal sealed class ListTotals
{
    /// <summary>The oldest release that has the format: 5.0.0, as XYYYZZZS.</summary>
    public const uint FirstVersion = 50000002;

    public int Files { get; set; }

    public ulong Streams { get; set; }

    public ulong Blocks { get; set; }

    public ulong CompressedSize { get; set; }

    public ulong UncompressedSize { get; set; }

    public ulong Padding { get; set; }

    /// <summary>A bit for each <see cref="CheckId"/> that occurs.</summary>
    public uint Checks { get; set; }

    /// <summary>The most bytes of memory that decompression takes.</summary>
    public ulong Memory { get; set; }

    /// <summary>Whether every Block Header gives both sizes.</summary>
    public bool AllSizes { get; set; } = true;

    /// <summary>The oldest release of XZ Utils that decompresses all files, as XYYYZZZS.</summary>
    public uint MinVersion { get; set; } = FirstVersion;

    /// <summary>Adds another file. A sum that would not fit stays at its largest value.</summary>
    public void Add(ListTotals other)
    {
        Files += other.Files;
        Streams += other.Streams;
        Blocks += other.Blocks;
        CompressedSize = Sum(CompressedSize, other.CompressedSize);
        UncompressedSize = Sum(UncompressedSize, other.UncompressedSize);
        Padding = Sum(Padding, other.Padding);
        Checks |= other.Checks;
        Memory = Math.Max(Memory, other.Memory);
        AllSizes &= other.AllSizes;
        MinVersion = Math.Max(MinVersion, other.MinVersion);
    }

    private static ulong Sum(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    /// <summary>The names of the checks in the order of their IDs.</summary>
    public string CheckNames(string separator)
    {
        var names = new List<string>();
        for (int id = 0; id < CheckIdExtensions.Count; id++)
        {
            if ((Checks & (1U << id)) != 0)
            {
                names.Add(CheckName.Of((CheckId)id));
            }
        }

        return names.Count == 0 ? CheckName.Of(CheckId.None) : string.Join(separator, names);
    }
}
