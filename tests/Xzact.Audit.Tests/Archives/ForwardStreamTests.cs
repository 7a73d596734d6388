using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ForwardStreamTests
{
    [Fact]
    public void It_can_be_read_and_nothing_else()
    {
        using var stream = new Piecewise([1, 2, 3], 2);

        Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
        stream.Flush();
        Assert.Equal(1, stream.ReadByte());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    public void A_full_read_goes_on_over_short_reads_and_stops_at_the_end(int count, int expected)
    {
        using var stream = new Piecewise([1, 2, 3, 4, 5], 2);
        byte[] buffer = new byte[8];

        Assert.Equal(expected, stream.ReadFull(buffer, 1, count));

        byte[] all = [1, 2, 3, 4, 5];
        Assert.Equal([0, .. all[..expected], .. new byte[7 - expected]], buffer);
    }

    [Fact]
    public async Task The_asynchronous_and_span_forms_read_the_same()
    {
        using var stream = new Piecewise([1, 2, 3, 4, 5], 2);
        byte[] buffer = new byte[3];
        Assert.Equal(2, stream.Read(buffer.AsSpan()));
        Assert.Equal(2, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal([3, 4], buffer[..2]);
    }

    private sealed class Piecewise(byte[] bytes, int most) : ForwardStream
    {
        private int _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = Math.Min(Math.Min(count, most), bytes.Length - _next);
            Array.Copy(bytes, _next, buffer, offset, given);
            _next += given;
            return given;
        }
    }
}
