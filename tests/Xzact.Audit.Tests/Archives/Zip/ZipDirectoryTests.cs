using System.Buffers.Binary;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipDirectoryTests
{
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int LocatorLength = 20;

    private static ZipBuilder Two => new ZipBuilder().Add("a", "a").Add("b", "b");

    [Fact]
    public void A_plain_directory_lies_between_the_members_and_its_end_record()
    {
        byte[] zip = new ZipBuilder { Comment = "note"u8.ToArray() }.Add("a", "a").Add("b", "b").End();
        var opened = new OpenedZip(zip);

        ZipDirectory directory = opened.Directory;

        int end = zip.Length - EndLength - 4;
        Assert.Equal(zip.AsSpan().IndexOf("PK\x01\x02"u8), directory.Start);
        Assert.Equal((end, end), (directory.End, directory.EndRecords));
        Assert.Equal((2L, true, 0L), (directory.Count, directory.IsCount16, directory.Base));
        Assert.Equal("note"u8.ToArray(), directory.Comment);
        Assert.Empty(opened.Kinds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_before_the_archive_shift_it(bool zip64)
    {
        byte[] zip = new ZipBuilder { Prefix = new byte[100], WithZip64End = zip64 }.Add("a", "a").End();
        var opened = new OpenedZip(zip);

        ZipDirectory directory = opened.Directory;

        Assert.Equal(100, directory.Base);
        Assert.Equal(zip.AsSpan().IndexOf("PK\x01\x02"u8), directory.Start);
        Assert.Equal(directory.EndRecords, directory.End);
    }

    [Fact]
    public void The_zip64_record_counts_where_the_other_is_saturated()
    {
        byte[] zip = new ZipBuilder { WithZip64End = true }.Add("a", "a").Add("b", "b").End();
        var opened = new OpenedZip(zip);

        ZipDirectory directory = opened.Directory;

        Assert.Equal((2L, false), (directory.Count, directory.IsCount16));
        Assert.Equal(zip.Length - EndLength - LocatorLength - End64Length, directory.EndRecords);
        Assert.Empty(opened.Kinds);
    }

    [Fact]
    public void Records_that_disagree_are_observed_and_the_one_that_is_not_saturated_counts()
    {
        byte[] zip = new ZipBuilder { WithZip64End = true }.Add("a", "a").Add("b", "b").End();
        int end = zip.Length - EndLength;
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(end + 8), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(end + 10), 1);
        var opened = new OpenedZip(zip);

        Assert.Equal(1, opened.Directory.Count);

        ArchiveObservation observation = Assert.Single(opened.Context.Observations);
        Assert.Equal((ArchiveObservationKind.AmbiguousEnd, (long)end), (observation.Kind, observation.Offset));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_locator_that_points_astray_is_followed_to_the_usual_place_or_is_corrupt(long pointer)
    {
        byte[] zip = new ZipBuilder { WithZip64End = true }.Add("a", "a").End();
        int locator = zip.Length - EndLength - LocatorLength;
        BinaryPrimitives.WriteInt64LittleEndian(zip.AsSpan(locator + 8), pointer);
        Assert.Equal(1, new OpenedZip(zip).Directory.Count);

        zip[locator - End64Length] ^= 1;

        AssertFails(zip, ArchiveErrorReason.Corrupt, locator, "points at no zip64 end record");
    }

    [Theory]
    [InlineData(12, 0xFFFFFFF0u)]
    [InlineData(16, 0xFFFFFFF0u)]
    [InlineData(16, 99u)]
    public void A_directory_that_does_not_fit_before_its_end_record_is_corrupt(int field, uint value)
    {
        byte[] zip = Two.End();
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.Length - EndLength + field), value);

        AssertFails(zip, ArchiveErrorReason.Corrupt, zip.Length - EndLength, "does not fit before its end record");
    }

    [Theory]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(48)]
    public void Negative_numbers_of_a_zip64_record_are_corrupt(int field)
    {
        byte[] zip = new ZipBuilder { WithZip64End = true }.Add("a", "a").End();
        int end64 = zip.Length - EndLength - LocatorLength - End64Length;
        zip[end64 + field + 7] = 0x80;

        AssertFails(zip, ArchiveErrorReason.Corrupt, zip.Length - EndLength, "does not fit before its end record");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void An_archive_of_several_volumes_is_unsupported(int field)
    {
        byte[] zip = Two.End();
        zip[zip.Length - EndLength + field] = 1;

        AssertFails(zip, ArchiveErrorReason.Unsupported, zip.Length - EndLength, "several volumes");
    }

    [Fact]
    public void More_members_than_allowed_are_refused_before_they_are_read()
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(
            () => new OpenedZip(Two.End(), new ArchiveLimits { MaxMembers = 1 }).Directory);

        Assert.Equal(ArchiveErrorReason.OverLimit, exception.Reason);
        Assert.StartsWith("the zip has 2 members; the limit is 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_end_record_is_truncated()
    {
        byte[] zip = Two.End();

        AssertFails(zip[..^1], ArchiveErrorReason.Truncated, zip.Length - 1, "no end of central directory record");
        AssertFails([], ArchiveErrorReason.Truncated, 0, "no end of central directory record");
    }

    [Fact]
    public void The_end_record_is_found_behind_the_longest_comment_and_no_further()
    {
        byte[] zip = new ZipBuilder { Comment = new byte[ushort.MaxValue] }.Add("a", "a").End();

        Assert.Equal(zip.Length - EndLength - ushort.MaxValue, ZipDirectory.FindEnd(new OpenedZip(zip).File, null));
        Assert.Equal(-1, ZipDirectory.FindEnd(new OpenedZip([.. zip, 0]).File, null));
    }

    [Fact]
    public void A_signature_behind_the_record_that_fits_is_observed()
    {
        // An end record whose comment would reach beyond the file; some readers take it all the same.
        byte[] inner = new ZipBuilder().Add("b", "b").End();
        inner[^1] = 0xFF;
        byte[] zip = new ZipBuilder { Comment = inner }.Add("a", "a").End();
        var opened = new OpenedZip(zip);

        Assert.Equal(zip.Length - inner.Length - EndLength, ZipDirectory.FindEnd(opened.File, opened.Context));
        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], opened.Kinds);
    }

    [Fact]
    public void Two_counts_that_differ_are_observed()
    {
        foreach (bool wide in (bool[])[false, true])
        {
            byte[] zip = new ZipBuilder { WithZip64End = wide }.Add("a", "a").End();
            zip[zip.Length - EndLength + 8] ^= 1;
            var opened = new OpenedZip(zip);
            Assert.Equal(1, opened.Directory.Count);
            Assert.Equal([ArchiveObservationKind.AmbiguousEnd], opened.Kinds);
        }

        byte[] zip64 = new ZipBuilder { WithZip64End = true }.Add("a", "a").End();
        zip64[zip64.Length - EndLength - LocatorLength - End64Length + 24]++;
        var second = new OpenedZip(zip64);
        Assert.Equal(1, second.Directory.Count);
        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], second.Kinds);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void A_locator_that_says_anything_else_than_where_the_record_is_is_observed(int field)
    {
        byte[] zip = new ZipBuilder { WithZip64End = true }.Add("a", "a").End();
        zip[zip.Length - EndLength - LocatorLength + field]++;
        var opened = new OpenedZip(zip);
        Assert.Equal(1, opened.Directory.Count);
        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], opened.Kinds);
    }

    [Fact]
    public void A_zip64_record_away_from_its_locator_is_observed()
    {
        byte[] honest = new ZipBuilder { WithZip64End = true }.Add("a", "a").End();
        int tail = EndLength + 20;
        int end64 = honest.Length - tail - 56;
        byte[] zip = [.. honest[..^tail], .. honest.AsSpan(end64, 56), .. honest[^tail..]];
        Assert.Empty(Located(honest));
        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], Located(zip));

        honest[end64 + 4]++;
        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], Located(honest));

        static IEnumerable<ArchiveObservationKind> Located(byte[] zip)
        {
            var opened = new OpenedZip(zip);
            Assert.Equal(1, opened.Directory.Count);
            return opened.Kinds;
        }
    }

    [Fact]
    public void Of_several_end_records_that_fit_the_last_counts_and_the_doubt_is_observed()
    {
        byte[] zip = new ZipBuilder { Comment = new ZipBuilder().Add("b", "b").End() }.Add("a", "a").End();
        var opened = new OpenedZip(zip);

        Assert.Equal(zip.Length - EndLength, ZipDirectory.FindEnd(opened.File, opened.Context));

        Assert.Equal([ArchiveObservationKind.AmbiguousEnd], opened.Kinds);
        Assert.StartsWith("2 end of", opened.Context.Observations[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_zip_is_observed()
    {
        byte[] zip = Two.End();
        var opened = new OpenedZip([.. zip, 1, 2, 3]);

        Assert.Equal(2, opened.Directory.Count);

        ArchiveObservation observation = Assert.Single(opened.Context.Observations);
        Assert.Equal((ArchiveObservationKind.TrailingData, (long)zip.Length), (observation.Kind, observation.Offset));
    }

    private static void AssertFails(byte[] zip, ArchiveErrorReason reason, long offset, string words)
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(() => new OpenedZip(zip).Directory);
        Assert.Equal((reason, offset), (exception.Reason, exception.Offset));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
