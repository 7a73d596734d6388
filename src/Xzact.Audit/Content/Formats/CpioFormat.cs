using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Cpio;

namespace Xzact.Audit.Content.Formats;

/// <summary>cpio in its new portable forms.</summary>
internal sealed class CpioFormat() : ContainerFormat("cpio")
{
    public override bool Begins(ReadOnlySpan<byte> data) => data.Length > CpioLayout.HeaderLength
        && (data.StartsWith("070701"u8) || data.StartsWith("070702"u8));

    public override void Read(FormatWalk walk)
    {
        ArchiveContext context = new(Limits(walk.Budget));
        ArchiveInput input = new(new MemoryStream(walk.Memory.ToArray(), writable: false), context);
        ContainerStream container = new(input, input, context);
        using CpioReader reader = new(container, context);
        bool whole = ReadMembers(walk, reader.ReadNext, _ => { });
        Note(walk, context.Observations);
        foreach (ArchiveObservation seen in context.Observations)
        {
            if (seen.Kind == ArchiveObservationKind.DataAfterEndOfArchive)
            {
                walk.Claim(seen.Offset, walk.Left - seen.Offset, SpanKind.AfterEnd, "after the end");
            }
        }

        walk.ClaimRest(0, whole ? walk.Left : container.Offset, SpanKind.Content, "entries");
        walk.ClaimRest(0, walk.Left, SpanKind.Damaged, "behind a break of the format");
    }
}
