using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Cpio;

namespace Xzact.Audit.Tests.Archives.Cpio;

public sealed class CpioReaderTests
{
    private sealed record Listed(string Name, ArchiveMemberType Type, int Mode, string Content, string? Link);

    private static (List<Listed> Members, IReadOnlyList<ArchiveObservation> Observations) Read(
        byte[] archive, ArchiveLimits? limits = null)
    {
        ArchiveContext context = new(limits ?? ArchiveLimits.Default);
        using CpioReader reader = new(ContainerStreamTests.Open(archive, context), context);
        List<Listed> members = [];
        while (reader.ReadNext() is { } member)
        {
            using StreamReader content = new(member.OpenContent(), Encoding.Latin1);
            members.Add(new(member.Name, member.Type, member.Mode, content.ReadToEnd(), member.LinkTarget));
        }

        Assert.Null(reader.ReadNext());
        return (members, context.Observations);
    }

    private static ArchiveException Fails(byte[] archive, ArchiveLimits? limits = null) =>
        Assert.Throws<ArchiveException>(() => Read(archive, limits));

    [Theory]
    [InlineData("070701")]
    [InlineData("070702")]
    public void Files_folders_and_links_are_read_with_nothing_to_observe(string magic)
    {
        (List<Listed> members, IReadOnlyList<ArchiveObservation> observations) = Read(new CpioBuilder()
            .Add("a", "", CpioBuilder.RegularFile, magic)
            .Add("abc.spec", "12345", 0x8180, magic)
            .Add("d", [], CpioBuilder.Folder)
            .Add("d/l", "../a", CpioBuilder.Link)
            .Add("z", "\u00ff", CpioBuilder.RegularFile, magic).End());
        Assert.Equal(
            [
                new("a", ArchiveMemberType.File, 0x1A4, "", null),
                new("abc.spec", ArchiveMemberType.File, 0x180, "12345", null),
                new("d", ArchiveMemberType.Directory, 0x1ED, "", null),
                new("d/l", ArchiveMemberType.SymbolicLink, 0x1FF, "", "../a"),
                new Listed("z", ArchiveMemberType.File, 0x1A4, "\u00c3\u00bf", null),
            ],
            members);
        Assert.Empty(observations);
    }

    [Fact]
    public void Zeros_behind_the_end_are_usual() =>
        Assert.Empty(Read([.. new CpioBuilder().Add("a", "b").End(), .. new byte[512]]).Observations);

    public static TheoryData<string, ArchiveObservationKind[]> Odd => new()
    {
        { "behind the end", [ArchiveObservationKind.DataAfterEndOfArchive] },
        { "fields of the end", [ArchiveObservationKind.NonZeroPadding] },
        { "content of the end", [ArchiveObservationKind.NonZeroPadding, ArchiveObservationKind.DataAfterEndOfArchive] },
        { "behind the name", [ArchiveObservationKind.NonZeroPadding] },
        { "padding of the name", [ArchiveObservationKind.NonZeroPadding] },
        { "padding of the content", [ArchiveObservationKind.NonZeroPadding] },
        { "checksum without meaning", [ArchiveObservationKind.NonZeroPadding] },
        { "wrong checksum", [ArchiveObservationKind.DigestMismatch] },
        { "device on a file", [ArchiveObservationKind.NonZeroPadding] },
        { "mode of 17 bits", [ArchiveObservationKind.NonZeroPadding] },
        { "folder with content", [ArchiveObservationKind.SizeOnNonFile] },
        { "two links to a file", [ArchiveObservationKind.VendorExtension, ArchiveObservationKind.VendorExtension] },
        { "device", [ArchiveObservationKind.DeviceNode] },
        { "type of none", [ArchiveObservationKind.UnusualType] },
        { "absolute", [ArchiveObservationKind.AbsoluteName] },
        { "climbs", [ArchiveObservationKind.ParentTraversal] },
        { "twice", [ArchiveObservationKind.DuplicateName] },
        { "control", [ArchiveObservationKind.ControlCharacter] },
        { "no name", [ArchiveObservationKind.EmptyName] },
        { "set id", [ArchiveObservationKind.SetIdBit] },
        { "link out", [ArchiveObservationKind.LinkLeavesTree] },
        { "through a link", [ArchiveObservationKind.MemberUnderLink] },
    };

    private static byte[] Make(string what)
    {
        CpioBuilder cpio = new();
        return what switch
        {
            "behind the end" => [.. cpio.Add("a", "b").End(), 0, 0, 1],
            "fields of the end" => cpio.End(fields => fields[2] = 7),
            "content of the end" => [.. cpio.End(fields => fields[6] = 4), .. "hide"u8],
            "behind the name" => cpio.Add("a\0hidden", "b").End(),
            "padding of the name" => Patched(cpio.Add("ab", "b").End(), 110 + 3),
            "padding of the content" => Patched(cpio.Add("a", "b").End(), 112 + 1),
            "checksum without meaning" => cpio.Add("a", [1], change: fields => fields[12] = 1).End(),
            "wrong checksum" => cpio.Add("a", [1], magic: "070702", change: fields => fields[12] = 2).End(),
            "device on a file" => cpio.Add("a", [1], change: fields => fields[9] = 2).End(),
            "mode of 17 bits" => cpio.Add("a", [1], change: fields => fields[1] |= 0x10000).End(),
            "folder with content" => cpio.Add("d", "hide", CpioBuilder.Folder).End(),
            "two links to a file" => cpio.Add("a", [], change: Linked).Add("b", [5], change: Linked).End(),
            "device" => cpio.Add("null", [], 0x21B6, change: fields => fields[9] = 1).End(),
            "type of none" => cpio.Add("a", [1], 0x1A4).End(),
            "absolute" => cpio.Add("/etc/passwd", "b").End(),
            "climbs" => cpio.Add("a/../../b", "b").End(),
            "twice" => cpio.Add("a", "b").Add("./a", "c").End(),
            "control" => cpio.Add("a\u001b[2J", "b").End(),
            "no name" => cpio.Add("", "b").End(),
            "set id" => cpio.Add("a", "b", 0x89ED).End(),
            "link out" => cpio.Add("a", "../../b", CpioBuilder.Link).End(),
            "through a link" => cpio.Add("a", "b", CpioBuilder.Link).Add("a/c", "x").End(),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        static void Linked(uint[] fields) => (fields[0], fields[4]) = (77, 2);
    }

    private static byte[] Patched(byte[] archive, int at)
    {
        Assert.Equal(0, archive[at]);
        archive[at] = 0x58;
        return archive;
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void What_no_writer_makes_is_observed(string what, ArchiveObservationKind[] kinds) =>
        Assert.Equal(kinds, Read(Make(what)).Observations.Select(o => o.Kind));

    [Fact]
    public void An_observation_names_member_and_offset()
    {
        byte[] first = new CpioBuilder().Add("a", "b").Unended();
        ArchiveObservation observation = Assert.Single(
            Read(new CpioBuilder().Add("a", "b").Add("d", "hide", CpioBuilder.Folder).End()).Observations);
        Assert.Equal(("d", (long)first.Length), (observation.MemberName, observation.Offset));
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_truncated_wherever_that_is()
    {
        byte[] archive = new CpioBuilder().Add("abc", "12345").Add("l", "abc", CpioBuilder.Link).End();
        int end = archive.Length - 1;
        for (int length = 0; length < end; length++)
        {
            Assert.Equal(ArchiveErrorReason.Truncated, Fails(archive[..length]).Reason);
        }
    }

    [Fact]
    public void Names_have_an_end_and_limits()
    {
        byte[] unended = new CpioBuilder().Add("abc", "b").End();
        unended[110 + 3] = 0x58;
        Assert.Equal((ArchiveErrorReason.Corrupt, 0L), (Fails(unended).Reason, Fails(unended).Offset));
        byte[] none = new CpioBuilder().Add("a", [], change: fields => fields[11] = 0).End();
        Assert.Equal(ArchiveErrorReason.Corrupt, Fails(none).Reason);
        byte[] huge = new CpioBuilder().Add("a", [], change: fields => fields[11] = uint.MaxValue).End();
        Assert.Equal(ArchiveErrorReason.OverLimit, Fails(huge).Reason);
        byte[] link = new CpioBuilder().Add("a", [], CpioBuilder.Link, change: fields => fields[6] = 5000).End();
        Assert.Equal(ArchiveErrorReason.OverLimit, Fails(link).Reason);
    }

    [Fact]
    public void A_size_of_four_gib_is_a_file_that_ends_too_soon_or_over_the_limit()
    {
        byte[] archive = new CpioBuilder().Add("a", [1], change: fields => fields[6] = uint.MaxValue).End();
        Assert.Equal(ArchiveErrorReason.Truncated, Fails(archive).Reason);
        Assert.Equal(ArchiveErrorReason.OverLimit, Fails(archive, new() { MaxMemberBytes = 100 }).Reason);
    }

    [Fact]
    public void The_number_of_members_is_limited()
    {
        CpioBuilder cpio = new();
        for (int i = 0; i < 20; i++)
        {
            cpio.Add($"a{i}", "");
        }

        Assert.Equal(ArchiveErrorReason.OverLimit, Fails(cpio.End(), new() { MaxMembers = 20 }).Reason);
        Assert.Equal(20, Read(cpio.Unended(), new() { MaxMembers = 21 }).Members.Count);
    }

    [Fact]
    public void Bytes_where_a_header_belongs_are_no_reason_to_search_for_one()
    {
        byte[] archive = [.. new CpioBuilder().Add("a", "b").Unended(), .. new byte[110], .. new CpioBuilder().End()];
        ArchiveException failure = Fails(archive);
        Assert.Equal((ArchiveErrorReason.Corrupt, 116L), (failure.Reason, failure.Offset));
    }
}
