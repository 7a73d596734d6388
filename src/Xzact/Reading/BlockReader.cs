using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Reading;

/// <summary>
/// Decodes one Block of a file, wherever it lies, and holds it to what the Index says about it (.xz specification,
/// sections 3 and 4.3).
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="limits">What may be asked of this decoder.</param>
internal sealed class BlockReader(WorkAllocator allocator, DecoderLimits limits) : FileCoder, IDisposable
{
    private readonly BlockOpener _opener = new(allocator, limits);
    private readonly BlockDecoder _block = new();
    private readonly byte[] _surplus = new byte[1];
    private WorkMemory<byte>? _target;
    private long _from;
    private long _to;
    private long _next;
    private bool _opened;
    private int _headerSize;

    /// <summary>The Block that is being read.</summary>
    public BlockPlace Place { get; private set; }

    /// <summary>Bytes decoded of it so far.</summary>
    public long Position { get; private set; }

    /// <summary>True once the Block was decoded to its end, its check compared and its sizes found right.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Where the next compressed bytes lie; at the end, the end of the Block in the file.</summary>
    public long CompressedPosition => _next;

    /// <inheritdoc cref="BlockDecoder.UnpaddedSize"/>
    public long UnpaddedSize => (long)_block.UnpaddedSize;

    /// <summary>Goes to the start of a Block; <see cref="Decode"/> must follow.</summary>
    public void Start(BlockPlace place)
    {
        Place = place;
        Position = 0;
        IsEnded = false;
        _next = place.Offset;
        _opened = false;
    }

    /// <summary>
    /// Begins to decode on, until <see cref="Position"/> is <paramref name="to"/>; where the Block is known or found to
    /// end there, until everything about it was compared.
    /// </summary>
    /// <param name="target">Where bytes go; also those that nobody wants, so it has one byte at least.</param>
    /// <param name="from">The first byte of the Block that is wanted, at <paramref name="target"/>'s start.</param>
    /// <param name="to">Behind the last byte that is wanted; at most as far from <paramref name="from"/> as the target
    /// is long.</param>
    public void Decode(WorkMemory<byte> target, long from, long to)
    {
        _target = target;
        _from = from;
        _to = to;
        Begin();
    }

    public void Dispose() => _opener.Dispose();

    protected override void Advance()
    {
        while (!IsDone && Go())
        {
        }
    }

    /// <summary>Does the next step; false if bytes were asked for first.</summary>
    private bool Go()
    {
        if (Position == _to && _to != Place.UncompressedSize)
        {
            Complete();
            return true;
        }

        int available = _next >= WindowStart && _next < WindowEnd ? (int)(Math.Min(WindowEnd, Place.End) - _next) : 0;
        if (!_opened)
        {
            return Open(available);
        }

        // Where all input is used there may still be output to come, or nothing but the end.
        ReadOnlySpan<byte> input = available > 0 ? Window(_next, _next + available) : default;
        Span<byte> output = NextOutput();
        int room = output.Length;
        bool isSurplus = Position == Place.UncompressedSize;
        CoderStatus status = _block.Code(ref input, ref output);
        int written = room - output.Length;
        _next += available - input.Length;
        Position += isSurplus ? 0 : written;
        if (status == CoderStatus.Failed)
        {
            FailAs(_block, Place.Offset + _headerSize);
            return true;
        }

        if (isSurplus && written > 0)
        {
            FailSize("is longer");
            return true;
        }

        if (status == CoderStatus.End)
        {
            Finish();
            return true;
        }

        if (!input.IsEmpty || written == room)
        {
            return true;
        }

        if (_next < Place.End)
        {
            Request(_next, Math.Min(_next + WindowSize, Place.End));
            return false;
        }

        if (Place.UnpaddedSize is not null)
        {
            FailSize("is longer");
        }
        else
        {
            Fail(XzError.UnexpectedEnd, _next, "The data ends in the middle of a Block");
        }

        return true;
    }

    private bool Open(int available)
    {
        if (available == 0 && _next < Place.End)
        {
            Request(_next, Math.Min(_next + WindowSize, Place.End));
            return false;
        }

        int units = available == 0 ? 0 : Window(_next, _next + 1)[0];
        _headerSize = (units + 1) * BlockFormat.HeaderSizeUnit;
        if (units == IndexFormat.Indicator)
        {
            Fail(XzError.BlockHeaderCorrupt, _next, "There is no Block Header (section 3.1.1).");
        }
        else if (_headerSize > Place.End - Place.Offset)
        {
            Fail(XzError.BlockHeaderCorrupt, _next, "The Block Header is larger than the Block (section 3.1.1).");
        }
        else if (_headerSize > available)
        {
            Request(_next, Math.Min(_next + WindowSize, Place.End));
            return false;
        }
        else if (_opener.Read(Window(_next, _next + _headerSize), out BlockHeader? header) is { } bad)
        {
            Fail(bad.Error, _next + bad.Offset, bad.Rule);
        }
        else
        {
            _opener.Start(header!, Place.Check, _block);
            _next += _headerSize;
            _opened = true;
        }

        return true;
    }

    /// <summary>
    /// Where the next bytes go: what nobody wants is overwritten; behind the last byte there must be none.
    /// </summary>
    private Span<byte> NextOutput()
    {
        if (Position >= _to)
        {
            return _surplus;
        }

        bool isWanted = Position >= _from;
        long start = isWanted ? Position - _from : 0;
        long length = Math.Min(_target!.Length - start, (isWanted ? _to : Math.Min(_from, _to)) - Position);
        return _target.Slice(start, (int)Math.Min(length, int.MaxValue));
    }

    private void Finish()
    {
        if (Place.UnpaddedSize is { } unpadded && (UnpaddedSize != unpadded || Position != Place.UncompressedSize))
        {
            FailSize("has other sizes");
            return;
        }

        IsEnded = true;
        Complete();
    }

    private void FailSize(string difference) => Fail(XzError.BlockSizeMismatch, Place.Offset,
        $"The Block {difference} than the Index says (section 4.3).");
}
