using Xzact.Kernels;
using Xzact.Reading;

namespace Xzact;

/// <summary>
/// Recovers every intact Block of a damaged .xz file, and gives an account of what is lost. A Block is taken for intact
/// only if its header and its check match; so nothing wrong is written unless it was asked for.
/// </summary>
/// <remarks>
/// <para>Blocks are found through the Index of the file; where that is damaged, through the Index of each Stream, one
/// after the other, and by the checksums of Block Headers, whatever bytes are missing between them. What is found only
/// by its Block Header may be part of another .xz file that was stored inside a damaged Block without compression.
/// </para>
/// <para>Where bytes are missing or were added at more than one place of a Stream whose Index is intact, Blocks between
/// such places may be lost although they are intact.</para>
/// <para>Memory is the dictionary that a Block declares, 32 MiB, sixteen bytes for each Block of an Index, and the
/// account: some 100 bytes for each range. A Block larger than 32 MiB is decoded twice: to verify it and to write it.
/// </para>
/// <para>A crafted file cannot make the search go on for ever: when searches and attempts that failed have read sixteen
/// times its size and 64 MiB, where 64 bytes that were decoded in vain count as one, what is left is given up, and the
/// account says so. Nor can it make the account grow with every byte: neighbouring lost parts of unknown size and the
/// same error are one range, with the reason of the first, and after 65,536 lost ranges all that follow one another
/// are.</para>
/// </remarks>
public static class XzSalvage
{
    /// <summary>Writes the content of every intact Block, in their order and without gaps.</summary>
    /// <param name="source">The damaged file, from its first byte to its last; its position is changed.</param>
    /// <param name="destination">Where content is written to.</param>
    /// <param name="decompressionOptions">Limits; null for none. MemoryLimit is for an Index and for the decoder,
    /// each.</param>
    /// <param name="includeDamaged">
    /// Whether the start of a damaged Block is written too, as far as it can be decoded; the account marks it.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ArgumentNullException">A stream is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="source"/> cannot be read or cannot seek, or <paramref name="destination"/> cannot be written to.
    /// </exception>
    /// <exception cref="IOException">A stream failed, or the source changed while it was read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static XzSalvageReport Recover(
        Stream source,
        Stream destination,
        XzDecompressionOptions? decompressionOptions = null,
        bool includeDamaged = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        if (!source.CanRead || !source.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and able to seek.", nameof(source));
        }

        if (!destination.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written to.", nameof(destination));
        }

        decompressionOptions ??= new XzDecompressionOptions();
        using var salvager = new Salvager(
            source, destination, new WorkAllocator(), decompressionOptions.ToLimits(), includeDamaged,
            cancellationToken);
        return salvager.Run();
    }
}
