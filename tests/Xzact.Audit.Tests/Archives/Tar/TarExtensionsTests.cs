using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarExtensionsTests
{
    private static readonly string s_longName = string.Concat(Enumerable.Repeat("folder/", 40)) + "file";

    [Fact]
    public void Gnu_long_names_and_links_hold_for_one_member()
    {
        byte[] tar = new TarBuilder()
            .Add("././@LongLink", s_longName + "\0", 'L')
            .Add("././@LongLink", s_longName + "2\0", 'K')
            .Add(s_longName[..100], type: '2', link: s_longName[..100])
            .Add("b")
            .End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal([s_longName, "b"], listing.Members.Select(m => m.Name));
        Assert.Equal(s_longName + "2", listing.Members[0].LinkTarget);
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Pax_records_give_name_link_size_and_time()
    {
        byte[] tar = new TarBuilder()
            .Pax('x', ("path", s_longName), ("linkpath", "t\u00e9"), ("mtime", "1.5"))
            .Add(s_longName[..100], type: '2', link: "t\u00e9")
            .Pax('x', ("size", "5"))
            .Add("sized", "12345")
            .End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Empty(listing.Observations);
        Assert.Equal((s_longName, "t\u00e9"), (listing.Members[0].Name, listing.Members[0].LinkTarget));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(1500), listing.Members[0].ModifiedAt);
        Assert.Equal(5, listing.Members[1].Size);
    }

    [Fact]
    public void The_pax_size_counts_and_a_difference_is_observed()
    {
        // What TARmageddon (CVE-2025-62518) was: a reader that takes the header's 0 sees the content as members.
        byte[] inner = new TarBuilder().Add("smuggled").Unended();
        byte[] tar = new TarBuilder().Pax('x', ("size", "512")).Add("outer", size: 0).Raw(inner).Add("next").End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal(["outer", "next"], listing.Members.Select(m => m.Name));
        Assert.Equal([ArchiveObservationKind.SizesDiffer], listing.Kinds);
    }

    [Theory]
    [InlineData("m4/good.m4", "m4/evil.m4", true)]
    [InlineData("m4/good.m4", "m4/good.m4", false)]
    [InlineData("m4/good", "m4/good.m4", true)] // the field could have held it
    public void A_pax_path_beside_another_name_is_observed(string inHeader, string inPax, bool isObserved)
    {
        ArchiveListing listing = ArchiveListing.Read(new TarBuilder().Pax('x', ("path", inPax)).Add(inHeader).End());

        Assert.Equal(inPax, Assert.Single(listing.Members).Name);
        Assert.Equal(isObserved ? [ArchiveObservationKind.NamesDiffer] : [], listing.Kinds);
    }

    [Fact]
    public void The_stand_ins_that_writers_use_for_long_names_are_no_difference()
    {
        byte[] tar = new TarBuilder()
            .Pax('x', ("path", s_longName)).Add(s_longName[..100])
            .Pax('x', ("path", s_longName + "2")).Add(new string('a', 40) + ".data")
            .End();

        Assert.Empty(ArchiveListing.Read(tar).Observations);
        byte[] other = new TarBuilder().Pax('x', ("path", s_longName)).Add("another").End();
        Assert.Equal([ArchiveObservationKind.NamesDiffer], ArchiveListing.Read(other).Kinds);
    }

    [Fact]
    public void The_comment_of_a_global_header_is_git_s_commit()
    {
        string commit = new('c', 40);
        byte[] tar = new TarBuilder().Pax('g', ("comment", commit)).Add("a").End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal(commit, listing.GlobalComment);
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void A_global_header_that_names_all_members_is_observed_and_counts()
    {
        byte[] tar = new TarBuilder().Pax('g', ("path", "same")).Add("a").Pax('x', ("path", "own")).Add("own").End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal(["same", "own"], listing.Members.Select(m => m.Name));
        Assert.Contains(ArchiveObservationKind.GlobalOverride, listing.Kinds);
    }

    [Fact]
    public void Repeated_and_ownerless_extensions_are_observed()
    {
        byte[] twice = new TarBuilder().Pax('x', ("path", "a")).Pax('x', ("path", "a")).Add("a").End();
        byte[] repeated = new TarBuilder().Pax('x', ("path", "b"), ("path", "a")).Add("a").End();
        byte[] ownerless = new TarBuilder().Add("a").Pax('x', ("path", "b")).End();

        foreach (byte[] tar in (byte[][])[twice, repeated, ownerless])
        {
            Assert.Equal([ArchiveObservationKind.StrayExtension], ArchiveListing.Read(tar).Kinds);
        }
    }

    [Fact]
    public void An_endless_row_of_extensions_is_over_the_limit()
    {
        var tar = new TarBuilder();
        for (int i = 0; i < 20; i++)
        {
            tar.Pax('x', ("path", "a"));
        }

        Assert.Equal(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(tar.Add("a").End()).Reason);
    }

    [Theory]
    [InlineData("GNU.sparse.major", "1", ArchiveErrorReason.Unsupported)]
    [InlineData("size", "-1", ArchiveErrorReason.Corrupt)]
    [InlineData("size", "99999999999999999999", ArchiveErrorReason.Corrupt)]
    [InlineData("size", "9223372036854775807", ArchiveErrorReason.OverLimit)]
    public void Records_that_cannot_be_read_are_errors(string keyword, string value, ArchiveErrorReason reason) =>
        Assert.Equal(
            reason, ArchiveListing.Fails(new TarBuilder().Pax('x', (keyword, value)).Add("a").End()).Reason);

    [Theory]
    [InlineData("soon")]
    [InlineData("99999999999999")]
    [InlineData("-99999999999999999999999999999999999")]
    public void A_time_that_is_none_is_observed_and_read_as_1970(string value)
    {
        ArchiveListing listing = ArchiveListing.Read(new TarBuilder().Pax('x', ("mtime", value)).Add("a").End());

        Assert.Equal([ArchiveObservationKind.InvalidTime], listing.Kinds);
        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(listing.Members).ModifiedAt);
    }
}
