namespace Xzact.Audit.Archives.Compression;

/// <summary>Accounts for bytes behind the end of compressed data.</summary>
internal static class TrailingData
{
    /// <summary>Takes the rest of the input and observes it, if there is any.</summary>
    public static void Observe(ArchiveInput input, ArchiveContext context, string after)
    {
        long start = input.Offset;
        bool allZero = true;
        while (input.PeekAvailable() is { IsEmpty: false } rest)
        {
            allZero &= rest.IndexOfAnyExcept((byte)0) < 0;
            input.Take(rest.Length);
        }

        if (input.Offset > start)
        {
            context.Observe(
                allZero ? ArchiveObservationKind.StreamPadding : ArchiveObservationKind.TrailingData,
                null,
                start,
                $"{input.Offset - start} bytes follow {after}, {(allZero ? "all zero" : "not all zero")}",
                ArchiveOffsetBase.File);
        }
    }
}
