using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Archives.Zip;

/// <summary>The parts of a zip that its members cover: 16 bytes each, from which gaps and overlaps follow.</summary>
internal sealed class ZipExtents
{
    private readonly List<(long Start, long End)> _extents = [];

    /// <summary>Adds what one member covers, from its local header to the end of its data descriptor.</summary>
    public void Add(long start, long end) => _extents.Add((start, end));

    /// <summary>Observes what no member and no directory covers, and what several do.</summary>
    public void Observe(ZipFile file, ZipDirectory directory, ArchiveContext context)
    {
        _extents.Add((directory.Start, directory.End));
        _extents.Sort();
        long covered = 0;
        foreach ((long start, long end) in _extents)
        {
            if (start > covered)
            {
                ObserveGap(file, covered, start, context);
            }
            else if (start < covered)
            {
                context.Observe(
                    ArchiveObservationKind.OverlappingMembers,
                    null,
                    start,
                    $"a member begins at byte {start}, inside what reaches to byte {covered}");
            }

            covered = Math.Max(covered, end);
        }

        if (covered < directory.EndRecords)
        {
            ObserveGap(file, covered, directory.EndRecords, context);
        }
    }

    private static void ObserveGap(ZipFile file, long start, long end, ArchiveContext context)
    {
        if (HiddenName(file, start, end) is { } name)
        {
            context.Observe(
                ArchiveObservationKind.HiddenMember,
                name,
                start,
                $"{NameText.Quote(name)} has a local header that the central directory does not list");
            return;
        }

        (ArchiveObservationKind kind, string where) = start == 0
            ? (ArchiveObservationKind.LeadingData, "before the first header")
            : (ArchiveObservationKind.UnaccountedBytes, "that belong to no member and no header");
        context.Observe(kind, null, start, $"{end - start} bytes {where}");
    }

    private static string? HiddenName(ZipFile file, long start, long end)
    {
        if (end - start < ZipLayout.LocalLength)
        {
            return null;
        }

        byte[] header = file.Read(start, ZipLayout.LocalLength, "a local header");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.LocalNameLengthOffset));
        if (!header.AsSpan().StartsWith(ZipLayout.LocalMagic) || nameLength > end - start - ZipLayout.LocalLength)
        {
            return null;
        }

        return Encoding.Latin1.GetString(file.Read(start + ZipLayout.LocalLength, nameLength, "a name"));
    }
}
