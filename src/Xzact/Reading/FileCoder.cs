using Xzact.Coding;

namespace Xzact.Reading;

/// <summary>Reads bytes of a file at an offset: as many as the buffer holds unless the file ends; zero at the
/// end.</summary>
internal delegate int ReadAt(Span<byte> buffer, long offset);

/// <summary>
/// A state machine that reads a file out of order: it says which bytes it wants, is given them, and goes on until it is
/// done. It knows no stream, so the same one serves synchronous and asynchronous callers.
/// </summary>
internal abstract class FileCoder
{
    /// <summary>Most bytes that are wanted at a time.</summary>
    protected const int WindowSize = 64 * 1024;

    private byte[] _buffer = [];
    private int _size;
    private int _filled;

    /// <summary>Why the coder failed; null as long as it has not.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>True if nothing more is wanted: the work is done, or it failed.</summary>
    public bool IsDone { get; private set; } = true;

    /// <summary>Bytes that were asked for so far.</summary>
    public long Requested { get; private set; }

    /// <summary>Where in the file the wanted bytes lie.</summary>
    public long Offset => WindowStart + _filled;

    /// <summary>The place for the wanted bytes; empty only if <see cref="IsDone"/>.</summary>
    public Memory<byte> Wanted => IsDone ? default : _buffer.AsMemory(_filled, _size - _filled);

    /// <summary>Offset in the file of the first byte that is at hand.</summary>
    protected long WindowStart { get; private set; }

    /// <summary>Offset in the file behind the last byte that is at hand.</summary>
    protected long WindowEnd => WindowStart + _filled;

    /// <summary>Takes note of bytes that were stored in <see cref="Wanted"/>; none means the end of the file.</summary>
    /// <exception cref="IOException">There cannot be so many.</exception>
    public void Take(int count)
    {
        ReadCount.ThrowIfImpossible(count, _size - _filled);
        if (count == 0)
        {
            Fail(
                XzError.UnexpectedEnd, Offset, Offset == 0 ? "The file is empty" : "The file ends before it should");
            return;
        }

        _filled += count;
        if (_filled == _size)
        {
            Advance();
        }
    }

    /// <summary>Reads what is wanted until nothing is.</summary>
    public void Run(ReadAt readAt)
    {
        while (!IsDone)
        {
            Take(readAt(Wanted.Span, Offset));
        }
    }

    /// <inheritdoc cref="Run(ReadAt)"/>
    public void Run(Stream stream, CancellationToken cancellationToken = default)
    {
        while (!IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Position = Offset;
            Take(stream.Read(Wanted.Span));
        }
    }

    /// <inheritdoc cref="Run(ReadAt)"/>
    public async ValueTask RunAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (!IsDone)
        {
            stream.Position = Offset;
            Take(await stream.ReadAsync(Wanted, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>
    /// Goes on with the bytes at hand until it calls <see cref="Request"/>, <see cref="Complete"/> or Fail.
    /// </summary>
    protected abstract void Advance();

    /// <summary>Begins work; what is at hand from earlier work may be used.</summary>
    protected void Begin()
    {
        Failure = null;
        IsDone = false;
        Advance();
    }

    /// <summary>Whether bytes of the file are at hand.</summary>
    protected bool Has(long offset, long size) => offset >= WindowStart && offset + size <= WindowEnd;

    /// <summary>Bytes that are at hand.</summary>
    protected ReadOnlySpan<byte> Window(long offset, long end) =>
        _buffer.AsSpan((int)(offset - WindowStart), (int)(end - offset));

    /// <summary>Forgets what is at hand and asks for other bytes.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="end">Where they end: at least one byte later, at most <see cref="WindowSize"/>.</param>
    protected void Request(long offset, long end)
    {
        WindowStart = offset;
        _size = (int)(end - offset);
        _filled = 0;
        Requested += _size;
        if (_buffer.Length < _size)
        {
            // Most coders that look at little are many.
            _buffer = new byte[Math.Min(WindowSize, 2 * _size)];
        }
    }

    /// <summary>Ends the work.</summary>
    protected void Complete() => IsDone = true;

    /// <summary>Ends the work with a failure.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="rule">What was read and which rule it breaks.</param>
    protected void Fail(XzError error, long offset, string rule)
    {
        Failure = new Failure(error, offset, rule);
        IsDone = true;
    }

    /// <summary>Takes over the failure of a coder whose input began at <paramref name="start"/>.</summary>
    protected void FailAs(Coder inner, long start) =>
        Fail(inner.Failure!.Error, start + inner.Failure.Offset, inner.Failure.Rule);
}
