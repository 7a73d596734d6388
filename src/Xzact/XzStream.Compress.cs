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

        public Writer(XzCompressionOptions options) => _encoder = options.CreateEncoder(new WorkAllocator());

        /// <summary>
        /// Compresses until the buffer is full or there is nothing more to do; true in the latter case. The bytes of
        /// <paramref name="written"/> must be written to the base stream before the next call.
        /// </summary>
        public bool Compress(ref ReadOnlySpan<byte> source, EncoderAction action, out ReadOnlyMemory<byte> written)
        {
            Span<byte> output = _buffer;
            CoderStatus status = _encoder.Code(ref source, ref output, action);
            written = _buffer.AsMemory(0, _buffer.Length - output.Length);
            return action == EncoderAction.Run ? source.IsEmpty && !output.IsEmpty : status == CoderStatus.End;
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
            }
            while (!done);
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
            }
            while (!done);
        }
        finally
        {
            EndOperation();
        }
    }

    private Writer BeginWrite()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is null)
        {
            throw new NotSupportedException("The stream was opened to decompress; it cannot be written to.");
        }

        BeginOperation();
        return _writer;
    }
}
