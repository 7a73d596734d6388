using System.IO.Compression;
using Xzact.Coding;

namespace Xzact;

/// <summary>
/// Compresses what is written to it, or decompresses what is read from it, over another stream that holds .xz data. The
/// shape is that of the streams of System.IO.Compression.
/// </summary>
/// <remarks>
/// Decompression reads every Stream of the data and the padding between them; what follows them is an error. Bytes are
/// handed out before the check of their Block was compared: data is verified once Read has returned zero. Memory does
/// not depend on the length of the data. An instance is used by one thread at a time.
/// </remarks>
public sealed partial class XzStream : Stream
{
    private const int BufferSize = 64 * 1024;

    private readonly bool _leaveOpen;
    private readonly Reader? _reader;
    private readonly Writer? _writer;
    private Stream? _baseStream;
    private int _busy;
    private bool _gaveBack;
    private bool _disposed;

    /// <summary>Compresses with the preset of a level, or decompresses with default limits.</summary>
    /// <param name="stream">Where compressed data is written to or read from.</param>
    /// <param name="mode">Which way.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The mode is invalid, or the stream cannot be read or written as it
    /// asks.</exception>
    public XzStream(Stream stream, CompressionMode mode, bool leaveOpen = false)
    {
        if (mode is not (CompressionMode.Compress or CompressionMode.Decompress))
        {
            throw new ArgumentException("The mode is neither Compress nor Decompress.", nameof(mode));
        }

        _baseStream = Usable(stream, mode);
        _leaveOpen = leaveOpen;
        if (mode == CompressionMode.Decompress)
        {
            _reader = new Reader(new XzDecompressionOptions());
        }
        else
        {
            _writer = new Writer(new XzCompressionOptions());
        }
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="compressionLevel">NoCompression and Fastest are the presets 0 and 1, Optimal is 6, SmallestSize
    /// 9.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The level is invalid, or <paramref name="stream"/> cannot be written
    /// to.</exception>
    public XzStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen = false)
        : this(stream, new XzCompressionOptions { Quality = QualityOf(compressionLevel) }, leaveOpen)
    {
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="compressionOptions">How to compress; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to.</exception>
    public XzStream(Stream stream, XzCompressionOptions compressionOptions, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(compressionOptions);
        _baseStream = Usable(stream, CompressionMode.Compress);
        _writer = new Writer(compressionOptions);
        _leaveOpen = leaveOpen;
    }

    /// <summary>Decompresses.</summary>
    /// <param name="stream">Where compressed data is read from.</param>
    /// <param name="decompressionOptions">Limits; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    public XzStream(Stream stream, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        _baseStream = Usable(stream, CompressionMode.Decompress);
        _reader = new Reader(decompressionOptions);
        _leaveOpen = leaveOpen;
    }

    /// <summary>The stream that holds the compressed data.</summary>
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
    /// Why the stream failed, or <see cref="XzError.UnsupportedCheck"/> if data was decoded that could not be verified.
    /// </summary>
    public XzError Error => _reader?.Error ?? XzError.None;

    /// <inheritdoc/>
    public override bool CanRead => _reader is not null && _baseStream is { CanRead: true };

    /// <inheritdoc/>
    public override bool CanWrite => _writer is not null && _baseStream is { CanWrite: true };

    /// <summary>Always false.</summary>
    public override bool CanSeek => false;

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Length => throw new NotSupportedException("The length is not known before the end.");

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Position
    {
        get => throw new NotSupportedException("The position is not kept.");
        set => throw new NotSupportedException("The stream cannot seek.");
    }

    /// <summary>Reads and decompresses.</summary>
    /// <returns>How many bytes were stored; zero at the end, once everything was verified.</returns>
    /// <exception cref="InvalidDataException">The compressed data is damaged or incomplete.</exception>
    /// <exception cref="IOException">The compressed data is not supported or over a limit.</exception>
    /// <exception cref="NotSupportedException">The stream was opened to compress.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override int Read(Span<byte> buffer) => ReadCore(buffer);

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadCore(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override int ReadByte()
    {
        byte value = 0;
        return ReadCore(new Span<byte>(ref value)) == 0 ? -1 : value;
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ReadCoreAsync(buffer, cancellationToken);

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

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("The stream cannot seek.");

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw new NotSupportedException("The length cannot be set.");

    /// <summary>Compresses and writes.</summary>
    /// <exception cref="NotSupportedException">The stream was opened to decompress.</exception>
    /// <exception cref="InvalidOperationException">Another operation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override void Write(ReadOnlySpan<byte> buffer) => WriteCore(buffer, EncoderAction.Run);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        WriteCore(buffer.AsSpan(offset, count), EncoderAction.Run);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public override void WriteByte(byte value) => WriteCore([value], EncoderAction.Run);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellationToken)
            : WriteCoreAsync(buffer, EncoderAction.Run, cancellationToken);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    /// <summary>
    /// When compressing, writes everything so far so that a decoder can give all of it, and flushes the base stream. It
    /// costs some compression. When decompressing, does nothing.
    /// </summary>
    /// <remarks>
    /// A branch converter cannot judge the last bytes without those that follow: behind one, up to 30 of the bytes so
    /// far reach the reader only with later ones or at the end. XZ Utils refuses such a flush; a stream does not, since
    /// writers on top of it flush as a matter of course.
    /// </remarks>
    public override void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is not null)
        {
            WriteCore(default, EncoderAction.SyncFlush);
            BaseStream.Flush();
        }
    }

    /// <inheritdoc cref="Flush()"/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is not null)
        {
            await WriteCoreAsync(default, EncoderAction.SyncFlush, cancellationToken).ConfigureAwait(false);
            await BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the compressed data, and disposes the base stream unless it is to stay open.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            try
            {
                if (_writer is not null)
                {
                    await WriteCoreAsync(default, EncoderAction.Finish, CancellationToken.None).ConfigureAwait(false);
                }
            }
            finally
            {
                Stream? stream = Release();
                if (stream is not null)
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            try
            {
                if (_writer is not null)
                {
                    WriteCore(default, EncoderAction.Finish);
                }
            }
            finally
            {
                Release()?.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Gives everything back; the base stream is returned if it is to be disposed.</summary>
    private Stream? Release()
    {
        _disposed = true;

        // A call that is still under way keeps its buffer and its memory; what it held is collected after it.
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _reader?.Dispose();
            _writer?.Dispose();
        }

        Stream? stream = _leaveOpen ? null : _baseStream;
        _baseStream = null;
        return stream;
    }

    private static int QualityOf(CompressionLevel level) => level switch
    {
        CompressionLevel.NoCompression => XzCompressionOptions.MinQuality,
        CompressionLevel.Fastest => 1,
        CompressionLevel.Optimal => XzCompressionOptions.DefaultQuality,
        CompressionLevel.SmallestSize => XzCompressionOptions.MaxQuality,
        _ => throw new ArgumentException("Not a compression level.", nameof(level)),
    };

    private static Stream Usable(Stream stream, CompressionMode mode)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (mode == CompressionMode.Decompress ? !stream.CanRead : !stream.CanWrite)
        {
            throw new ArgumentException(
                mode == CompressionMode.Decompress ? "The stream cannot be read." : "The stream cannot be written to.",
                nameof(stream));
        }

        return stream;
    }

    private void BeginOperation()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException("Another operation on this stream is under way.");
        }
    }

    private void EndOperation() => Volatile.Write(ref _busy, 0);
}
