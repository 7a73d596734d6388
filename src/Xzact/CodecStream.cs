using System.IO.Compression;
using System.Runtime.CompilerServices;
using Xzact.Coding;

namespace Xzact;

/// <summary>
/// What <see cref="XzStream"/>, <see cref="LzmaStream"/> and <see cref="LzipStream"/> have in common: each compresses
/// what is written to it, or decompresses what is read from it, over another stream that holds the compressed data. The
/// shape is that of the streams of System.IO.Compression.
/// </summary>
/// <remarks>
/// Memory does not depend on the length of the data. An instance is used by one thread at a time. If the base stream
/// fails to take compressed data, or a write is canceled, nothing more is written, and the data stays without an end.
/// </remarks>
public abstract partial class CodecStream : Stream
{
    private const int BufferSize = 64 * 1024;

    private readonly bool _leaveOpen;
    private readonly Reader? _reader;
    private readonly Writer? _writer;
    private Stream? _baseStream;
    private int _busy;
    private bool _gaveBack;
    private bool _disposed;

    /// <summary>A stream that owns its decoder.</summary>
    private protected CodecStream(Stream stream, FormatDecoder decoder, bool leaveOpen)
    {
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _reader = new Reader(decoder, null);
    }

    /// <summary>A stream that owns its encoder.</summary>
    private protected CodecStream(Stream stream, FormatEncoder encoder, bool leaveOpen)
    {
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _writer = new Writer(encoder, null);
    }

    /// <summary>A stream that borrows a decoder: it is reset before and after, and not disposed.</summary>
    private protected CodecStream(Stream stream, DecoderSession decoder, bool leaveOpen)
    {
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _reader = new Reader(decoder.Lend(), decoder);
    }

    /// <summary>A stream that borrows an encoder.</summary>
    private protected CodecStream(Stream stream, EncoderSession encoder, bool leaveOpen)
    {
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _writer = new Writer(encoder.Lend(), encoder);
    }

    /// <summary>A stream that goes the way of the one coder that is not null, and owns it.</summary>
    private protected CodecStream(Stream stream, FormatDecoder? decoder, FormatEncoder? encoder, bool leaveOpen)
    {
        _baseStream = stream;
        _leaveOpen = leaveOpen;
        _reader = decoder is null ? null : new Reader(decoder, null);
        _writer = encoder is null ? null : new Writer(encoder, null);
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
    public XzError Error => _reader?.Error ?? _writer!.Error;

    /// <summary>What was read, at which byte of the compressed data, and which rule of its format that breaks: the
    /// message of the exception. Null if there was no failure. It stays after the stream was disposed.</summary>
    public string? ErrorMessage =>
        _reader is not null ? _reader.ErrorMessage : EncoderSession.MessageOf(_writer!.Error);

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
    /// <exception cref="InvalidDataException">More is written than was announced.</exception>
    /// <exception cref="IOException">An earlier call could not write to the base stream.</exception>
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
    /// When compressing, writes everything so far so that a decoder can give all of it, as far as the format allows,
    /// and flushes the base stream. It costs some compression. When decompressing, does nothing.
    /// </summary>
    /// <remarks>
    /// A branch converter cannot judge the last bytes without those that follow: behind one, up to 30 of the bytes so
    /// far reach the reader only with later ones or at the end. XZ Utils refuses such a flush; a stream does not, since
    /// writers on top of it flush as a matter of course.
    /// </remarks>
    /// <exception cref="IOException">An earlier call could not write to the base stream.</exception>
    public override void Flush() => FlushCore(EncoderAction.SyncFlush);

    /// <inheritdoc cref="Flush()"/>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        FlushCoreAsync(EncoderAction.SyncFlush, cancellationToken);

    /// <summary>Ends the compressed data, and disposes the base stream unless it is to stay open.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            try
            {
                if (_writer is { IsBroken: false })
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
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            try
            {
                if (_writer is { IsBroken: false })
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

    /// <summary>Does what a flush is to do, and flushes the base stream.</summary>
    private protected void FlushCore(EncoderAction action)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is not null)
        {
            WriteCore(default, action);
        }
    }

    /// <inheritdoc cref="FlushCore"/>
    private protected async Task FlushCoreAsync(EncoderAction action, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_writer is not null)
        {
            await WriteCoreAsync(default, action, cancellationToken).ConfigureAwait(false);
        }
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

    /// <summary>The preset that a level stands for.</summary>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    private protected static int QualityOf(CompressionLevel compressionLevel) => compressionLevel switch
    {
        CompressionLevel.NoCompression => XzCompressionOptions.MinQuality,
        CompressionLevel.Fastest => 1,
        CompressionLevel.Optimal => XzCompressionOptions.DefaultQuality,
        CompressionLevel.SmallestSize => XzCompressionOptions.MaxQuality,
        _ => throw new ArgumentException("Not a compression level.", nameof(compressionLevel)),
    };

    /// <summary>The stream, if it can serve.</summary>
    /// <exception cref="ArgumentException">The mode is none, or the stream cannot be read or written.</exception>
    private protected static Stream Usable(Stream stream, CompressionMode mode)
    {
        if (mode is not (CompressionMode.Compress or CompressionMode.Decompress))
        {
            throw new ArgumentException("The mode is neither Compress nor Decompress.", nameof(mode));
        }

        ArgumentNullException.ThrowIfNull(stream);
        if (mode == CompressionMode.Decompress ? !stream.CanRead : !stream.CanWrite)
        {
            throw new ArgumentException(
                mode == CompressionMode.Decompress ? "The stream cannot be read." : "The stream cannot be written to.",
                nameof(stream));
        }

        return stream;
    }

    /// <summary>The argument, if it is not null.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    private protected static T NotNull<T>(
        T argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }

    /// <summary>Announces the length of the source.</summary>
    /// <exception cref="InvalidOperationException">Data was written already, or the stream decompresses.</exception>
    private protected void SetSourceLengthCore(long length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is null)
        {
            throw new InvalidOperationException("The stream was opened to decompress.");
        }

        _writer.SetSourceLength(length);
    }

    /// <summary>The encoder, for what one format alone can do.</summary>
    /// <exception cref="InvalidOperationException">The stream decompresses.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    private protected FormatEncoder EncoderCore
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _writer?.Encoder
                ?? throw new InvalidOperationException("The stream was opened to decompress.");
        }
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
