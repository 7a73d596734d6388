using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipReaderTests
{
    private const int Symlink = 0xA1FF;

    private static readonly string s_text = string.Concat(Enumerable.Repeat("some words, ", 500));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Stored_and_deflated_members_are_read_with_and_without_descriptor(bool deflate, bool descriptor)
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("a.txt", s_text) { Deflate = deflate, Descriptor = descriptor, UnixMode = 0x81ED })
            .Add(new ZipBuilderEntry("empty", "") { Deflate = deflate, Descriptor = descriptor })
            .End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal("zip", listing.Format.ToString());
        Assert.Empty(listing.Observations);
        Assert.Equal(
            new ListedMember(
                "a.txt",
                ArchiveMemberType.File,
                0x1ED,
                s_text.Length,
                null,
                ArchiveListing.Sha256(s_text),
                0,
                new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            listing.Members[0]);
        Assert.Equal(("empty", 0L), (listing.Members[1].Name, listing.Members[1].Size));
    }

    [Fact]
    public void Types_and_modes_come_from_unix_attributes_or_are_the_defaults()
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("link", "target") { UnixMode = Symlink })
            .Add(new ZipBuilderEntry("unix/", "") { UnixMode = 0x41C0 })
            .Add(new ZipBuilderEntry("dos/", "") { Host = 0, UnixMode = 0, DosAttributes = 0x10 })
            .Add(new ZipBuilderEntry("dosfile", "d") { Host = 0, UnixMode = 0x81FF })
            .Add(new ZipBuilderEntry("fifo", "") { UnixMode = 0x11A4 })
            .End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal(
            [
                (ArchiveMemberType.SymbolicLink, 0x1FF, "target"),
                (ArchiveMemberType.Directory, 0x1C0, null),
                (ArchiveMemberType.Directory, 0x1ED, null),
                (ArchiveMemberType.File, 0x1A4, null),
                (ArchiveMemberType.Fifo, 0x1A4, null),
            ],
            listing.Members.Select(m => (m.Type, m.Mode, m.LinkTarget)));
        Assert.Equal([ArchiveObservationKind.TypesDiffer, ArchiveObservationKind.DeviceNode], listing.Kinds);
    }

    [Fact]
    public void Zip64_fields_and_end_records_are_read()
    {
        ZipBuilder builder = new ZipBuilder { WithZip64End = true }
            .Add("small", "s")
            .Add(new ZipBuilderEntry("wide", s_text) { IsZip64 = true, Deflate = true });

        ArchiveListing listing = ArchiveListing.Read(builder.End());

        Assert.Empty(listing.Observations);
        Assert.Equal([1L, s_text.Length], listing.Members.Select(m => m.Size));
    }

    [Fact]
    public void The_extended_timestamp_counts_before_the_dos_time()
    {
        byte[] times = [0x55, 0x54, 5, 0, 1, .. ZipBuilder.U32(1_600_000_000)];
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("a", "a") { CentralExtra = times, LocalExtra = times })
            .Add(new ZipBuilderEntry("b", "b") { DosTime = 0 })
            .End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal(1_600_000_000, listing.Members[0].ModifiedAt.ToUnixTimeSeconds());
        Assert.Equal(new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero), listing.Members[1].ModifiedAt);
        Assert.Equal([ArchiveObservationKind.InvalidTime], listing.Kinds);
    }

    [Fact]
    public void Names_keep_their_bytes_and_those_that_readers_decode_differently_are_observed()
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("t\u00e9", "1") { Flags = 0x800 })
            .Add(new ZipBuilderEntry("t\u00e9" + "2", "2"))
            .Add(new ZipBuilderEntry("", "3") { RawName = [(byte)'t', 0x82, (byte)'3'] })
            .Add(new ZipBuilderEntry("", "4") { RawName = [(byte)'t', 0x82, (byte)'4'], Flags = 0x800 })
            .End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal(
            ["74C3A9", "74C3A932", "748233", "748234"],
            listing.Members.Select(m => Convert.ToHexString(GitPath.Encode(m.Name))));
        Assert.Equal(
            ["748233", "748234", "74C3A932"],
            listing.Observations.Where(o => o.Kind == ArchiveObservationKind.NamesDiffer)
                .Select(o => Convert.ToHexString(GitPath.Encode(o.MemberName!))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_unicode_path_field_replaces_the_name_it_was_made_for_only()
    {
        byte[] made = UnicodePath("good", "evil");
        byte[] stale = UnicodePath("other", "evil");
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("good", "1") { CentralExtra = made })
            .Add(new ZipBuilderEntry("good", "2") { CentralExtra = stale })
            .End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal(["evil", "good"], listing.Members.Select(m => m.Name));
        Assert.Equal([ArchiveObservationKind.NamesDiffer, ArchiveObservationKind.NamesDiffer], listing.Kinds);

        static byte[] UnicodePath(string name, string path) =>
        [
            0x75, 0x70, (byte)(5 + path.Length), 0, 1,
            .. ZipBuilder.U32(ZipBuilder.Crc32(Encoding.ASCII.GetBytes(name))),
            .. Encoding.ASCII.GetBytes(path),
        ];
    }

    [Fact]
    public void What_the_local_header_says_otherwise_is_observed_and_does_not_count()
    {
        byte[] zip = new ZipBuilder().Add(new ZipBuilderEntry("shown", "x") { LocalName = "other" }).End();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Equal("shown", Assert.Single(listing.Members).Name);
        ArchiveObservation observation = Assert.Single(listing.Observations);
        Assert.Equal(ArchiveObservationKind.LocalHeaderDiffers, observation.Kind);
        Assert.EndsWith(": name", observation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, "flags")]
    [InlineData(8, "method")]
    [InlineData(10, "time")]
    [InlineData(14, "CRC-32")]
    [InlineData(18, "compressed size")]
    [InlineData(22, "size")]
    public void Each_field_of_the_local_header_is_compared(int offset, string field)
    {
        byte[] zip = new ZipBuilder().Add("a", "x").End();
        zip[offset + 1] ^= 0x02;

        ArchiveObservation observation = Assert.Single(ArchiveListing.Read(zip).Observations);

        Assert.Equal(ArchiveObservationKind.LocalHeaderDiffers, observation.Kind);
        Assert.EndsWith(": " + field, observation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_four_forms_of_a_data_descriptor_are_known_and_a_fifth_is_observed()
    {
        uint crc = ZipBuilder.Crc32("x"u8);
        byte[] narrow = [.. ZipBuilder.U32(crc), .. ZipBuilder.U32(1), .. ZipBuilder.U32(1)];
        byte[] wide = [.. ZipBuilder.U32(crc), 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        byte[] signature = ZipBuilder.U32(0x08074B50);

        foreach (byte[] form in (byte[][])[narrow, wide, [.. signature, .. narrow], [.. signature, .. wide]])
        {
            Assert.Empty(Read(form).Observations);
        }

        narrow[0] ^= 1;
        Assert.Equal(
            [ArchiveObservationKind.DataDescriptorDiffers, ArchiveObservationKind.UnaccountedBytes],
            Read(narrow).Kinds);

        static ArchiveListing Read(byte[] descriptor) => ArchiveListing.Read(
            new ZipBuilder()
                .Add(new ZipBuilderEntry("a", "x") { Descriptor = true, RawDescriptor = descriptor })
                .End());
    }

    [Fact]
    public void Members_that_the_directory_does_not_list_and_bytes_of_no_member_are_observed()
    {
        ZipBuilder members = new ZipBuilder().Add("a", "a").Add(new ZipBuilderEntry("hidden", "h") { IsHidden = true });
        ArchiveObservation hidden = Assert.Single(ArchiveListing.Read(members.Add("b", "b").End()).Observations);
        Assert.Equal((ArchiveObservationKind.HiddenMember, "hidden"), (hidden.Kind, hidden.MemberName));

        AssertKind(ArchiveObservationKind.UnaccountedBytes, new ZipBuilder { GapBeforeDirectory = new byte[5] });
        AssertKind(ArchiveObservationKind.LeadingData, new ZipBuilder { Prefix = "#!/bin/sh\n"u8.ToArray() });
        AssertKind(ArchiveObservationKind.Comment, new ZipBuilder { Comment = "words"u8.ToArray() });

        static void AssertKind(ArchiveObservationKind kind, ZipBuilder builder) =>
            Assert.Equal([kind], ArchiveListing.Read(builder.Add("a", "a").End()).Kinds);
    }

    [Fact]
    public void Bytes_between_directory_and_end_record_are_observed()
    {
        byte[] zip = new ZipBuilder { GapAfterDirectory = new byte[7] }.Add("a", "a").End();

        ArchiveObservation gap = Assert.Single(ArchiveListing.Read(zip).Observations);

        Assert.Equal((ArchiveObservationKind.UnaccountedBytes, zip.Length - 22L - 7), (gap.Kind, gap.Offset));
    }

    [Fact]
    public void Bytes_behind_the_compressed_data_of_a_member_are_observed()
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("a", s_text) { Deflate = true, Slack = "INERT"u8.ToArray() })
            .End();

        ArchiveObservation slack = Assert.Single(ArchiveListing.Read(zip).Observations);

        Assert.Equal((ArchiveObservationKind.UnaccountedBytes, "a"), (slack.Kind, slack.MemberName));
        Assert.StartsWith("5 bytes", slack.Text, StringComparison.Ordinal);
        Assert.Equal(30 + 1 + ZipBuilder.DeflateOf(Encoding.UTF8.GetBytes(s_text)).Length, slack.Offset);
    }

    [Fact]
    public void A_git_commit_in_the_comment_is_exposed_and_is_no_observation()
    {
        byte[] commit = Encoding.ASCII.GetBytes(new string('a', 40));

        ArchiveListing listing = ArchiveListing.Read(new ZipBuilder { Comment = commit }.Add("a", "a").End());

        Assert.Equal(Encoding.ASCII.GetString(commit), listing.GlobalComment);
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void A_second_end_record_in_the_comment_and_trailing_data_are_observed()
    {
        byte[] inner = new ZipBuilder().Add("inner", "i").End();
        byte[] zip = new ZipBuilder { Comment = inner }.Add("outer", "o").End();

        Assert.Contains(ArchiveObservationKind.AmbiguousEnd, ArchiveListing.Read(zip).Kinds);
        byte[] plain = new ZipBuilder().Add("a", "a").End();
        ArchiveObservation trailing = Assert.Single(ArchiveListing.Read([.. plain, 1, 2, 3]).Observations);
        Assert.Equal((ArchiveObservationKind.TrailingData, (long)plain.Length), (trailing.Kind, trailing.Offset));
    }

    [Fact]
    public void Members_that_share_bytes_are_observed()
    {
        // Both central headers point at one local header.
        byte[] zip = new ZipBuilder().Add("a", "x").Add("a", "x").End();
        int second = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        zip.AsSpan(second + 42, 4).Clear();

        ArchiveListing listing = ArchiveListing.Read(zip);

        Assert.Contains(ArchiveObservationKind.OverlappingMembers, listing.Kinds);
        Assert.Contains(ArchiveObservationKind.HiddenMember, listing.Kinds);
        Assert.Contains(ArchiveObservationKind.DuplicateName, listing.Kinds);
    }

    [Fact]
    public void Extra_fields_are_accounted_for()
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("a", "a") { CentralExtra = [0xEF, 0xBE, 3, 0, 1, 2, 3] })
            .Add(new ZipBuilderEntry("b", "b") { LocalExtra = [0xEF, 0xBE, 9, 0, 1], Comment = "note" })
            .End();

        Assert.Equal(
            [
                ArchiveObservationKind.MalformedExtraField,
                ArchiveObservationKind.Comment,
                ArchiveObservationKind.UnknownExtraField,
            ],
            ArchiveListing.Read(zip).Kinds);
    }

    [Theory]
    [InlineData("crc", "does not match its CRC-32")]
    [InlineData("longer", "states 4")]
    [InlineData("shorter", "more content than the 2")]
    public void Content_that_breaks_its_promises_is_corrupt(string what, string words)
    {
        ZipBuilderEntry entry = new("abc", "abc") { Deflate = true };
        byte[] zip = new ZipBuilder()
            .Add(what switch
            {
                "crc" => entry with { Crc = 1 },
                "longer" => entry with { Size = 4 },
                _ => entry with { Size = 2 },
            })
            .End();

        ArchiveException exception = ArchiveListing.Fails(zip);

        Assert.Equal(ArchiveErrorReason.Corrupt, exception.Reason);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("'abc'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_that_the_caller_does_not_read_is_verified_all_the_same()
    {
        byte[] zip = new ZipBuilder().Add(new ZipBuilderEntry("a", "abc") { Crc = 1 }).Add("b", "b").End();
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(zip), "z", ArchiveLimits.Default);
        Assert.True(reader.TryRead(out _));

        Assert.Equal(
            ArchiveErrorReason.Corrupt, Assert.Throws<ArchiveException>(() => reader.TryRead(out _)).Reason);
    }

    [Theory]
    [InlineData(1, 0, "encrypted")]
    [InlineData(0x40, 0, "encrypted")]
    [InlineData(0x2000, 0, "encrypted")]
    [InlineData(0x20, 0, "patch")]
    [InlineData(0, 12, "method 12")]
    [InlineData(0, 99, "method 99")]
    public void What_is_not_read_is_unsupported(ushort flags, ushort method, string words)
    {
        ArchiveException exception = ArchiveListing.Fails(
            new ZipBuilder().Add(new ZipBuilderEntry("a", "a") { Flags = flags, Method = method }).End());

        Assert.Equal(ArchiveErrorReason.Unsupported, exception.Reason);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_is_not_the_number_of_members_is_corrupt()
    {
        foreach (int stated in (int[])[0, 1, 3])
        {
            byte[] zip = new ZipBuilder { StatedCount = stated }.Add("a", "a").Add("b", "b").End();
            Assert.Equal(ArchiveErrorReason.Corrupt, ArchiveListing.Fails(zip).Reason);
        }
    }

    [Fact]
    public void Every_cut_is_an_error()
    {
        byte[] zip = new ZipBuilder().Add("a", "aaa").Add(new ZipBuilderEntry("b", s_text) { Deflate = true }).End();

        for (int length = 0; length < zip.Length; length++)
        {
            ArchiveException exception = ArchiveListing.Fails(zip[..length]);
            Assert.Equal(length < 4 ? ArchiveErrorReason.NotAnArchive : ArchiveErrorReason.Truncated, exception.Reason);
        }
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_unsupported()
    {
        using var source = new ForwardOnly(new ZipBuilder().Add("a", "a").End());

        Assert.Equal(
            ArchiveErrorReason.Unsupported,
            Assert.Throws<ArchiveException>(() => ArchiveReader.Open(source, "z", ArchiveLimits.Default)).Reason);
    }

    [Fact]
    public void A_zip_is_read_from_the_position_of_its_stream()
    {
        using var stream = new MemoryStream([1, 2, 3, .. new ZipBuilder().Add("a", "a").End()]);
        stream.Position = 3;
        using ArchiveReader reader = ArchiveReader.Open(stream, "z", ArchiveLimits.Default);

        ArchiveListing listing = ArchiveListing.Read(reader);

        Assert.Single(listing.Members);
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Limits_hold_and_a_bomb_is_over_them()
    {
        byte[] bomb = new ZipBuilder()
            .Add(new ZipBuilderEntry("zeros", new string('0', 40 << 20)) { Deflate = true })
            .End();
        byte[] two = new ZipBuilder().Add("aa", "aa").Add("b", "b").End();

        Fails(bomb, ArchiveLimits.Default);
        Fails(two, new ArchiveLimits { MaxMembers = 1 });
        Fails(two, new ArchiveLimits { MaxMemberBytes = 1 });
        Fails(two, new ArchiveLimits { MaxNameLength = 1 });
        Fails(two, new ArchiveLimits { MaxTotalBytes = 2 });

        static void Fails(byte[] zip, ArchiveLimits limits) =>
            Assert.Equal(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(zip, limits).Reason);
    }
}
