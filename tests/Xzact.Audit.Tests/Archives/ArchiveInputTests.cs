using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveInputTests
{
    private static readonly ArchiveContext s_context = new(ArchiveLimits.Default);
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    [Fact]
    public void Every_way_of_reading_gives_the_same_bytes_and_counts_them()
    {
        var random = new Random(1);
        for (int run = 0; run < 200; run++)
        {
            using var source = new ForwardOnly(s_bytes, random.Next(1, 20));
            using var input = new ArchiveInput(source, s_context, start: 1000, bufferSize: random.Next(16, 64));
            List<byte> read = [];
            while (!input.Peek(1).IsEmpty)
            {
                Assert.Equal(1000 + read.Count, input.Offset);
                switch (random.Next(4))
                {
                    case 0:
                        read.Add((byte)input.ReadByte());
                        break;
                    case 1:
                        byte[] buffer = new byte[20];
                        int count = input.Read(buffer, 3, random.Next(1, 17));
                        read.AddRange(buffer.AsSpan(3, count));
                        break;
                    case 2:
                        ReadOnlySpan<byte> ahead = input.Peek(random.Next(1, 17));
                        read.AddRange(ahead);
                        input.Take(ahead.Length);
                        break;
                    default:
                        read.AddRange(input.PeekAvailable());
                        input.Take(input.PeekAvailable().Length);
                        break;
                }
            }

            Assert.Equal(s_bytes, read);
            Assert.Equal(1000 + s_bytes.Length, input.Offset);
            Assert.Equal(-1, input.ReadByte());
            Assert.Equal(0, input.Read(new byte[1], 0, 1));
            Assert.True(input.PeekAvailable().IsEmpty);
        }
    }

    [Fact]
    public void Looking_ahead_takes_nothing_and_gives_fewer_bytes_at_the_end()
    {
        using var source = new ForwardOnly(s_bytes[..10], most: 3);
        using var input = new ArchiveInput(source, s_context);

        Assert.Equal(s_bytes[..8], input.Peek(8).ToArray());
        Assert.Equal(s_bytes[..10], input.Peek(50).ToArray());
        Assert.Equal(0, input.Offset);
        Assert.Equal(0, input.ReadByte());
    }

    [Fact]
    public void Looking_further_than_the_buffer_reaches_loses_nothing()
    {
        using var source = new ForwardOnly(s_bytes, most: 50);
        using var input = new ArchiveInput(source, s_context, bufferSize: 4);

        Assert.Equal(s_bytes[..4], input.Peek(8).ToArray());

        byte[] all = new byte[300];
        Assert.Equal(s_bytes.Length, input.ReadFull(all, 0, all.Length));
        Assert.Equal(s_bytes, all[..s_bytes.Length]);
    }

    [Fact]
    public void A_read_of_nothing_is_not_the_end()
    {
        using var source = new ForwardOnly(s_bytes);
        using var input = new ArchiveInput(source, s_context);

        Assert.Equal(0, input.Read(new byte[1], 0, 0));
        Assert.Equal(0, input.ReadByte());
    }

    [Fact]
    public void A_failure_of_the_source_is_thrown_again_for_those_who_swallowed_it()
    {
        using var source = new FailingStream();
        using var input = new ArchiveInput(source, s_context);
        input.ThrowIfFailed();

        IOException first = Assert.Throws<IOException>(() => input.ReadByte());

        Assert.Same(first, Assert.Throws<IOException>(() => input.ThrowIfFailed()));
    }

    [Fact]
    public void The_time_limit_holds_for_a_source_that_gives_its_bytes_slowly()
    {
        var context = new ArchiveContext(new ArchiveLimits { MaxDuration = TimeSpan.FromMilliseconds(1) });
        using var source = new ForwardOnly(s_bytes, most: 1);
        using var input = new ArchiveInput(source, context, start: 5);
        Thread.Sleep(20);

        ArchiveException exception = Assert.Throws<ArchiveException>(() => input.Peek(10).Length);

        Assert.Equal(
            (ArchiveErrorReason.OverLimit, 5L, ArchiveOffsetBase.File),
            (exception.Reason, exception.Offset, exception.OffsetBase));
    }

    private sealed class FailingStream : ForwardStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the disk is gone");
    }
}
