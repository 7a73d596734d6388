using Xzact.Audit.Archives;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarReaderTests
{
    [Fact]
    public void Every_field_of_a_plain_member_is_read()
    {
        byte[] tar = new TarBuilder().Add("dir/", type: '5', mode: 0x1ED).Add("dir/a.txt", "hello", mode: 0x1ED).End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal("tar", listing.Format.ToString());
        Assert.Empty(listing.Observations);
        Assert.Equal(
            [
                new ListedMember(
                    "dir/", ArchiveMemberType.Directory, 0x1ED, 0, null, ArchiveListing.Sha256(""), 0, Time),
                new ListedMember(
                    "dir/a.txt", ArchiveMemberType.File, 0x1ED, 5, null, ArchiveListing.Sha256("hello"), 512, Time),
            ],
            listing.Members);
    }

    [Theory]
    [InlineData('0', ArchiveMemberType.File)]
    [InlineData('\0', ArchiveMemberType.File)]
    [InlineData('7', ArchiveMemberType.File)]
    [InlineData('1', ArchiveMemberType.HardLink)]
    [InlineData('2', ArchiveMemberType.SymbolicLink)]
    [InlineData('3', ArchiveMemberType.CharacterDevice)]
    [InlineData('4', ArchiveMemberType.BlockDevice)]
    [InlineData('5', ArchiveMemberType.Directory)]
    [InlineData('6', ArchiveMemberType.Fifo)]
    [InlineData('V', ArchiveMemberType.Other)]
    public void Each_type_flag_has_its_type(char flag, ArchiveMemberType type)
    {
        string link = flag is '1' or '2' ? "target" : "";
        ListedMember member = Assert.Single(
            ArchiveListing.Read(new TarBuilder().Add("m", type: flag, link: link).End()).Members);

        Assert.Equal(type, member.Type);
        Assert.Equal(link.Length > 0 ? link : null, member.LinkTarget);
    }

    [Fact]
    public void A_v7_file_whose_name_ends_in_a_slash_is_a_directory()
    {
        byte[] tar = new TarBuilder().Add("d/", type: '\0', change: ClearMagic).End();

        Assert.Equal(ArchiveMemberType.Directory, Assert.Single(ArchiveListing.Read(tar).Members).Type);
    }

    [Fact]
    public void The_ustar_prefix_is_put_before_the_name_and_the_gnu_header_has_none()
    {
        byte[] tar = new TarBuilder()
            .Add("name", change: h => TarBuilder.Put(h, 345, "some/prefix"u8))
            .Add("name", change: h =>
            {
                TarBuilder.Put(h, 257, "ustar  \0"u8);
                TarBuilder.Put(h, 345, "14371234567\0"u8);
            })
            .End();

        Assert.Equal(["some/prefix/name", "name"], ArchiveListing.Read(tar).Members.Select(m => m.Name));
    }

    [Fact]
    public void Content_that_is_not_read_is_passed_over()
    {
        byte[] tar = new TarBuilder().Add("a", new string('a', 700)).Add("b", "bb").End();
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(tar), "t", ArchiveLimits.Default);
        Assert.True(reader.TryRead(out ArchiveMember? first));
        Stream content = first.OpenContent();
        Assert.Equal('a', content.ReadByte());

        Assert.True(reader.TryRead(out ArchiveMember? second));

        Assert.Equal("b", second.Name);
        Assert.Throws<ObjectDisposedException>(() => content.ReadByte());
        Assert.Throws<ObjectDisposedException>(first.OpenContent);
        second.OpenContent();
        Assert.Throws<InvalidOperationException>(second.OpenContent);
    }

    [Fact]
    public void An_archive_of_zero_blocks_only_is_empty() =>
        Assert.Empty(ArchiveListing.Read(new byte[10240]).Members);

    [Fact]
    public void A_missing_or_halved_end_mark_is_observed()
    {
        byte[] member = new TarBuilder().Add("a", "a").Unended();

        foreach (byte[] tar in (byte[][])[member, [.. member, .. new byte[512]]])
        {
            ArchiveListing listing = ArchiveListing.Read(tar);
            Assert.Single(listing.Members);
            Assert.Equal([ArchiveObservationKind.MissingEndOfArchive], listing.Kinds);
        }
    }

    [Fact]
    public void Data_behind_the_end_mark_is_observed_with_its_offset_and_no_member()
    {
        byte[] tar = [.. new TarBuilder().Add("a", "a").End(), .. new TarBuilder().Add("hidden", "h").End()];

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal("a", Assert.Single(listing.Members).Name);
        ArchiveObservation observation = Assert.Single(listing.Observations);
        Assert.Equal(ArchiveObservationKind.DataAfterEndOfArchive, observation.Kind);
        Assert.Equal(2048, observation.Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(700)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void A_cut_inside_a_member_is_truncation_and_says_where(int length)
    {
        byte[] tar = new TarBuilder().Add("a", new string('x', 600)).Add("b").End();
        bool isStart = length < 512;

        ArchiveException exception = ArchiveListing.Fails(tar[..length]);

        Assert.Equal(isStart ? ArchiveErrorReason.NotAnArchive : ArchiveErrorReason.Truncated, exception.Reason);
        Assert.Equal(isStart ? 0 : length, exception.Offset);
        Assert.Equal(ArchiveOffsetBase.Container, exception.OffsetBase);
    }

    [Fact]
    public void A_cut_inside_a_later_header_is_truncation()
    {
        byte[] tar = new TarBuilder().Add("a", "x").Add("b").Unended();

        ArchiveException exception = ArchiveListing.Fails(tar[..1400]);

        Assert.Equal(ArchiveErrorReason.Truncated, exception.Reason);
        Assert.Equal(1400, exception.Offset);
        Assert.Contains("inside a header, after 376 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_corrupt_and_says_where()
    {
        byte[] tar = new TarBuilder().Add("a", "x").Add("b").End();
        tar[1024] ^= 1;

        ArchiveException exception = ArchiveListing.Fails(tar);

        Assert.Equal((ArchiveErrorReason.Corrupt, 1024L), (exception.Reason, exception.Offset));
    }

    [Fact]
    public void A_failed_reader_stays_failed()
    {
        byte[] tar = new TarBuilder().Add("a", new string('x', 600)).Unended()[..900];
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(tar), "t", ArchiveLimits.Default);
        Assert.True(reader.TryRead(out ArchiveMember? member));
        Assert.Throws<ArchiveException>(() => member.OpenContent().CopyTo(Stream.Null));

        for (int i = 0; i < 3; i++)
        {
            ArchiveException exception = Assert.Throws<ArchiveException>(() => reader.TryRead(out _));
            Assert.Equal((ArchiveErrorReason.Truncated, 900L), (exception.Reason, exception.Offset));
        }
    }

    [Theory]
    [InlineData('S', "sparse")]
    [InlineData('M', "several volumes")]
    public void What_is_not_read_is_unsupported(char type, string words)
    {
        ArchiveException exception = ArchiveListing.Fails(new TarBuilder().Add("m", type: type).End());

        Assert.Equal(ArchiveErrorReason.Unsupported, exception.Reason);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('5')]
    [InlineData('3')]
    public void A_size_on_something_without_content_is_observed_and_skips_nothing(char type)
    {
        byte[] tar = new TarBuilder().Add("m", type: type, link: "t", size: 512).Add("next", "n").End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal(["m", "next"], listing.Members.Select(m => m.Name));
        Assert.Contains(ArchiveObservationKind.SizeOnNonFile, listing.Kinds);
    }

    [Fact]
    public void Bytes_in_padding_and_behind_the_end_of_header_fields_are_observed()
    {
        byte[] tar = new TarBuilder()
            .Add("a", "x")
            .Add("b", change: h => TarBuilder.Put(h, 50, "hidden"u8))
            .Add("c", change: h => TarBuilder.Put(h, 505, "tail"u8))
            .Add("d", change: h =>
            {
                ClearMagic(h);
                TarBuilder.Put(h, 300, "v7"u8);
            })
            .End();
        tar[512 + 100] = 1;

        ArchiveListing listing = ArchiveListing.Read(tar);

        Assert.Equal(4, listing.Observations.Count);
        Assert.All(listing.Kinds, kind => Assert.Equal(ArchiveObservationKind.NonZeroPadding, kind));
        Assert.Equal(["a", "b", "c", "d"], listing.Observations.Select(o => o.MemberName).Order());
    }

    [Fact]
    public void A_name_that_is_not_utf8_keeps_its_bytes_and_is_observed()
    {
        byte[] tar = new TarBuilder().Add("", change: h => TarBuilder.Put(h, 0, [0x63, 0x61, 0x66, 0xE9])).End();

        ArchiveListing listing = ArchiveListing.Read(tar);

        string name = Assert.Single(listing.Members).Name;
        Assert.Equal("636166E9", Convert.ToHexString(GitPath.Encode(name)));
        Assert.Equal([ArchiveObservationKind.NotUtf8, ArchiveObservationKind.ControlCharacter], listing.Kinds);
    }

    [Fact]
    public void Device_numbers_of_zero_in_a_v7_header_hide_nothing()
    {
        byte[] tar = new TarBuilder().Add("a", change: Change("0000000\00000000\0"u8.ToArray()))
            .Add("b", change: Change("0000000\00000001\0"u8.ToArray())).End();

        Assert.Equal("b", Assert.Single(ArchiveListing.Read(tar).Observations).MemberName);

        static Action<byte[]> Change(byte[] device) => header =>
        {
            ClearMagic(header);
            TarBuilder.Put(header, 329, device);
        };
    }

    [Fact]
    public void Limits_on_members_sizes_names_and_extensions_hold()
    {
        byte[] tar = new TarBuilder().Add("aa", new string('x', 2000)).Add("b").Add("c").End();
        byte[] extended = new TarBuilder().Add("L", new string('n', 3000), 'L').Add("x").End();

        Fails(tar, new ArchiveLimits { MaxMembers = 2 }, 3072);
        Fails(tar, new ArchiveLimits { MaxMemberBytes = 1999 }, 0);
        Fails(tar, new ArchiveLimits { MaxNameLength = 1 }, 0);
        Fails(tar, new ArchiveLimits { MaxTotalBytes = 1024 }, null);
        Fails(tar, new ArchiveLimits { MaxDuration = TimeSpan.FromTicks(-1) }, 0);
        Fails(extended, new ArchiveLimits { MaxExtensionBytes = 2999 }, 0);
        Fails(extended, new ArchiveLimits { MaxNameLength = 2999 }, 512 + 3072);

        static void Fails(byte[] archive, ArchiveLimits limits, long? offset)
        {
            ArchiveException exception = ArchiveListing.Fails(archive, limits);
            Assert.Equal(ArchiveErrorReason.OverLimit, exception.Reason);
            Assert.Equal(offset ?? exception.Offset, exception.Offset);
        }
    }

    [Fact]
    public void A_stated_size_beyond_all_bounds_takes_no_memory_and_is_over_the_limit()
    {
        byte[] huge = new TarBuilder().Add("big", change: h => TarBuilder.Put(h, 124, Base256(1L << 62))).End();
        byte[] extension = new TarBuilder().Add("L", type: 'L', change: h => TarBuilder.Put(h, 124, Base256(1L << 40)))
            .End();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(huge).Reason);
        Assert.Equal(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(extension).Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public void Dropping_observations_in_silence_is_an_error()
    {
        var tar = new TarBuilder();
        for (int i = 0; i < 11; i++)
        {
            tar.Add($"../{i}");
        }

        Assert.Equal(11, ArchiveListing.Read(tar.End()).Observations.Count);
        ArchiveException exception = ArchiveListing.Fails(tar.End(), new ArchiveLimits { MaxObservations = 10 });
        Assert.Equal(ArchiveErrorReason.OverLimit, exception.Reason);
    }

    private static DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static byte[] Base256(long value)
    {
        byte[] field = new byte[12];
        for (int i = 11; i > 0; i--, value >>= 8)
        {
            field[i] = (byte)value;
        }

        field[0] = 0x80;
        return field;
    }

    private static void ClearMagic(byte[] header) => header.AsSpan(257, 8).Clear();
}
