using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ZipInTarTests
{
    private static readonly ArchiveFormat s_tar = new(ArchiveContainer.Tar, ArchiveCompression.None);

    private static ArchiveMember Member(long offset, long size, ArchiveMemberType type = ArchiveMemberType.File) =>
        new(() => Stream.Null)
        {
            Name = "fixture.zip",
            Type = type,
            Mode = 0x1A4,
            Size = size,
            ModifiedAt = DateTimeOffset.UnixEpoch,
            Offset = offset,
        };

    private static ArchiveObservationKind Kind(ZipInTar zip, ArchiveMember member, bool hasData = false)
    {
        ArchiveContext context = new(ArchiveLimits.Default);
        if (hasData)
        {
            context.Observe(ArchiveObservationKind.DataAfterEndOfArchive, null, 0, "bytes");
        }

        zip.See(member);
        zip.Observe(context);
        return context.Observations[^1].Kind;
    }

    [Theory]
    [InlineData(1000, 510, true)] // 1512 + 510 = 2000 + 22
    [InlineData(1000, 509, false)]
    [InlineData(1488, 22, true)]
    [InlineData(1489, 100, false)]
    public void The_record_lies_in_a_member_wholly_or_it_is_a_second_format(long offset, long size, bool isInside) =>
        Assert.Equal(
            isInside ? ArchiveObservationKind.ZipInMember : ArchiveObservationKind.SecondFormat,
            Kind(new(2000, false, s_tar, "a.tar"), Member(offset, size)));

    [Fact]
    public void What_is_no_plain_tar_to_its_end_and_by_its_name_stays_a_second_format()
    {
        ArchiveMember member = Member(1000, 1000);
        Assert.Equal(ArchiveObservationKind.ZipInMember, Kind(new(2000, false, s_tar, "a.tar"), member));
        Assert.Equal(ArchiveObservationKind.SecondFormat, Kind(new(2000, true, s_tar, "a.tar"), member));
        Assert.Equal(ArchiveObservationKind.SecondFormat, Kind(new(2000, false, s_tar, "a"), member));
        Assert.Equal(ArchiveObservationKind.SecondFormat, Kind(new(2000, false, s_tar, "a.zip"), member));
        Assert.Equal(ArchiveObservationKind.SecondFormat, Kind(new(2000, false, s_tar, "a.tar"), member, true));
        ArchiveFormat packed = new(ArchiveContainer.Tar, ArchiveCompression.Gzip);
        Assert.Equal(ArchiveObservationKind.SecondFormat, Kind(new(2000, false, packed, "a.tar.gz"), member));
        Assert.Equal(
            ArchiveObservationKind.SecondFormat,
            Kind(new(2000, false, s_tar, "a.tar"), Member(1000, 1000, ArchiveMemberType.Other)));
    }
}
