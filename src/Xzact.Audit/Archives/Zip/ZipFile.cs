namespace Xzact.Audit.Archives.Zip;

/// <summary>Random access to a zip, which is read from its end.</summary>
internal sealed class ZipFile(Stream stream, ArchiveContext context)
{
    private readonly Stream _stream = stream;
    private readonly long _start = stream.Position;

    /// <summary>Bytes in the file.</summary>
    public long Length { get; } = stream.Length - stream.Position;

    /// <summary>Where the underlying stream stands, for those who read it in sequence.</summary>
    public long StreamPosition
    {
        get => _stream.Position;
        set => _stream.Position = value;
    }

    /// <summary>Reads exactly so many bytes.</summary>
    /// <exception cref="ArchiveException">The file is shorter.</exception>
    public byte[] Read(long offset, int count, string what)
    {
        if (offset < 0 || offset > Length || count > Length - offset)
        {
            throw new ArchiveException(ArchiveErrorReason.Truncated, $"{what} lies beyond the end of the file", offset);
        }

        byte[] bytes = new byte[count];
        var range = new Range(this, offset, count);
        if (range.ReadFull(bytes, 0, count) < count)
        {
            throw new ArchiveException(ArchiveErrorReason.Truncated, $"the file ends inside {what}", offset);
        }

        return bytes;
    }

    /// <summary>Opens a part of the file, at most up to its end.</summary>
    public ArchiveInput Open(long offset, long length) =>
        new(
            new Range(this, offset, Math.Min(length, Length - offset)),
            context,
            offset,
            (int)Math.Clamp(length, 1, ArchiveInput.DefaultBufferSize));

    private sealed class Range(ZipFile file, long offset, long length) : ForwardStream
    {
        private readonly Stream _stream = file._stream;
        private long _offset = file._start + offset;
        private long _remaining = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            int wanted = (int)Math.Min(count, _remaining);
            if (wanted <= 0)
            {
                return 0;
            }

            _stream.Seek(_offset, SeekOrigin.Begin);
            int read = _stream.Read(buffer, offset, wanted);
            _offset += read;
            _remaining -= read;
            return read;
        }
    }
}
