using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipExtentsTests
{
    // Two members of 32 bytes each, then the directory.
    private static readonly byte[] s_zip = new ZipBuilder().Add("a", "a").Add("b", "b").End();

    [Fact]
    public void Members_that_touch_leave_nothing_to_observe_in_any_order()
    {
        Assert.Empty(Observe((0, 32), (32, 64)));
        Assert.Empty(Observe((32, 64), (0, 32)));
    }

    [Fact]
    public void A_gap_is_observed_where_it_begins_with_its_length()
    {
        ArchiveObservation gap = Assert.Single(Observe((0, 32), (32, 60)));

        Assert.Equal((ArchiveObservationKind.UnaccountedBytes, 60L), (gap.Kind, gap.Offset));
        Assert.StartsWith("4 bytes that belong to no member", gap.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_at_the_start_is_leading_data()
    {
        ArchiveObservation gap = Assert.Single(Observe((10, 64)));

        Assert.Equal((ArchiveObservationKind.LeadingData, 0L), (gap.Kind, gap.Offset));
        Assert.StartsWith("10 bytes before", gap.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_that_begins_like_a_member_is_a_hidden_member_and_has_its_name()
    {
        ArchiveObservation hidden = Assert.Single(Observe((0, 32)));

        Assert.Equal(
            (ArchiveObservationKind.HiddenMember, "b", 32L), (hidden.Kind, hidden.MemberName, hidden.Offset));
    }

    [Fact]
    public void A_gap_too_short_for_the_name_it_announces_is_no_member()
    {
        byte[] zip = [.. s_zip];
        zip[32 + 26] = 200; // the length of the name

        Assert.Equal([ArchiveObservationKind.UnaccountedBytes], Observe(zip, (0, 32)).Select(o => o.Kind));
    }

    [Fact]
    public void Members_that_share_bytes_are_observed_where_the_later_begins()
    {
        ArchiveObservation overlap = Assert.Single(Observe((0, 40), (32, 64)));

        Assert.Equal((ArchiveObservationKind.OverlappingMembers, 32L), (overlap.Kind, overlap.Offset));
        Assert.Contains("to byte 40", overlap.Text, StringComparison.Ordinal);
        Assert.Single(Observe((0, 64), (8, 16)));
        Assert.Equal(2, Observe((0, 64), (0, 64), (0, 64)).Count);
    }

    [Fact]
    public void Bytes_between_the_directory_and_its_end_record_are_a_gap()
    {
        byte[] zip = new ZipBuilder { GapAfterDirectory = new byte[7] }.Add("a", "a").Add("b", "b").End();

        ArchiveObservation gap = Assert.Single(Observe(zip, (0, 32), (32, 64)));

        Assert.Equal((ArchiveObservationKind.UnaccountedBytes, zip.Length - 22L - 7), (gap.Kind, gap.Offset));
    }

    private static IReadOnlyList<ArchiveObservation> Observe(params (long Start, long End)[] members) =>
        Observe(s_zip, members);

    private static IReadOnlyList<ArchiveObservation> Observe(byte[] zip, params (long Start, long End)[] members)
    {
        var opened = new OpenedZip(zip);
        var extents = new ZipExtents();
        foreach ((long start, long end) in members)
        {
            extents.Add(start, end);
        }

        extents.Observe(opened.File, opened.Directory, opened.Context);
        return opened.Context.Observations;
    }
}
