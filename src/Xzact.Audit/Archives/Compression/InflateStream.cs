using System.IO.Compression;

namespace Xzact.Audit.Archives.Compression;

/// <summary>Inflates one raw deflate stream (RFC 1951) and takes exactly the bytes that belong to it.</summary>
/// <remarks>
/// <see cref="DeflateStream"/> reads ahead and does not tell where the data ended, but what follows must be accounted
/// for. So two of them run in step over small pieces of input. The scout goes first. A piece that it swallowed whole
/// is given to the other one, whose output counts; the piece in which the scout ended is given byte by byte, until
/// the other one ends too, at the exact byte. This costs a second inflation, and relies on <see cref="DeflateStream"/>
/// going on after a source that had nothing for the moment; tests hold it to that.
/// </remarks>
internal sealed class InflateStream : ForwardStream
{
    // Small enough that the last piece, byte by byte, costs microseconds; large enough to hide the cost of a call.
    private const int PieceSize = 128;

    private readonly ArchiveInput _input;
    private readonly Feed _scoutFeed = new();
    private readonly Feed _feed = new();
    private readonly DeflateStream _scout;
    private readonly DeflateStream _inflater;
    private readonly byte[] _scratch = new byte[16384];
    private bool _scoutEnded;
    private bool _ended;

    public InflateStream(ArchiveInput input)
    {
        _input = input;
        _scout = new DeflateStream(_scoutFeed, CompressionMode.Decompress);
        _inflater = new DeflateStream(_feed, CompressionMode.Decompress);
    }

    /// <exception cref="ArchiveException">The data is damaged or ends too soon.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || _ended)
        {
            return 0;
        }

        try
        {
            while (true)
            {
                _feed.Starved = false;
                int read = _inflater.Read(buffer, offset, count);
                if (read > 0)
                {
                    return read;
                }

                if (!_feed.Starved)
                {
                    _ended = true;
                    return 0;
                }

                GiveMore();
            }
        }
        catch (InvalidDataException exception)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                "the deflate data is damaged",
                _input.Offset,
                ArchiveOffsetBase.File,
                exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scout.Dispose();
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }

    private void GiveMore()
    {
        ReadOnlySpan<byte> piece = _input.Peek(PieceSize);
        if (piece.IsEmpty)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Truncated, "the deflate data ends too soon", _input.Offset, ArchiveOffsetBase.File);
        }

        if (!_scoutEnded)
        {
            _scoutFeed.Give(piece);
            do
            {
                _scoutFeed.Starved = false;
            }
            while (_scout.Read(_scratch, 0, _scratch.Length) > 0);
            _scoutEnded = !_scoutFeed.Starved;
        }

        if (_scoutEnded)
        {
            piece = piece[..1];
        }

        _feed.Give(piece);
        _input.Take(piece.Length);
    }

    /// <summary>Hands out one piece, then nothing until it is given the next.</summary>
    private sealed class Feed : ForwardStream
    {
        private readonly byte[] _piece = new byte[PieceSize];
        private int _next;
        private int _end;

        /// <summary>Whether more was asked for than there was.</summary>
        public bool Starved { get; set; }

        public void Give(ReadOnlySpan<byte> piece)
        {
            piece.CopyTo(_piece);
            (_next, _end) = (0, piece.Length);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = Math.Min(count, _end - _next);
            Starved |= given == 0;
            Buffer.BlockCopy(_piece, _next, buffer, offset, given);
            _next += given;
            return given;
        }
    }
}
