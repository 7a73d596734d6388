using System.Buffers;

namespace Xzact.Coding;

/// <summary>
/// The calls of a public encoder: the OperationStatus contract of System.IO.Compression over a
/// <see cref="FormatEncoder"/>.
/// </summary>
internal sealed class EncoderSession(FormatEncoder encoder) : IDisposable
{
    private SourceLength _length;
    private bool _isDisposed;

    /// <summary>Why the last call returned InvalidData.</summary>
    public XzError Error { get; private set; }

    /// <summary><see cref="Error"/> in words; null if there is none.</summary>
    public string? ErrorMessage => MessageOf(Error);

    /// <summary>What an encoder or a compressing stream says about a failure.</summary>
    public static string? MessageOf(XzError error) => error switch
    {
        XzError.None => null,
        XzError.TrailingData => "More was given after the end of the data was begun; Reset makes ready for new data.",
        XzError.SourceLengthMismatch => "The data has another length than SetSourceLength announced.",
        _ => $"The data cannot be compressed: {error}.",
    };

    /// <summary>Lends the encoder to a stream, made ready for it.</summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public FormatEncoder Lend()
    {
        Reset();
        return encoder;
    }

    /// <summary>For calls that go past the session.</summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void ThrowIfDisposed()
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(objectName: null, "The encoder was disposed.");
        }
    }

    /// <summary>Takes the encoder back; nothing if it was disposed meanwhile.</summary>
    public void TakeBack()
    {
        if (!_isDisposed)
        {
            Reset();
        }
    }

    /// <inheritdoc cref="LzmaEncoder.SetSourceLength"/>
    public void SetSourceLength(long length)
    {
        ThrowIfDisposed();
        _length.Announce(length);
        encoder.UseSourceLength(length);
    }

    /// <inheritdoc cref="XzEncoder.Compress"/>
    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock)
    {
        ThrowIfDisposed();
        bytesConsumed = 0;
        bytesWritten = 0;
        Error = XzError.None;
        if (!encoder.IsEnding && !_length.Allows(source.Length, isFinalBlock))
        {
            return Refuse(XzError.SourceLengthMismatch);
        }

        if (destination.IsEmpty && !encoder.IsComplete && (isFinalBlock || !source.IsEmpty))
        {
            return OperationStatus.DestinationTooSmall;
        }

        // An end that has begun is finished first, and takes nothing more.
        bool wasEnding = encoder.IsEnding;
        ReadOnlySpan<byte> input = wasEnding ? default : source;
        Span<byte> output = destination;
        encoder.Code(
            ref input, ref output, isFinalBlock || wasEnding ? EncoderAction.Finish : EncoderAction.Run);
        bytesConsumed = wasEnding ? 0 : source.Length - input.Length;
        bytesWritten = destination.Length - output.Length;
        _length.Take(bytesConsumed);
        if (encoder.IsComplete)
        {
            return bytesConsumed == source.Length ? OperationStatus.Done : Refuse(XzError.TrailingData);
        }

        // A flush that was begun before may have filled the room, so that the end was not even begun.
        return isFinalBlock || encoder.IsEnding || !input.IsEmpty
            ? OperationStatus.DestinationTooSmall
            : OperationStatus.Done;
    }

    /// <inheritdoc cref="XzEncoder.Flush(Span{byte}, out int)"/>
    public OperationStatus Flush(
        Span<byte> destination, out int bytesWritten, EncoderAction action = EncoderAction.SyncFlush)
    {
        ThrowIfDisposed();
        Error = XzError.None;
        ReadOnlySpan<byte> nothing = default;
        Span<byte> output = destination;
        CoderStatus status = encoder.Code(ref nothing, ref output, action);
        bytesWritten = destination.Length - output.Length;
        return status == CoderStatus.End ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <inheritdoc cref="XzEncoder.Reset"/>
    public void Reset()
    {
        ThrowIfDisposed();
        encoder.Reset();
        _length = default;
        Error = XzError.None;
    }

    public void Dispose()
    {
        _isDisposed = true;
        encoder.Dispose();
    }

    /// <summary>Compresses everything in one call; false if the destination is too small.</summary>
    public static bool TryCompress(
        FormatEncoder encoder, ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten)
    {
        using var session = new EncoderSession(encoder);
        OperationStatus status = session.Compress(source, destination, out _, out bytesWritten, isFinalBlock: true);
        if (status != OperationStatus.Done)
        {
            bytesWritten = 0;
        }

        return status == OperationStatus.Done;
    }

    private OperationStatus Refuse(XzError error)
    {
        Error = error;
        return OperationStatus.InvalidData;
    }
}
