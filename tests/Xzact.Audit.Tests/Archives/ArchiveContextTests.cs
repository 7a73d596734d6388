using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveContextTests
{
    [Fact]
    public void Observations_are_kept_in_order_up_to_the_limit()
    {
        var context = new ArchiveContext(new ArchiveLimits { MaxObservations = 2 });
        context.Observe(ArchiveObservationKind.EmptyName, null, 1, "one");
        context.Observe(ArchiveObservationKind.Comment, "m", 2, "two", ArchiveOffsetBase.File);

        ArchiveException exception = Fails(
            () => context.Observe(ArchiveObservationKind.Comment, null, 3, "three", ArchiveOffsetBase.File));

        Assert.Equal(
            [
                new(ArchiveObservationKind.EmptyName, null, 1, ArchiveOffsetBase.Container, "one"),
                new ArchiveObservation(ArchiveObservationKind.Comment, "m", 2, ArchiveOffsetBase.File, "two"),
            ],
            context.Observations);
        Assert.Equal((3L, ArchiveOffsetBase.File), (exception.Offset, exception.OffsetBase));
    }

    [Fact]
    public void Headers_are_counted_up_to_the_limit()
    {
        var context = new ArchiveContext(new ArchiveLimits { MaxMembers = 2 });
        context.CountHeader(0);
        context.CountHeader(512);

        Assert.Equal(1024, Fails(() => context.CountHeader(1024)).Offset);
    }

    [Fact]
    public void The_time_ends()
    {
        new ArchiveContext(ArchiveLimits.Default).CheckTime(0, ArchiveOffsetBase.File);
        var context = new ArchiveContext(new ArchiveLimits { MaxDuration = TimeSpan.FromMilliseconds(1) });
        Thread.Sleep(20);

        ArchiveException exception = Fails(() => context.CheckTime(7, ArchiveOffsetBase.File));

        Assert.Equal("reading took longer than 0.001 seconds (at byte 7 of the file)", exception.Message);
    }

    [Fact]
    public void The_largest_member_and_the_longest_name_are_allowed_and_one_byte_more_is_not()
    {
        var context = new ArchiveContext(new ArchiveLimits { MaxMemberBytes = 10, MaxNameLength = 5 });
        context.CheckMemberSize("a", 10, 0);
        context.CheckNameLength(5, 0);

        Assert.StartsWith(
            "member 'a\\u{1B}' has 11 bytes; the limit is 10 (at byte 9 ",
            Fails(() => context.CheckMemberSize("a\u001b", 11, 9)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "a name of 6 bytes; the limit is 5 (at byte 9 ",
            Fails(() => context.CheckNameLength(6, 9)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 0, true)]
    [InlineData(1001, 0, false)]
    [InlineData(1001, 100, false)]
    [InlineData(1001, 101, true)]
    [InlineData(1010, 101, true)]
    [InlineData(1011, 101, false)]
    [InlineData(5000, 5000, true)]
    [InlineData(5001, 5000, false)]
    [InlineData(5000, long.MaxValue, true)]
    public void Unpacked_bytes_have_a_sum_and_above_a_threshold_a_ratio(long unpacked, long packed, bool isAllowed)
    {
        var context = new ArchiveContext(
            new ArchiveLimits { MaxTotalBytes = 5000, MaxRatio = 10, RatioThreshold = 1000 });

        Exception? exception = Record.Exception(() => context.CheckUnpacked(unpacked, packed, 3));

        Assert.Equal(isAllowed, exception is null);
        Assert.True(exception is null or ArchiveException { Reason: ArchiveErrorReason.OverLimit, Offset: 3 });
    }

    private static ArchiveException Fails(Action action)
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(action);
        Assert.Equal(ArchiveErrorReason.OverLimit, exception.Reason);
        return exception;
    }
}
