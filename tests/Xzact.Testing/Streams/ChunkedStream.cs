namespace Xzact.Testing.Streams;

/// <summary>Which calls a <see cref="ChunkedStream"/> answers.</summary>
public enum AllowedCalls
{
    /// <summary>Synchronous and asynchronous ones.</summary>
    Both,

    /// <summary>Asynchronous ones only, as the streams of web servers.</summary>
    AsyncOnly,

    /// <summary>Synchronous ones only: an asynchronous caller that gets here blocks a thread.</summary>
    SyncOnly,
}

/// <summary>
/// A stream over another one that gives few bytes at a time, answers some calls only, yields before it answers, or
/// fails at a place: what a caller that trusts streams too much trips over.
/// </summary>
/// <param name="inner">Where the bytes come from and go to; disposed together with this stream.</param>
/// <param name="sizes">Most bytes of each read, in turn; empty for no limit.</param>
public sealed class ChunkedStream(Stream inner, params int[] sizes) : Stream
{
    private int _next;

    /// <summary>Which calls are answered; another one throws <see cref="NotSupportedException"/>.</summary>
    public AllowedCalls Allowed { get; init; }

    /// <summary>Whether asynchronous calls complete later, on another thread.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether reading is allowed.</summary>
    public bool MayRead { get; init; } = true;

    /// <summary>Whether writing is allowed.</summary>
    public bool MayWrite { get; init; } = true;

    /// <summary>Whether seeking is allowed.</summary>
    public bool MaySeek { get; init; }

    /// <summary>Completed by the test: every asynchronous call waits for it. Null to wait for nothing.</summary>
    public Task? Gate { get; init; }

    /// <summary>Bytes after which writing throws <see cref="IOException"/>.</summary>
    public long FailWritingAfter { get; set; } = long.MaxValue;

    /// <summary>How often the stream was disposed.</summary>
    public int Disposals { get; private set; }

    /// <summary>How often the stream was flushed.</summary>
    public int Flushes { get; private set; }

    /// <summary>Bytes written so far.</summary>
    public long Written { get; private set; }

    public override bool CanRead => MayRead && Disposals == 0;
    public override bool CanWrite => MayWrite && Disposals == 0;
    public override bool CanSeek => MaySeek && Disposals == 0;
    public override long Length => MaySeek ? inner.Length : throw new NotSupportedException();

    public override long Position
    {
        get => MaySeek ? inner.Position : throw new NotSupportedException();
        set => inner.Position = MaySeek ? value : throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Demand(AllowedCalls.SyncOnly);
        return inner.Read(buffer[..Allow(buffer.Length)]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(cancellationToken);
        return inner.Read(buffer.Span[..Allow(buffer.Length)]);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Demand(AllowedCalls.SyncOnly);
        WriteInner(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(cancellationToken);
        WriteInner(buffer.Span);
    }

    public override void Flush()
    {
        Demand(AllowedCalls.SyncOnly);
        Flushes++;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await ArriveAsync(cancellationToken);
        Flushes++;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        MaySeek ? inner.Seek(offset, origin) : throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Disposals++;
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask ArriveAsync(CancellationToken cancellationToken)
    {
        Demand(AllowedCalls.AsyncOnly);
        cancellationToken.ThrowIfCancellationRequested();
        if (Gate is not null)
        {
            await Gate;
        }

        if (IsSlow)
        {
            await Task.Yield();
        }
    }

    private int Allow(int wanted) => sizes.Length == 0 ? wanted : Math.Min(wanted, sizes[_next++ % sizes.Length]);

    private void WriteInner(ReadOnlySpan<byte> buffer)
    {
        if (Written + buffer.Length > FailWritingAfter)
        {
            throw new IOException("The test's disk is full.");
        }

        Written += buffer.Length;
        inner.Write(buffer);
    }

    private void Demand(AllowedCalls called)
    {
        if (Allowed != AllowedCalls.Both && Allowed != called)
        {
            throw new NotSupportedException($"This stream answers {Allowed}.");
        }
    }
}
