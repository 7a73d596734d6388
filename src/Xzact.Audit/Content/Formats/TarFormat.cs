using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Content.Formats;

/// <summary>tar: v7, ustar, GNU or pax.</summary>
internal sealed class TarFormat() : ContainerFormat("tar")
{
    // An empty tar is zeros and has no header.
    public override bool Begins(ReadOnlySpan<byte> data) => TarHeader.IsHeader(data);

    public override void Read(FormatWalk walk)
    {
        using ArchiveReader reader = ArchiveReader.Open(
            new MemoryStream(walk.Memory.ToArray(), writable: false), "", Limits(walk.Budget));
        long last = 0;
        bool whole = ReadMembers(walk, () => reader.TryRead(out ArchiveMember? member) ? member : null, member =>
        {
            last = member.Offset + TarLayout.BlockLength;
            walk.Claim(member.Offset, TarLayout.BlockLength, SpanKind.Structure, "headers and padding");
            walk.Claim(last, member.Size, SpanKind.Content, "members");
            last += member.Size;
        });
        Note(walk, reader.Observations);
        foreach (ArchiveObservation seen in reader.Observations)
        {
            if (seen.Kind == ArchiveObservationKind.NonZeroPadding)
            {
                walk.Claim(
                    seen.Offset, -seen.Offset & (TarLayout.BlockLength - 1), SpanKind.Gap, "padding that is not zero");
            }
            else if (seen.Kind == ArchiveObservationKind.DataAfterEndOfArchive)
            {
                walk.Claim(seen.Offset, walk.Left - seen.Offset, SpanKind.AfterEnd, "after the end");
            }
        }

        walk.ClaimRest(0, whole ? walk.Left : last, SpanKind.Structure, "headers and padding");
        walk.ClaimRest(last, walk.Left, SpanKind.Damaged, "behind a break of the format");
    }
}
