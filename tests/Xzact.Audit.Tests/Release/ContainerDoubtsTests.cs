using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ContainerDoubtsTests
{
    private static ArchiveDoubt? Of(
        ArchiveObservationKind kind, ArchiveCompression compression,
        ArchiveContainer container = ArchiveContainer.Tar) =>
        ContainerDoubts.Of(new(kind, "name", 7, ArchiveOffsetBase.File, "text"), new(container, compression));

    [Fact]
    public void Every_observation_has_its_entry_in_the_table()
    {
        ArchiveObservationKind[] silent =
        [
            .. Enum.GetValues<ArchiveObservationKind>().Where(kind => Of(kind, ArchiveCompression.Gzip) is null),
        ];

        // The first six are seen, and better, by the tree; the others ordinary archives have, and a signature
        // speaks of who and not of what.
        Assert.Equal(
            [
                ArchiveObservationKind.AbsoluteName, ArchiveObservationKind.ParentTraversal,
                ArchiveObservationKind.EmptyName, ArchiveObservationKind.NotUtf8, ArchiveObservationKind.Backslash,
                ArchiveObservationKind.DuplicateName, ArchiveObservationKind.MemberUnderLink,
                ArchiveObservationKind.InvalidTime, ArchiveObservationKind.StreamPadding,
                ArchiveObservationKind.Signature,
            ],
            silent);
    }

    [Fact]
    public void A_doubt_keeps_what_was_seen_and_where() => Assert.Equal(
        new ArchiveDoubt(ArchiveDoubtKind.HiddenData, new("text", "name", Offset: 7)),
        Of(ArchiveObservationKind.NonZeroPadding, ArchiveCompression.None));

    [Fact]
    public void Several_streams_are_usual_in_bzip2_alone()
    {
        const ArchiveObservationKind Several = ArchiveObservationKind.ExtraCompressedMember;
        Assert.Equal(ArchiveDoubtKind.Annotation, Of(Several, ArchiveCompression.Bzip2)?.Kind);
        Assert.Equal(ArchiveDoubtKind.SeveralStreams, Of(Several, ArchiveCompression.Gzip)?.Kind);
        Assert.Equal(ArchiveDoubtKind.SeveralStreams, Of(Several, ArchiveCompression.Xz)?.Kind);
    }

    [Theory]
    [InlineData(ArchiveObservationKind.SecondFormat)]
    [InlineData(ArchiveObservationKind.MalformedExtension)]
    public void What_readers_parse_in_two_ways_makes_all_of_it_uncertain(ArchiveObservationKind kind) =>
        Assert.True(Of(kind, ArchiveCompression.Gzip)!.UnexplainsAll);

    [Theory]
    [InlineData(ArchiveObservationKind.TrailingData)]
    [InlineData(ArchiveObservationKind.LeadingData)]
    [InlineData(ArchiveObservationKind.UnaccountedBytes)]
    [InlineData(ArchiveObservationKind.HiddenMember)]
    [InlineData(ArchiveObservationKind.OverlappingMembers)]
    public void What_breaks_the_grammar_of_a_zip_makes_all_of_it_uncertain(ArchiveObservationKind kind)
    {
        Assert.True(Of(kind, ArchiveCompression.None, ArchiveContainer.Zip)!.UnexplainsAll);
        Assert.False(Of(kind, ArchiveCompression.None)!.UnexplainsAll);
    }

    [Theory]
    [InlineData(ArchiveObservationKind.DataAfterEndOfArchive, true)]
    [InlineData(ArchiveObservationKind.Comment, true)]
    [InlineData(ArchiveObservationKind.ExtraCompressedMember, true)]
    [InlineData(ArchiveObservationKind.NamesDiffer, false)]
    [InlineData(ArchiveObservationKind.SetIdBit, false)]
    public void Bytes_are_the_containers_and_headers_the_members(ArchiveObservationKind kind, bool ofContainer) =>
        Assert.Equal(ofContainer, ContainerDoubts.IsOfContainer(Of(kind, ArchiveCompression.Gzip)!.Kind));
}
