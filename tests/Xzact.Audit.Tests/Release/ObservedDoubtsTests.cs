using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release;

public sealed class ObservedDoubtsTests
{
    private static (List<ArchivedFile> Files, IReadOnlyList<ArchiveDoubt> OfContainer) Read(byte[] archive)
    {
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(archive), "test", ArchiveLimits.Default);
        ObservedDoubts observed = new(reader);
        List<ArchivedFile> files = [];
        while (reader.TryRead(out ArchiveMember? member))
        {
            ArchivedFile file = new(member.Name, member.Type) { Mode = member.Mode };
            observed.AddTo(file);
            files.Add(file);
        }

        return (files, observed.OfContainer());
    }

    [Theory]
    [InlineData("644", false)]
    [InlineData("755", false)]
    [InlineData("666", false)]
    [InlineData("775", false)]
    [InlineData("600", false)]
    [InlineData("444", false)]
    [InlineData("555", false)]
    [InlineData("740", false)]
    [InlineData("654", true)]
    [InlineData("645", true)]
    [InlineData("466", true)]
    [InlineData("044", true)]
    [InlineData("000", true)]
    [InlineData("1755", true)]
    public void A_mode_that_no_umask_gives_is_odd(string mode, bool isOdd)
    {
        byte[] tar = new TarBuilder().Add("a", mode: Convert.ToInt32(mode, 8)).End();
        Assert.Equal(
            isOdd ? [ArchiveDoubtKind.OddMode] : [], Read(tar).Files[0].Doubts.Select(doubt => doubt.Kind));
    }

    [Fact]
    public void What_is_observed_of_a_member_is_in_doubt_there_and_nowhere_else()
    {
        (List<ArchivedFile> files, IReadOnlyList<ArchiveDoubt> ofContainer) = Read(
            new TarBuilder().Add("a").Add("b", mode: 0x9ED).Add("c").End());
        Assert.Equal([0, 1, 0], files.Select(file => file.Doubts.Count));
        Assert.Equal(ArchiveDoubtKind.SetId, files[1].Doubts[0].Kind);
        Assert.Empty(ofContainer);
    }

    [Fact]
    public void A_global_header_that_names_files_puts_all_members_behind_it_in_doubt()
    {
        (List<ArchivedFile> files, _) = Read(
            new TarBuilder().Add("a").Pax('g', ("path", "x")).Add("b").Add("c").End());
        Assert.DoesNotContain(ArchiveDoubtKind.Headers, files[0].Doubts.Select(doubt => doubt.Kind));
        Assert.All(
            files[1..], file => Assert.Contains(ArchiveDoubtKind.Headers, file.Doubts.Select(doubt => doubt.Kind)));
    }

    [Fact]
    public void Bytes_behind_the_end_are_a_doubt_about_the_container()
    {
        (List<ArchivedFile> files, IReadOnlyList<ArchiveDoubt> ofContainer) = Read(
            [.. new TarBuilder().Add("a").End(), .. new TarBuilder().Add("b").End()]);
        Assert.Empty(Assert.Single(files).Doubts);
        Assert.Equal(ArchiveDoubtKind.HiddenData, Assert.Single(ofContainer).Kind);
    }
}
