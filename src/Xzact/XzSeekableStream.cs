using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Reading;

namespace Xzact;

/// <summary>
/// Reads what a .xz file stands for from any place: it seeks by Block and decodes only the Blocks that are read (.xz
/// specification, section 4). Files of many Blocks, as <c>xz -T2</c> makes them, are fast to seek in; a file of one
/// Block must be decoded from its start.
/// </summary>
/// <remarks>
/// <para>No byte is given out before its Block was decoded to the end, its check compared, and its sizes found to be
/// those of the Index. A damaged Block throws whenever it is read; other Blocks are not affected.</para>
/// <para>A Block of at most <see cref="CacheSize"/> bytes, and of 1 GiB, is decoded once and kept. A larger one is
/// decoded twice: to verify it, once in the life of this stream, and then to be read; reading on is one pass, seeking
/// back begins at the Block's start again. With <see cref="XzDecompressionOptions.VerifyChecksum"/> turned off, such a
/// Block is given out while it is decoded, in one pass. The base stream must not change while it is read.</para>
/// <para>Memory is that of the <see cref="XzIndex"/>, of the dictionary that the Block declares plus less than 64 KiB,
/// of the cache, and 64 KiB. An instance is used by one thread at a time; several may share an index, each over its
/// own base stream.</para>
/// </remarks>
public sealed class XzSeekableStream : Stream
{
    private readonly bool _leaveOpen;
    private readonly VerifiedBlocks _blocks;
    private Stream? _baseStream;
    private long _position;
    private readonly long _maxCacheSize = long.MaxValue;
    private int _busy;

    /// <summary>Reads the Indexes of a file, to read it without limits.</summary>
    /// <param name="stream">The file, from its first byte to its last.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read or cannot seek.</exception>
    /// <exception cref="InvalidDataException">The file is not .xz, or damaged or incomplete.</exception>
    /// <exception cref="IOException">The file is not supported.</exception>
    public XzSeekableStream(Stream stream, bool leaveOpen = false)
        : this(stream, new XzDecompressionOptions(), leaveOpen)
    {
    }

    /// <summary>Reads the Indexes of a file, to read it with limits.</summary>
    /// <param name="stream">The file, from its first byte to its last.</param>
    /// <param name="decompressionOptions">
    /// The limits; copied. MemoryLimit is for the index, the cache and the decoder together: of what the index leaves,
    /// the cache has 64 MiB but no more than half, the decoder the rest.
    /// </param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read or cannot seek.</exception>
    /// <exception cref="InvalidDataException">The file is not .xz, or damaged or incomplete.</exception>
    /// <exception cref="IOException">The file is not supported or over a limit.</exception>
    public XzSeekableStream(Stream stream, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
        : this(stream, XzIndex.Read(stream, NotNull(decompressionOptions).MemoryLimit), decompressionOptions, leaveOpen)
    {
    }

    /// <summary>Reads a file whose Indexes were read already.</summary>
    /// <param name="stream">The file, from its first byte to its last.</param>
    /// <param name="index">What its Indexes say.</param>
    /// <param name="decompressionOptions">The limits; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="stream"/> cannot be read or cannot seek, or has another length than the index says.
    /// </exception>
    /// <exception cref="IOException">The file stands for more bytes than allowed, or takes more memory.</exception>
    public XzSeekableStream(
        Stream stream, XzIndex index, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and able to seek.", nameof(stream));
        }

        if (stream.Length != index.FileSize)
        {
            throw new ArgumentException(
                $"The index is of a file of {index.FileSize} bytes; the stream has {stream.Length}.", nameof(index));
        }

        Container.DecoderLimits limits = decompressionOptions.ToLimits();
        if (limits.OutputRoom(index.FileSize, 0) < index.UncompressedSize)
        {
            (XzError error, string rule) = limits.RefuseOutput(index.FileSize);
            throw new Failure(error, 0, rule).ToException();
        }

        if (limits.MemoryLimit > 0)
        {
            long left = Math.Max(1, limits.MemoryLimit - index.MemoryUsage);
            _maxCacheSize = Math.Min(DefaultCacheSize, left / 2);
            limits = limits with { MemoryLimit = left - _maxCacheSize };
        }

        Index = index;
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _blocks = new VerifiedBlocks(index, new WorkAllocator(), limits, Math.Min(DefaultCacheSize, _maxCacheSize));
    }

    /// <summary>Value of <see cref="CacheSize"/> at the start: 64 MiB.</summary>
    public static long DefaultCacheSize => 64 << 20;

    /// <summary>
    /// Most bytes of decoded data that are kept; less than 64 KiB counts as 64 KiB. With a limit of memory it is never
    /// more than the cache's share of that.
    /// It is also the size of the largest Block that is decoded once only. Setting it empties the cache.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public long CacheSize
    {
        get => _blocks.CacheSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            BeginOperation();
            _blocks.CacheSize = Math.Min(value, _maxCacheSize);
            EndOperation();
        }
    }

    /// <summary>What the Indexes of the file say.</summary>
    public XzIndex Index { get; }

    /// <summary>The stream that holds the file.</summary>
    /// <exception cref="ObjectDisposedException">This stream was disposed.</exception>
    public Stream BaseStream
    {
        get
        {
            ObjectDisposedException.ThrowIf(_baseStream is null, this);
            return _baseStream;
        }
    }

    /// <summary>
    /// Why the last read failed, or <see cref="XzError.UnsupportedCheck"/> if data was given out that could not be
    /// verified.
    /// </summary>
    public XzError Error => _blocks.Failure?.Error
        ?? (_blocks.HasUnsupportedCheck ? XzError.UnsupportedCheck : XzError.None);

    /// <summary>True until the stream is disposed.</summary>
    public override bool CanRead => _baseStream is { CanRead: true };

    /// <summary>True until the stream is disposed.</summary>
    public override bool CanSeek => _baseStream is { CanSeek: true };

    /// <summary>Always false.</summary>
    public override bool CanWrite => false;

    /// <summary>Bytes that the file stands for.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_baseStream is null, this);
            return Index.UncompressedSize;
        }
    }

    /// <summary>Where the next byte is read; it may lie behind the end, where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override long Position
    {
        get
        {
            ObjectDisposedException.ThrowIf(_baseStream is null, this);
            return _position;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            BeginOperation();
            _position = value;
            EndOperation();
        }
    }

    /// <summary>Opens a file without blocking a thread.</summary>
    /// <param name="stream">The file, from its first byte to its last.</param>
    /// <param name="decompressionOptions">The limits; copied. Null for none.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <param name="cancellationToken">Stops the reading of the Indexes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read or cannot seek.</exception>
    /// <exception cref="InvalidDataException">The file is not .xz, or damaged or incomplete.</exception>
    /// <exception cref="IOException">The file is not supported or over a limit.</exception>
    public static async ValueTask<XzSeekableStream> OpenAsync(
        Stream stream,
        XzDecompressionOptions? decompressionOptions = null,
        bool leaveOpen = false,
        CancellationToken cancellationToken = default)
    {
        decompressionOptions ??= new XzDecompressionOptions();
        XzIndex index = await XzIndex.ReadAsync(stream, decompressionOptions.MemoryLimit, cancellationToken)
            .ConfigureAwait(false);
        return new XzSeekableStream(stream, index, decompressionOptions, leaveOpen);
    }

    /// <summary>Reads from <see cref="Position"/> on: at most to the end of a Block.</summary>
    /// <returns>How many bytes were stored; zero at the end.</returns>
    /// <exception cref="InvalidDataException">The Block is damaged, or not what the Index says.</exception>
    /// <exception cref="IOException">The Block is not supported or over a limit.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override int Read(Span<byte> buffer)
    {
        Stream stream = BeginOperation();
        try
        {
            int count;
            while (!_blocks.TryRead(_position, buffer, out count))
            {
                _blocks.BeginLoad();
                do
                {
                    _blocks.Reader.Run(stream);
                }
                while (!_blocks.EndLoad());
            }

            _position += count;
            return count;
        }
        finally
        {
            EndOperation();
        }
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Stream stream = BeginOperation();
        try
        {
            int count;
            while (!_blocks.TryRead(_position, buffer.Span, out count))
            {
                _blocks.BeginLoad();
                do
                {
                    await _blocks.Reader.RunAsync(stream, cancellationToken).ConfigureAwait(false);
                }
                while (!_blocks.EndLoad());
            }

            _position += count;
            return count;
        }
        finally
        {
            EndOperation();
        }
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override int ReadByte()
    {
        byte value = 0;
        return Read(new Span<byte>(ref value)) == 0 ? -1 : value;
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginRead(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    /// <summary>Moves <see cref="Position"/>; nothing is decoded before the next read.</summary>
    /// <param name="offset">Bytes from <paramref name="origin"/>.</param>
    /// <param name="origin">From where to count.</param>
    /// <returns>The new position.</returns>
    /// <exception cref="ArgumentException"><paramref name="origin"/> is none of the three.</exception>
    /// <exception cref="IOException">The new position would be negative.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override long Seek(long offset, SeekOrigin origin)
    {
        BeginOperation();
        try
        {
            long start = origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => _position,
                SeekOrigin.End => Index.UncompressedSize,
                _ => throw new ArgumentException("Not an origin.", nameof(origin)),
            };
            if (offset < -start || offset > long.MaxValue - start)
            {
                throw new IOException($"Byte {offset} from {origin} lies before the start or is no offset at all.");
            }

            _position = start + offset;
            return _position;
        }
        finally
        {
            EndOperation();
        }
    }

    /// <summary>Does nothing: there is nothing to write.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw new NotSupportedException("The length cannot be set.");

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The stream cannot be written to.");

    /// <summary>Gives everything back, and disposes the base stream unless it is to stay open.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Release() is { } stream)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Release()?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Gives everything back; the base stream is returned if it is to be disposed.</summary>
    private Stream? Release()
    {
        Stream? stream = _leaveOpen ? null : _baseStream;

        // A read that is still under way keeps its memory, which is collected after it.
        if (_baseStream is not null && Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _blocks.Dispose();
        }

        _baseStream = null;
        return stream;
    }

    private static XzDecompressionOptions NotNull(XzDecompressionOptions decompressionOptions)
    {
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        return decompressionOptions;
    }

    private Stream BeginOperation()
    {
        Stream stream = BaseStream;
        return Interlocked.Exchange(ref _busy, 1) == 0
            ? stream
            : throw new InvalidOperationException("Another operation on this stream is under way.");
    }

    private void EndOperation() => Volatile.Write(ref _busy, 0);
}
