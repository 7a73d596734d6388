using ICSharpCode.SharpZipLib.Checksum;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Archives.Zip;

/// <summary>The content of one zip member: decoded, and held to its size and CRC-32. Once it has failed it fails for
/// ever.</summary>
internal sealed class ZipContent : ForwardStream
{
    private readonly ZipEntry _entry;
    private readonly string _name;
    private readonly ArchiveInput _input;
    private readonly Stream _decoder;
    private readonly long _dataEnd;
    private readonly Action<int> _count;
    private readonly ArchiveContext _context;
    private readonly Crc32 _crc = new();
    private ArchiveException? _failure;
    private long _length;
    private bool _ended;
    private bool _endsAtDescriptor;
    private uint _lastFour;

    /// <param name="file">The zip.</param>
    /// <param name="dataOffset">Offset of the data in the file.</param>
    /// <param name="entry">What the central directory says.</param>
    /// <param name="name">The member's name, decoded.</param>
    /// <param name="count">Is told of each run of unpacked bytes, to hold the archive to its limits.</param>
    /// <param name="context">Where to observe.</param>
    public ZipContent(
        ZipFile file, long dataOffset, ZipEntry entry, string name, Action<int> count, ArchiveContext context)
    {
        (_entry, _name, _count, _context) = (entry, name, count, context);
        _endsAtDescriptor = entry.Method == ZipLayout.MethodStored && (entry.Flags & ZipLayout.FlagDescriptor) != 0;
        _dataEnd = dataOffset + entry.CompressedSize;
        _input = file.Open(dataOffset, entry.CompressedSize);
        _decoder = entry.Method == ZipLayout.MethodDeflate ? new InflateStream(_input) : _input;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_failure is not null)
        {
            throw new ArchiveException(_failure);
        }

        try
        {
            return count == 0 || _ended ? 0 : ReadOn(buffer, offset, count);
        }
        catch (ArchiveException exception)
        {
            _failure = exception;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadOn(byte[] buffer, int offset, int count)
    {
        int read = _decoder.Read(buffer, offset, count);
        if (read == 0)
        {
            Finish();
            return 0;
        }

        _length += read;
        if (_length > _entry.Size)
        {
            throw Corrupt($"has more content than the {_entry.Size} bytes that it states");
        }

        _crc.Update(new ArraySegment<byte>(buffer, offset, read));
        LookForDescriptor(buffer.AsSpan(offset, read));
        _count(read);
        return read;
    }

    /// <summary>Readers that go forward find the end of stored data by the descriptor behind it, and take one inside
    /// the data for it.</summary>
    private void LookForDescriptor(ReadOnlySpan<byte> bytes)
    {
        if (!_endsAtDescriptor)
        {
            return;
        }

        foreach (byte next in bytes)
        {
            _lastFour = (_lastFour >> 8) | ((uint)next << 24);
            if (_lastFour == ZipLayout.DescriptorSignature)
            {
                _endsAtDescriptor = false;
                _context.Observe(
                    ArchiveObservationKind.DataDescriptorDiffers,
                    _name,
                    _input.Offset,
                    "the stored data holds a data descriptor, which readers that go forward take for its end");
                return;
            }
        }
    }

    private void Finish()
    {
        _ended = true;
        if (_length != _entry.Size)
        {
            throw Corrupt($"has {_length} bytes, but states {_entry.Size}");
        }

        if ((uint)_crc.Value != _entry.Crc)
        {
            throw Corrupt("does not match its CRC-32");
        }

        if (_input.Offset < _dataEnd)
        {
            _context.Observe(
                ArchiveObservationKind.UnaccountedBytes,
                _name,
                _input.Offset,
                $"{_dataEnd - _input.Offset} bytes between the end of the compressed data and where it should end");
        }
    }

    private ArchiveException Corrupt(string what) =>
        new(ArchiveErrorReason.Corrupt, $"member {NameText.Quote(_name)} {what}", _input.Offset);
}
