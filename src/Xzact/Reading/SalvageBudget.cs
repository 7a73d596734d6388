namespace Xzact.Reading;

/// <summary>
/// How much salvage may read in vain: searches, and attempts that failed. A crafted file could have the same bytes read
/// again for each of its structures.
/// </summary>
/// <param name="fileSize">Bytes of the file.</param>
internal sealed class SalvageBudget(long fileSize)
{
    /// <summary>How many times the size of the file may be read in vain.</summary>
    private const int MaxPasses = 16;

    /// <summary>What may be read beyond that, in bytes.</summary>
    private const long Reserve = 64 << 20;

    /// <summary>So many bytes that are decoded count as one that is read.</summary>
    private const int OutputWeight = 64;

    private readonly decimal _most = Reserve + ((decimal)fileSize * MaxPasses);
    private decimal _spent;

    /// <summary>True once more was spent than there is.</summary>
    public bool IsExhausted => _spent > _most;

    /// <summary>Counts bytes that were read in vain, and bytes that were decoded in vain.</summary>
    public void Spend(long read, long decoded = 0) => _spent += read + (decoded / OutputWeight);
}
