using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact;

public sealed partial class XzStream
{
    /// <summary>
    /// The encoding side: everything that lies between the caller's bytes and those of the base stream.
    /// </summary>
    private sealed class Writer : IDisposable
    {
        private readonly StreamEncoder _encoder;
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);

        private SourceLength _length;

        public Writer(XzCompressionOptions options) =>
            _encoder = options.CreateThreadedEncoder(new WorkAllocator());

        /// <summary>Whether bytes may be missing, so that nothing can follow them.</summary>
        public bool IsBroken { get; set; }

        public XzError Error { get; private set; }

        public void SetSourceLength(long length) => _length.Announce(length);

        /// <summary>Takes note of bytes that are to be compressed.</summary>
        /// <exception cref="IOException">An earlier call failed.</exception>
        /// <exception cref="InvalidDataException">There are more or fewer bytes than announced.</exception>
        public void Begin(int count, EncoderAction action)
        {
            if (IsBroken)
            {
                throw new IOException("An earlier write failed; the compressed data is not complete and ends there.");
            }

            if (!_length.Allows(count, action == EncoderAction.Finish))
            {
                Error = XzError.SourceLengthMismatch;
                IsBroken = action == EncoderAction.Finish;
                throw new InvalidDataException("The source has another length than was announced.");
            }

            _length.Take(count);
        }

        /// <summary>
        /// Compresses until the buffer is full or there is nothing more to do; true in the latter case. The bytes of
        /// <paramref name="written"/> must be written to the base stream, and <paramref name="ready"/> have completed,
        /// before the next call.
        /// </summary>
        public bool Compress(
            ref ReadOnlySpan<byte> source, EncoderAction action, out ReadOnlyMemory<byte> written, out Task ready)
        {
            Span<byte> output = _buffer;
            CoderStatus status = _encoder.Code(ref source, ref output, action);
            written = _buffer.AsMemory(0, _buffer.Length - output.Length);
            ready = status == CoderStatus.Waiting ? _encoder.WhenReady() : Task.CompletedTask;
            return action == EncoderAction.Run
                ? source.IsEmpty && !output.IsEmpty && status != CoderStatus.Waiting
                : status == CoderStatus.End;
        }

        public void Dispose()
        {
            _encoder.Dispose();
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = [];
            }
        }
    }

    private void WriteCore(ReadOnlySpan<byte> source, EncoderAction action)
    {
        Writer writer = BeginWrite(source.Length, action);
        bool isWhole = false;
        try
        {
            bool done;
            do
            {
                done = writer.Compress(ref source, action, out ReadOnlyMemory<byte> written, out Task ready);
                if (!written.IsEmpty)
                {
                    BaseStream.Write(written.Span);
                }

                ready.GetAwaiter().GetResult();
            }
            while (!done);
            isWhole = true;
        }
        finally
        {
            writer.IsBroken |= !isWhole;
            EndOperation();
        }
    }

    private async ValueTask WriteCoreAsync(
        ReadOnlyMemory<byte> source, EncoderAction action, CancellationToken cancellationToken)
    {
        Writer writer = BeginWrite(source.Length, action);
        bool isWhole = false;
        try
        {
            bool done;
            do
            {
                ReadOnlyMemory<byte> written;
                Task ready;
                {
                    ReadOnlySpan<byte> rest = source.Span;
                    done = writer.Compress(ref rest, action, out written, out ready);
                    source = source[^rest.Length..];
                }

                if (!written.IsEmpty)
                {
                    await BaseStream.WriteAsync(written, cancellationToken).ConfigureAwait(false);
                }

                await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            while (!done);
            isWhole = true;
        }
        finally
        {
            writer.IsBroken |= !isWhole;
            EndOperation();
        }
    }

    private Writer BeginWrite(int count, EncoderAction action)
    {
        Writer writer = ForWriting();
        BeginOperation();
        try
        {
            writer.Begin(count, action);
        }
        catch
        {
            EndOperation();
            throw;
        }

        return writer;
    }

    private Writer ForWriting()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _writer
            ?? throw new NotSupportedException("The stream was opened to decompress; it cannot be written to.");
    }
}
