using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed partial class ExtractionTreeTests
{
    private const ArchiveMemberType File = ArchiveMemberType.File;
    private const ArchiveMemberType Folder = ArchiveMemberType.Directory;
    private const ArchiveMemberType Link = ArchiveMemberType.SymbolicLink;
    private const ArchiveMemberType Hard = ArchiveMemberType.HardLink;

    /// <summary>Members as "type name content", the content of a link being its target.</summary>
    private static ArchivedFile[] Extract(params (ArchiveMemberType Type, string Name, string Content)[] members)
    {
        ExtractionTree tree = new(isZip: false, maxNodes: 1000);
        return [.. members.Select(m => Extract(tree, m.Type, m.Name, m.Content))];
    }

    private static ArchivedFile Extract(ExtractionTree tree, ArchiveMemberType type, string name, string content)
    {
        ExtractionPlace place = tree.Locate(name, 0);
        ArchivedFile file = new(name, type)
        {
            ExtractedName = place.Path,
            BlobId = type == File ? content : null,
            LinkTarget = type is Link or Hard ? content : null,
        };
        return tree.Extract(place, file);
    }

    private static void AssertCertain(params ArchivedFile[] files) =>
        Assert.All(files, file => Assert.Empty(file.Doubts));

    private static void AssertDoubt(ArchiveDoubtKind kind, params ArchivedFile[] files) =>
        Assert.All(files, file => Assert.Contains(kind, file.Doubts.Select(doubt => doubt.Kind)));

    [Fact]
    public void Ordinary_members_are_certain() => AssertCertain(Extract(
        (Folder, "./", ""), (Folder, "p/", ""), (File, "p/a", "1"), (File, "p/sub/b", "2"), (Folder, "p/sub/", ""),
        (Link, "p/link", "sub/b"), (Hard, "p/hard", "p/a"), (Hard, "p/harder", "p/hard")));

    [Fact]
    public void A_hard_link_is_the_file_that_its_target_is_at_that_time()
    {
        ArchivedFile[] files = Extract((File, "a", "old"), (Hard, "b", "a"), (Hard, "c", "./b"), (File, "d", "new"));
        Assert.All(files[1..3], file => Assert.Equal((File, "old"), (file.Type, file.BlobId)));
    }

    [Fact]
    public void A_hard_link_to_a_name_that_comes_again_is_in_doubt_and_is_not_the_later_content()
    {
        ArchivedFile[] files = Extract((File, "a", "old"), (Hard, "b", "a"), (File, "a", "new"));
        Assert.Equal("old", files[1].BlobId);
        AssertDoubt(ArchiveDoubtKind.Replaced, files);
    }

    [Fact]
    public void A_hard_link_to_a_name_that_came_twice_is_in_doubt()
    {
        ArchivedFile[] files = Extract((File, "a", "old"), (File, "a", "new"), (Hard, "b", "a"));
        Assert.Equal("new", files[2].BlobId);
        AssertDoubt(ArchiveDoubtKind.HardLink, files[2]);
    }

    [Fact]
    public void A_hard_link_to_a_member_in_doubt_is_in_doubt() => AssertDoubt(
        ArchiveDoubtKind.HardLink, Extract((File, "/a", "1"), (Hard, "b", "a"), (Hard, "c", "b"))[1..]);

    [Theory]
    [InlineData("missing")]
    [InlineData("later")]
    [InlineData("self")]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a\0b")]
    [InlineData("folder")]
    [InlineData("link")]
    [InlineData("door/a")]
    [InlineData("")]
    public void A_hard_link_whose_target_is_not_a_file_before_it_is_in_doubt(string target)
    {
        ArchivedFile[] files = Extract(
            (File, "a", "1"), (File, "folder/x", "2"), (Link, "link", "a"), (Link, "door", "."),
            (Hard, "self", target), (File, "later", "3"));
        AssertDoubt(ArchiveDoubtKind.HardLink, files[4]);
    }

    [Fact]
    public void A_hard_link_to_itself_puts_the_file_that_had_its_name_in_doubt() =>
        AssertDoubt(ArchiveDoubtKind.HardLink, Extract((File, "a", "1"), (Hard, "a", "./a")));

    [Theory]
    [InlineData(".", "door/a", "a")]
    [InlineData("sub", "door/a", "sub/a")]
    [InlineData("sub/../sub", "door/a", "sub/a")]
    [InlineData("nowhere", "door/a", "door/a")]
    [InlineData("door", "door/a", "door/a")]
    [InlineData("/etc", "door/a", "door/a")]
    [InlineData("../..", "door/a", "door/a")]
    public void A_member_below_a_link_is_where_the_link_leads_and_both_are_in_doubt(
        string target, string name, string path)
    {
        ArchivedFile[] files = Extract((File, "sub/x", "1"), (Link, "door", target), (File, name, "2"));
        Assert.Equal(path, files[2].ExtractedName);
        AssertDoubt(ArchiveDoubtKind.ThroughLink, files[1..]);
        AssertCertain(files[0]);
    }

    [Fact]
    public void A_file_that_a_link_leads_another_member_to_is_in_doubt()
    {
        ArchivedFile[] files = Extract((File, "configure", "1"), (Link, "x.d", "."), (File, "x.d/configure", "2"));
        AssertDoubt(ArchiveDoubtKind.Replaced, files[0], files[2]);
    }

    [Theory]
    [InlineData(File, "1", File, "2")]
    [InlineData(File, "1", Link, "b")]
    [InlineData(Link, "b", File, "1")]
    [InlineData(Link, "b", Link, "c")]
    [InlineData(Link, "b", Folder, "")]
    [InlineData(File, "1", Folder, "")]
    public void Two_different_members_in_one_place_are_both_in_doubt(
        ArchiveMemberType first, string firstContent, ArchiveMemberType second, string secondContent) =>
        AssertDoubt(
            ArchiveDoubtKind.Replaced, Extract((first, "p/a", firstContent), (second, "./p//a", secondContent)));

    [Fact]
    public void A_file_that_may_be_written_through_the_link_it_replaces_is_in_doubt() => AssertDoubt(
        ArchiveDoubtKind.Replaced, Extract((File, "doc", "1"), (Link, "configure", "doc"), (File, "configure", "2")));

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_in_doubt() =>
        AssertDoubt(ArchiveDoubtKind.Replaced, Extract((File, "a/b", "1"), (File, "a", "2"))[1]);

    [Fact]
    public void A_file_below_a_folder_in_whose_place_there_was_a_file_is_in_doubt() => AssertDoubt(
        ArchiveDoubtKind.ThroughLink, Extract((Hard, "a/x", "missing"), (File, "a", "1"), (File, "a/b", "2"))[2]);

    [Fact]
    public void A_folder_in_the_place_of_a_file_puts_both_in_doubt() =>
        AssertDoubt(ArchiveDoubtKind.ThroughLink, Extract((File, "a", "1"), (File, "a/b", "2")));

    [Fact]
    public void The_same_member_twice_is_said_and_nothing_more()
    {
        ArchivedFile[] files = Extract((File, "a", "1"), (File, "a", "1"));
        AssertCertain(files[0]);
        Assert.Equal(ArchiveDoubtKind.Repeated, Assert.Single(files[1].Doubts).Kind);
    }

    [Fact]
    public void The_same_member_again_settles_no_doubt() => AssertDoubt(
        ArchiveDoubtKind.Replaced, Extract((Link, "a", "x"), (File, "d/../a", "1"), (File, "a", "1"))[2]);

    [Theory]
    [InlineData("a/../b", "b")]
    [InlineData("a/../../b", null)]
    [InlineData("..", null)]
    [InlineData("/b", "b")]
    public void A_name_that_climbs_is_where_it_leads_and_in_doubt(string name, string? path)
    {
        ArchivedFile[] files = Extract((File, name, "1"));
        Assert.Equal(path, files[0].ExtractedName);
        AssertDoubt(ArchiveDoubtKind.Name, files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_that_some_give_to_another_member_is_in_doubt(bool before)
    {
        ExtractionTree tree = new(isZip: false, maxNodes: 10);
        ArchivedFile? first = before ? Extract(tree, File, "a", "1") : null;
        tree.Contest("./a", 0);
        AssertDoubt(ArchiveDoubtKind.Replaced, first ?? Extract(tree, File, "a", "1"));
    }

    [Fact]
    public void Links_that_lead_to_each_other_for_ever_end()
    {
        static string Target(int i) => string.Concat(Enumerable.Repeat($"l{i + 1}/", 9));
        (ArchiveMemberType, string, string)[] links =
            [.. Enumerable.Range(0, 200).Select(i => (Link, $"l{i}", Target(i)))];
        ArchivedFile[] files = Extract([.. links, (File, "l0/a", "1")]);
        AssertDoubt(ArchiveDoubtKind.ThroughLink, files[^1]);
    }

    [Fact]
    public void Many_names_of_one_content_cost_no_more_than_their_number()
    {
        const int Count = 300;
        ArchivedFile[] files = Extract(
        [
            (File, "a", "1"),
            .. Enumerable.Range(0, Count).Select(i => (Hard, $"h{i}", "a")),
            .. Enumerable.Range(0, Count).Select(i => (File, $"h{i}", "2")),
        ]);
        Assert.True(files.Sum(file => file.Doubts.Count) < 4 * Count);
    }

    [Fact]
    public void More_folders_than_the_limit_are_refused()
    {
        ExtractionTree tree = new(isZip: false, maxNodes: 5);
        ArchiveException e = Assert.Throws<ArchiveException>(() => Extract(tree, File, "a/b/c/d/e/f", "1"));
        Assert.Equal(ArchiveErrorReason.OverLimit, e.Reason);
    }
}
