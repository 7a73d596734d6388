using System.Buffers;

namespace Xzact.Coding;

/// <summary>
/// The calls of a public decoder: the OperationStatus contract of System.IO.Compression over a
/// <see cref="FormatDecoder"/>, one Stream or member at a time.
/// </summary>
internal sealed class DecoderSession : IDisposable
{
    private readonly FormatDecoder _decoder;
    private readonly bool _streamsReadAll;
    private bool _isDisposed;
    private bool _isFinished;

    /// <param name="decoder">The decoder; disposed with the session.</param>
    /// <param name="streamsReadAll">Whether a stream that is given the decoder reads every Stream or member.</param>
    public DecoderSession(FormatDecoder decoder, bool streamsReadAll = true)
    {
        _decoder = decoder;
        _streamsReadAll = streamsReadAll;
        _decoder.SingleStream = true;
    }

    /// <summary>Why the last call failed, or what could not be verified.</summary>
    public XzError Error => ErrorOf(_decoder);

    /// <summary>What was read, where and which rule it breaks; null if nothing failed.</summary>
    public string? ErrorMessage => _decoder.Failure?.Message;

    /// <summary>Why a decoder failed, or what it could not verify.</summary>
    public static XzError ErrorOf(FormatDecoder decoder) => decoder.Failure?.Error
        ?? (decoder.HasUnsupportedCheck ? XzError.UnsupportedCheck : XzError.None);

    /// <summary>Lends the decoder to a stream, made ready for it.</summary>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public FormatDecoder Lend()
    {
        Reset();
        _decoder.SingleStream = !_streamsReadAll;
        return _decoder;
    }

    /// <summary>Takes the decoder back; nothing if it was disposed meanwhile.</summary>
    public void TakeBack()
    {
        _decoder.SingleStream = true;
        if (!_isDisposed)
        {
            Reset();
        }
    }

    /// <inheritdoc cref="XzDecoder.Decompress"/>
    public OperationStatus Decompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten)
    {
        ThrowIfDisposed();
        bytesConsumed = 0;
        bytesWritten = 0;
        if (_isFinished)
        {
            return OperationStatus.Done;
        }

        if (_decoder.Failure is not null)
        {
            return OperationStatus.InvalidData;
        }

        if (destination.IsEmpty)
        {
            return OperationStatus.DestinationTooSmall;
        }

        ReadOnlySpan<byte> input = source;
        Span<byte> output = destination;
        CoderStatus status = _decoder.Code(ref input, ref output);
        bytesConsumed = source.Length - input.Length;
        bytesWritten = destination.Length - output.Length;
        _isFinished = status == CoderStatus.End;
        return status switch
        {
            CoderStatus.End => OperationStatus.Done,
            CoderStatus.Failed => OperationStatus.InvalidData,
            _ => output.IsEmpty ? OperationStatus.DestinationTooSmall : OperationStatus.NeedMoreData,
        };
    }

    /// <inheritdoc cref="XzDecoder.Reset"/>
    public void Reset()
    {
        ThrowIfDisposed();
        _decoder.Reset();
        _isFinished = false;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _decoder.Dispose();
    }

    /// <summary>
    /// Decompresses a complete file in one call; false if it is not exactly that, or if room is short.
    /// </summary>
    public static bool TryDecompress(
        FormatDecoder decoder, ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        using (decoder)
        {
            Span<byte> output = destination;
            if (source.IsEmpty || destination.IsEmpty || decoder.Code(ref source, ref output) == CoderStatus.Failed
                || !source.IsEmpty || decoder.Excess > 0 || decoder.Finish() != CoderStatus.End)
            {
                return false;
            }

            bytesWritten = destination.Length - output.Length;
            return true;
        }
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(objectName: null, "The decoder was disposed.");
        }
    }
}
