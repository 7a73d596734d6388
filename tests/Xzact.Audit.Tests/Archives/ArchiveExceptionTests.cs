using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveExceptionTests
{
    [Theory]
    [InlineData(ArchiveOffsetBase.File, "what (at byte 5000000000 of the file)")]
    [InlineData(ArchiveOffsetBase.Container, "what (at byte 5000000000 of the uncompressed archive)")]
    public void The_message_says_where_and_what_the_offset_counts_from(ArchiveOffsetBase offsetBase, string message)
    {
        var cause = new IOException("cause");

        var exception = new ArchiveException(ArchiveErrorReason.Corrupt, "what", 5_000_000_000, offsetBase, cause);

        Assert.Equal(message, exception.Message);
        Assert.Equal(
            (ArchiveErrorReason.Corrupt, 5_000_000_000, offsetBase),
            (exception.Reason, exception.Offset, exception.OffsetBase));
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void A_failure_that_is_repeated_says_the_same_once_and_keeps_the_first()
    {
        var first = new ArchiveException(ArchiveErrorReason.OverLimit, "what", 7, ArchiveOffsetBase.File);

        var again = new ArchiveException(first);

        Assert.Equal(first.Message, again.Message);
        Assert.Equal((first.Reason, first.Offset, first.OffsetBase), (again.Reason, again.Offset, again.OffsetBase));
        Assert.Same(first, again.InnerException);
    }
}
