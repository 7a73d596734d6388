using System.Buffers;
using Xzact.Coding;

namespace Xzact;

public abstract partial class CodecStream
{
    /// <summary>
    /// The encoding side: everything that lies between the caller's bytes and those of the base stream.
    /// </summary>
    private sealed class Writer(FormatEncoder encoder, EncoderSession? owner) : IDisposable
    {
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);

        private SourceLength _length;

        public FormatEncoder Encoder => encoder;

        public XzError Error { get; private set; }

        /// <summary>
        /// Whether bytes were lost: a write failed or was canceled, or there were too many or too few. Nothing may be
        /// written behind them, least of all an end that would make the data look whole.
        /// </summary>
        public bool IsBroken { get; set; }

        /// <summary>
        /// Compresses until the buffer is full or there is nothing more to do; true in the latter case. The bytes of
        /// <paramref name="written"/> must be written to the base stream before the next call.
        /// </summary>
        /// <exception cref="InvalidDataException">The source has another length than was announced.</exception>
        public bool Compress(ref ReadOnlySpan<byte> source, EncoderAction action, out ReadOnlyMemory<byte> written)
        {
            if (!encoder.IsEnding && !_length.Allows(source.Length, action == EncoderAction.Finish))
            {
                Error = XzError.SourceLengthMismatch;
                throw new InvalidDataException(
                    $"More or fewer bytes were written than the {_length.Announced} that were announced.");
            }

            Span<byte> output = _buffer;
            int before = source.Length;
            CoderStatus status = encoder.Code(ref source, ref output, action);
            _length.Take(before - source.Length);
            written = _buffer.AsMemory(0, _buffer.Length - output.Length);
            return action == EncoderAction.Run ? source.IsEmpty && !output.IsEmpty : status == CoderStatus.End;
        }

        /// <summary>Completes once a coder with threads can go on; at once for any other.</summary>
        public Task WhenReady() => encoder.WhenReady();

        public void SetSourceLength(long length)
        {
            _length.Announce(length);
            encoder.UseSourceLength(length);
        }

        public void Dispose()
        {
            if (owner is null)
            {
                encoder.Dispose();
            }
            else
            {
                owner.TakeBack();
            }

            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = [];
            }
        }
    }

    private void WriteCore(ReadOnlySpan<byte> source, EncoderAction action)
    {
        Writer writer = BeginWrite();
        try
        {
            bool done;
            do
            {
                done = writer.Compress(ref source, action, out ReadOnlyMemory<byte> written);
                if (!written.IsEmpty)
                {
                    BaseStream.Write(written.Span);
                }
                else if (!done)
                {
                    writer.WhenReady().GetAwaiter().GetResult();
                }
            }
            while (!done);
            if (IsFlush(action))
            {
                BaseStream.Flush();
            }

            writer.IsBroken = false;
        }
        finally
        {
            EndOperation();
        }
    }

    private async ValueTask WriteCoreAsync(
        ReadOnlyMemory<byte> source, EncoderAction action, CancellationToken cancellationToken)
    {
        Writer writer = BeginWrite();
        try
        {
            bool done;
            do
            {
                ReadOnlyMemory<byte> written;
                {
                    ReadOnlySpan<byte> rest = source.Span;
                    done = writer.Compress(ref rest, action, out written);
                    source = source[^rest.Length..];
                }

                if (!written.IsEmpty)
                {
                    await BaseStream.WriteAsync(written, cancellationToken).ConfigureAwait(false);
                }
                else if (!done)
                {
                    await writer.WhenReady().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (!done);
            if (IsFlush(action))
            {
                await BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            writer.IsBroken = false;
        }
        finally
        {
            EndOperation();
        }
    }

    private static bool IsFlush(EncoderAction action) =>
        action is EncoderAction.SyncFlush or EncoderAction.FullFlush or EncoderAction.FullBarrier;

    private Writer BeginWrite()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is null)
        {
            throw new NotSupportedException("The stream was opened to decompress; it cannot be written to.");
        }

        BeginOperation();
        if (_writer.IsBroken)
        {
            EndOperation();
            throw new IOException("An earlier part of the compressed data could not be written.");
        }

        // Until the call is over: whatever ends it before that has lost bytes.
        _writer.IsBroken = true;
        return _writer;
    }
}
