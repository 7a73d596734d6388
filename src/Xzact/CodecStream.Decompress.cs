using System.Buffers;
using Xzact.Coding;

namespace Xzact;

public abstract partial class CodecStream
{
    /// <summary>
    /// The decoding side: everything that lies between the bytes of the base stream and the caller's.
    /// </summary>
    private sealed class Reader(FormatDecoder decoder, DecoderSession? owner) : IDisposable
    {
        private readonly FormatDecoder _decoder = decoder;
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        private int _start;
        private int _end;
        private bool _ended;
        private bool _inputEnded;
        private bool _isLentNoMore;
        private XzError _lastError;
        private string? _lastMessage;

        /// <summary>Where the next bytes of the base stream belong.</summary>
        public Memory<byte> Space => _buffer;

        /// <summary>Bytes that were read from the base stream and lie behind the end of the compressed data.</summary>
        public int Unused => _ended ? _end - _start + _decoder.Excess : 0;

        public XzError Error => _isLentNoMore ? _lastError : DecoderSession.ErrorOf(_decoder);

        /// <summary>The message of its failure, which outlives a decoder that was given back.</summary>
        public string? ErrorMessage => _isLentNoMore ? _lastMessage : _decoder.Failure?.Message;

        /// <summary>
        /// Decodes what there is. False if <paramref name="ready"/> must complete first or, if it is null, more must be
        /// read from the base stream.
        /// </summary>
        /// <exception cref="InvalidDataException">The data is damaged.</exception>
        /// <exception cref="IOException">The data is not supported or over a limit.</exception>
        public bool TryRead(Span<byte> destination, out int written, out Task? ready)
        {
            written = 0;
            ready = null;
            if (_ended || destination.IsEmpty)
            {
                return true;
            }

            Span<byte> output = destination;
            ReadOnlySpan<byte> input = _buffer.AsSpan(_start, _end - _start);
            CoderStatus status = _decoder.Code(ref input, ref output);
            _start = _end - input.Length;
            written = destination.Length - output.Length;
            if (status == CoderStatus.More && written == 0 && _inputEnded)
            {
                status = _decoder.Finish();
            }

            _ended = status == CoderStatus.End;
            ready = status == CoderStatus.Waiting ? _decoder.WhenReady() : null;

            // What was decoded before the damage is handed out first; the next call throws.
            if (status == CoderStatus.Failed && written == 0)
            {
                throw _decoder.Failure!.ToException();
            }

            return written > 0 || _ended;
        }

        /// <summary>
        /// Takes note of bytes that were read into <see cref="Space"/>; none means the end of the base stream.
        /// </summary>
        /// <exception cref="InvalidDataException">The data ends too early.</exception>
        /// <exception cref="IOException">There cannot be so many.</exception>
        public void Filled(int count)
        {
            ReadCount.ThrowIfImpossible(count, _buffer.Length);
            _start = 0;
            _end = count;
            if (count > 0)
            {
                return;
            }

            // An empty base stream reads as empty, as its siblings in System.IO.Compression do.
            _inputEnded = true;
            CoderStatus status = _decoder.IsAtStart ? CoderStatus.End : _decoder.Finish();
            _ended = status == CoderStatus.End;
            if (status == CoderStatus.Failed)
            {
                throw _decoder.Failure!.ToException();
            }
        }

        public void Dispose()
        {
            (_lastError, _lastMessage) = (Error, ErrorMessage);
            _isLentNoMore = true;
            if (owner is null)
            {
                _decoder.Dispose();
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

    private int ReadCore(Span<byte> buffer)
    {
        Reader reader = BeginRead();
        try
        {
            int written;
            while (!reader.TryRead(buffer, out written, out Task? ready))
            {
                if (ready is not null)
                {
                    ready.GetAwaiter().GetResult();
                }
                else
                {
                    reader.Filled(BaseStream.Read(reader.Space.Span));
                }
            }

            GiveBack(reader);
            return written;
        }
        finally
        {
            EndOperation();
        }
    }

    private async ValueTask<int> ReadCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Reader reader = BeginRead();
        try
        {
            int written;
            while (!reader.TryRead(buffer.Span, out written, out Task? ready))
            {
                if (ready is not null)
                {
                    await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    reader.Filled(await BaseStream.ReadAsync(reader.Space, cancellationToken).ConfigureAwait(false));
                }
            }

            GiveBack(reader);
            return written;
        }
        finally
        {
            EndOperation();
        }
    }

    private Reader BeginRead()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_reader is null)
        {
            throw new NotSupportedException("The stream was opened to compress; it cannot be read.");
        }

        BeginOperation();
        return _reader;
    }

    /// <summary>
    /// Where the data ends before the base stream does, that is left right behind the data, if it can seek.
    /// </summary>
    private void GiveBack(Reader reader)
    {
        if (reader.Unused > 0 && !_gaveBack && BaseStream.CanSeek)
        {
            _gaveBack = true;
            BaseStream.Seek(-reader.Unused, SeekOrigin.Current);
        }
    }
}
