using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class MemberInspectorTests
{
    [Theory]
    [InlineData("/etc/passwd", ArchiveObservationKind.AbsoluteName)]
    [InlineData("C:/a", ArchiveObservationKind.AbsoluteName)]
    [InlineData("../a", ArchiveObservationKind.ParentTraversal)]
    [InlineData("a/../../b", ArchiveObservationKind.ParentTraversal)]
    [InlineData("a/..", ArchiveObservationKind.ParentTraversal)]
    [InlineData("a\\b", ArchiveObservationKind.Backslash)]
    [InlineData("./", ArchiveObservationKind.EmptyName)]
    [InlineData("a\nb", ArchiveObservationKind.ControlCharacter)]
    [InlineData("a\u001b[2Jb", ArchiveObservationKind.ControlCharacter)]
    [InlineData("a\u202ecod.exe", ArchiveObservationKind.ControlCharacter)]
    [InlineData("a\u200bb", ArchiveObservationKind.ControlCharacter)]
    public void An_odd_name_is_observed_and_kept(string name, ArchiveObservationKind kind)
    {
        ArchiveListing listing = ArchiveListing.Read(
            (name.EndsWith('/') ? new TarBuilder().Add(name, type: '2', link: "t") : new TarBuilder().Add(name)).End());

        Assert.Equal(name, Assert.Single(listing.Members).Name);
        ArchiveObservation observation = Assert.Single(
            listing.Observations, o => o.Kind != ArchiveObservationKind.TypesDiffer);
        Assert.Equal((kind, name), (observation.Kind, observation.MemberName));
        Assert.DoesNotContain(observation.Text, char.IsControl);
    }

    [Theory]
    [InlineData("..\\a")]
    [InlineData("a\\..\\b")]
    public void A_traversal_by_backslash_is_one_too(string name) => Assert.Equal(
        [ArchiveObservationKind.ParentTraversal, ArchiveObservationKind.Backslash],
        ArchiveListing.Read(new TarBuilder().Add(name).End()).Kinds);

    [Theory]
    [InlineData("a", "a", ArchiveObservationKind.DuplicateName)]
    [InlineData("a/b", "./a//b", ArchiveObservationKind.DuplicateName)]
    [InlineData("a/b", "A/b", ArchiveObservationKind.CaseCollision)]
    [InlineData("stra\u00dfe", "STRA\u00dfE", ArchiveObservationKind.CaseCollision)]
    public void Two_members_of_one_name_are_observed(string first, string second, ArchiveObservationKind kind) =>
        Assert.Equal([kind], ArchiveListing.Read(new TarBuilder().Add(first).Add(second).End()).Kinds);

    [Fact]
    public void A_third_spelling_is_compared_with_both_before()
    {
        ArchiveListing listing = ArchiveListing.Read(new TarBuilder().Add("a").Add("A").Add("A").Add("a").End());

        Assert.Equal(
            [
                ArchiveObservationKind.CaseCollision,
                ArchiveObservationKind.DuplicateName,
                ArchiveObservationKind.DuplicateName,
            ],
            listing.Kinds);
    }

    [Theory]
    [InlineData("top/link", "file", '2', false)]
    [InlineData("top/link", "../other/file", '2', false)]
    [InlineData("top/sub/link", "../../top/file", '2', false)]
    [InlineData("top/link", "../..", '2', true)]
    [InlineData("link", "..", '2', true)]
    [InlineData("top/link", "/etc/passwd", '2', true)]
    [InlineData("top/link", "sub/../../file", '2', true)] // sub may be a link itself
    [InlineData("top/link", "top/file", '1', false)]
    [InlineData("top/link", "../file", '1', true)]
    [InlineData("top/link", "/file", '1', true)]
    public void A_link_that_may_leave_the_tree_is_observed(string name, string target, char type, bool isObserved)
    {
        ArchiveListing listing = ArchiveListing.Read(new TarBuilder().Add(name, type: type, link: target).End());

        Assert.Equal(isObserved ? [ArchiveObservationKind.LinkLeavesTree] : [], listing.Kinds);
    }

    [Fact]
    public void A_member_whose_path_leads_through_a_link_is_observed()
    {
        byte[] tar = new TarBuilder()
            .Add("top/link", type: '2', link: "other")
            .Add("top/link/sub/file")
            .Add("top/linked")
            .End();

        ArchiveObservation observation = Assert.Single(ArchiveListing.Read(tar).Observations);

        Assert.Equal(
            (ArchiveObservationKind.MemberUnderLink, "top/link/sub/file"), (observation.Kind, observation.MemberName));
    }

    [Fact]
    public void Members_of_very_many_folders_cost_no_more_than_their_length()
    {
        var tar = new TarBuilder().Add("link", type: '2', link: "other");
        string deep = string.Concat(Enumerable.Repeat("a/", 2000));
        for (int i = 0; i < 500; i++)
        {
            tar.Add("././@LongLink", deep + i, 'L').Add(deep[..100]);
        }

        // Quadratic work took a hundred times as long; the bound is wide for slow machines.
        var limits = new ArchiveLimits { MaxDuration = TimeSpan.FromSeconds(20) };
        Assert.Equal(501, ArchiveListing.Read(tar.End(), limits).Members.Count);
    }

    [Theory]
    [InlineData('3', 0x1A4, ArchiveObservationKind.DeviceNode)]
    [InlineData('4', 0x1A4, ArchiveObservationKind.DeviceNode)]
    [InlineData('6', 0x1A4, ArchiveObservationKind.DeviceNode)]
    [InlineData('Z', 0x1A4, ArchiveObservationKind.UnusualType)]
    [InlineData('0', 0x9ED, ArchiveObservationKind.SetIdBit)]
    [InlineData('0', 0x5ED, ArchiveObservationKind.SetIdBit)]
    public void Odd_types_and_modes_are_observed(char type, int mode, ArchiveObservationKind kind) =>
        Assert.Equal([kind], ArchiveListing.Read(new TarBuilder().Add("m", type: type, mode: mode).End()).Kinds);
}
