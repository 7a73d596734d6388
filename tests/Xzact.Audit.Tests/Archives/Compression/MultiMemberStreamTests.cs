using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class MultiMemberStreamTests
{
    private readonly ArchiveContext _context = new(new ArchiveLimits { MaxCompressedMembers = 3 });

    [Fact]
    public void Members_are_one_stream_and_each_is_checked_and_closed()
    {
        using Sample stream = Open("M3abcM0M2de");

        Assert.Equal("abcde", stream.ReadAll());
        Assert.Equal("abcde", stream.Checked);
        Assert.Equal((3, 3, 3), (stream.Opened, stream.Closed, stream.Disposed));
        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(
            (ArchiveObservationKind.ExtraCompressedMember, 5L, ArchiveOffsetBase.File),
            (observation.Kind, observation.Offset, observation.OffsetBase));
        Assert.Equal("the file holds 3 sample members; the second begins at byte 5", observation.Text);
    }

    [Fact]
    public void One_member_is_nothing_to_observe_and_the_end_is_observed_once()
    {
        using Sample stream = Open("M3abc");

        Assert.Equal("abc", stream.ReadAll());
        Assert.Equal("", stream.ReadAll());
        Assert.Equal(1, stream.Ends);
        Assert.Empty(_context.Observations);
    }

    [Fact]
    public void What_is_no_member_after_the_first_is_trailing_data()
    {
        using Sample stream = Open("M1aM1b0123");

        Assert.Equal("ab", stream.ReadAll());
        Assert.Equal(
            [(ArchiveObservationKind.ExtraCompressedMember, 3L), (ArchiveObservationKind.TrailingData, 6L)],
            _context.Observations.Select(o => (o.Kind, o.Offset)));
        Assert.Equal("4 bytes follow the sample data, not all zero", _context.Observations[1].Text);
    }

    [Fact]
    public void More_members_than_allowed_end_the_reading_where_the_next_begins()
    {
        using Sample stream = Open("M0M0M0M0");

        ArchiveException exception = Assert.Throws<ArchiveException>(() => stream.ReadAll());

        Assert.Equal((ArchiveErrorReason.OverLimit, 6L), (exception.Reason, exception.Offset));
        Assert.StartsWith("more than 3 sample members", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M3aXYZ", ArchiveErrorReason.Corrupt, 4, "the sample data is damaged: bad byte")]
    [InlineData("M3aX", ArchiveErrorReason.Truncated, 4, "the sample data ends too soon: bad byte")]
    public void Damage_is_truncation_if_nothing_is_left(
        string text, ArchiveErrorReason reason, long offset, string message)
    {
        using Sample stream = Open(text);

        ArchiveException exception = Assert.Throws<ArchiveException>(() => stream.ReadAll());

        Assert.Equal(
            (reason, offset, ArchiveOffsetBase.File), (exception.Reason, exception.Offset, exception.OffsetBase));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(exception.InnerException);
    }

    [Fact]
    public void An_exception_that_means_no_damage_is_passed_on()
    {
        using Sample stream = Open("M3a!b");

        Assert.Throws<InvalidOperationException>(() => stream.ReadAll());
    }

    [Fact]
    public void A_failure_of_the_source_is_not_taken_for_damage()
    {
        using var source = new FailsAt(3, "M3a");
        using var input = new ArchiveInput(source, _context);
        using var stream = new Sample(input, _context);

        Assert.Throws<IOException>(() => stream.ReadAll());
    }

    private Sample Open(string text) =>
        new(new ArchiveInput(new ForwardOnly(System.Text.Encoding.ASCII.GetBytes(text)), _context), _context);

    /// <summary>A format whose member is "M", one digit for the length, and so many letters.</summary>
    private sealed class Sample(ArchiveInput input, ArchiveContext context) : MultiMemberStream(input, context)
    {
        public string Checked { get; private set; } = "";

        public int Opened { get; private set; }

        public int Closed { get; private set; }

        public int Disposed { get; private set; }

        public int Ends { get; private set; }

        protected override string FormatName => "sample";

        public string ReadAll()
        {
            using var content = new MemoryStream();
            byte[] buffer = new byte[2];
            for (int read; (read = Read(buffer, 0, buffer.Length)) > 0;)
            {
                content.Write(buffer, 0, read);
            }

            return System.Text.Encoding.ASCII.GetString(content.ToArray());
        }

        protected override bool IsAtMember() => Input.Peek(1).StartsWith("M"u8);

        protected override Stream OpenMember()
        {
            Opened++;
            Assert.Equal('M', Input.ReadByte());
            return new Letters(this, Input.ReadByte() - '0');
        }

        protected override void Decoded(ArraySegment<byte> bytes) =>
            Checked += System.Text.Encoding.ASCII.GetString(bytes);

        protected override void CloseMember() => Closed++;

        protected override bool IsDamage(Exception exception) => exception is FormatException;

        protected override void ObserveAtEnd() => Ends++;

        private sealed class Letters(Sample file, int left) : ForwardStream
        {
            private int _left = left;

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (_left == 0)
                {
                    return 0;
                }

                int letter;
                try
                {
                    letter = file.Input.ReadByte();
                }
                catch (IOException exception)
                {
                    throw new FormatException("a decoder that hides what its source said", exception);
                }

                _left--;
                buffer[offset] = letter switch
                {
                    '!' => throw new InvalidOperationException("a fault of the program"),
                    >= 'a' and <= 'z' => (byte)letter,
                    _ => throw new FormatException("bad byte"),
                };
                return 1;
            }

            protected override void Dispose(bool disposing)
            {
                file.Disposed++;
                base.Dispose(disposing);
            }
        }
    }

    private sealed class FailsAt(int position, string text) : ForwardStream
    {
        private int _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_next == position)
            {
                throw new IOException("the disk is gone");
            }

            buffer[offset] = (byte)text[_next++];
            return 1;
        }
    }
}
