namespace Xzact.Audit.Archives.Tar;

/// <summary>Passes the filling that brings content to a whole number of blocks.</summary>
internal static class TarPadding
{
    public static void Skip(ContainerStream container, ArchiveContext context, long size, string? memberName)
    {
        long offset = container.Offset;
        long padding = (TarLayout.BlockLength - (size % TarLayout.BlockLength)) % TarLayout.BlockLength;
        if (container.Skip(padding, "the padding of a member") is > 0 and long nonZero)
        {
            context.Observe(
                ArchiveObservationKind.NonZeroPadding,
                memberName,
                offset,
                $"{nonZero} bytes that are not zero in the {padding} bytes of padding");
        }
    }
}
