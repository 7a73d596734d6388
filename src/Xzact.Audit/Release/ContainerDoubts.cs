using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>Which doubt each observation of the archive reader is; the one table of them.</summary>
internal static class ContainerDoubts
{
    /// <summary>The doubt that follows from an observation; null if ordinary archives have it too, or if
    /// <see cref="ExtractionTree"/> sees the same and knows more.</summary>
    public static ArchiveDoubt? Of(ArchiveObservation observation, ArchiveFormat format) =>
        KindOf(observation.Kind, format) is ArchiveDoubtKind kind
            ? new(kind, new(observation.Text, observation.MemberName, Offset: observation.Offset))
            : null;

    /// <summary>Whether doubts of a kind are about the container and never about the member being read.</summary>
    public static bool IsOfContainer(ArchiveDoubtKind kind) => kind is ArchiveDoubtKind.Ambiguous
        or ArchiveDoubtKind.ZipInMember or ArchiveDoubtKind.HiddenData or ArchiveDoubtKind.DigestDiffers
        or ArchiveDoubtKind.SeveralStreams or ArchiveDoubtKind.Annotation;

    private static ArchiveDoubtKind? KindOf(ArchiveObservationKind kind, ArchiveFormat format) => kind switch
    {
        ArchiveObservationKind.AbsoluteName or ArchiveObservationKind.ParentTraversal
            or ArchiveObservationKind.EmptyName or ArchiveObservationKind.Backslash
            or ArchiveObservationKind.DuplicateName or ArchiveObservationKind.MemberUnderLink => null,
        ArchiveObservationKind.NotUtf8 or ArchiveObservationKind.InvalidTime
            or ArchiveObservationKind.StreamPadding or ArchiveObservationKind.Signature => null,
        ArchiveObservationKind.ControlCharacter => ArchiveDoubtKind.InvisibleName,
        ArchiveObservationKind.CaseCollision => ArchiveDoubtKind.LooksAlike,
        ArchiveObservationKind.LinkLeavesTree => ArchiveDoubtKind.LeavesTree,
        ArchiveObservationKind.DeviceNode or ArchiveObservationKind.UnusualType => ArchiveDoubtKind.SpecialFile,
        ArchiveObservationKind.SetIdBit => ArchiveDoubtKind.SetId,
        ArchiveObservationKind.SizeOnNonFile or ArchiveObservationKind.NamesDiffer
            or ArchiveObservationKind.SizesDiffer or ArchiveObservationKind.StrayExtension
            or ArchiveObservationKind.GlobalOverride or ArchiveObservationKind.LocalHeaderDiffers
            or ArchiveObservationKind.DataDescriptorDiffers or ArchiveObservationKind.TypesDiffer
            or ArchiveObservationKind.VendorExtension => ArchiveDoubtKind.Headers,

        // A zip has one strict grammar. Readers find their way through it from the front, from the back or by offsets,
        // and agree only where nothing stands between its parts.
        ArchiveObservationKind.AmbiguousEnd or ArchiveObservationKind.FormatDiffersFromName
            or ArchiveObservationKind.SecondFormat or ArchiveObservationKind.MalformedExtension =>
            ArchiveDoubtKind.Ambiguous,
        ArchiveObservationKind.TrailingData or ArchiveObservationKind.LeadingData
            or ArchiveObservationKind.UnaccountedBytes or ArchiveObservationKind.HiddenMember
            or ArchiveObservationKind.OverlappingMembers when format.Container == ArchiveContainer.Zip =>
            ArchiveDoubtKind.Ambiguous,
        ArchiveObservationKind.NonZeroPadding or ArchiveObservationKind.DataAfterEndOfArchive
            or ArchiveObservationKind.TrailingData or ArchiveObservationKind.LeadingData
            or ArchiveObservationKind.UnaccountedBytes or ArchiveObservationKind.HiddenMember
            or ArchiveObservationKind.OverlappingMembers
            or ArchiveObservationKind.ExtraFieldBytes => ArchiveDoubtKind.HiddenData,

        ArchiveObservationKind.ZipInMember => ArchiveDoubtKind.ZipInMember,
        ArchiveObservationKind.DigestMismatch => ArchiveDoubtKind.DigestDiffers,

        // Parallel bzip2 and lzip write one stream a block, and most readers of these know it.
        ArchiveObservationKind.ExtraCompressedMember =>
            format.Compression is ArchiveCompression.Bzip2 or ArchiveCompression.Lzip
            ? ArchiveDoubtKind.Annotation
            : ArchiveDoubtKind.SeveralStreams,
        ArchiveObservationKind.UnverifiedData or ArchiveObservationKind.MissingEndOfArchive
            or ArchiveObservationKind.UnknownExtraField or ArchiveObservationKind.MalformedExtraField
            or ArchiveObservationKind.GzipHeaderField or ArchiveObservationKind.Comment
            or ArchiveObservationKind.UnknownPaxRecord => ArchiveDoubtKind.Annotation,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "an observation without an entry in the table"),
    };
}
