namespace Xzact.Audit.Archives;

/// <summary>The uncompressed container as a stream: counts its bytes, holds it to the limits, and once it has failed
/// it fails for ever, so that no damage is taken for an end.</summary>
internal sealed class ContainerStream(Stream unpacked, ArchiveInput input, ArchiveContext context) : ForwardStream
{
    private readonly byte[] _scratch = new byte[65536];
    private ArchiveException? _failure;

    /// <summary>Offset of the next byte in the uncompressed container.</summary>
    public long Offset { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_failure is not null)
        {
            throw new ArchiveException(_failure);
        }

        try
        {
            int read = unpacked.Read(buffer, offset, count);
            Offset += read;
            context.CheckUnpacked(Offset, input.Offset, Offset);
            context.CheckTime(Offset, ArchiveOffsetBase.Container);
            return read;
        }
        catch (ArchiveException exception)
        {
            _failure = exception;
            throw;
        }
    }

    /// <summary>Passes over bytes; returns how many of them were not zero.</summary>
    /// <exception cref="ArchiveException">The container ends before.</exception>
    public long Skip(long count, string what)
    {
        long nonZero = 0;
        while (count > 0)
        {
            int read = Read(_scratch, 0, (int)Math.Min(count, _scratch.Length));
            if (read == 0)
            {
                throw new ArchiveException(
                    ArchiveErrorReason.Truncated, $"the archive ends inside {what}, {count} bytes too soon", Offset);
            }

            nonZero += NonZero(_scratch.AsSpan(0, read));
            count -= read;
        }

        return nonZero;
    }

    /// <summary>Reads to the end; returns how many bytes came, how many of them are not zero, and where the first of
    /// those is.</summary>
    public (long Count, long NonZero, long FirstNonZero) Drain()
    {
        (long count, long nonZero, long first) = (0, 0, -1);
        while (true)
        {
            long start = Offset;
            int read = Read(_scratch, 0, _scratch.Length);
            if (read == 0)
            {
                return (count, nonZero, first);
            }

            ReadOnlySpan<byte> bytes = _scratch.AsSpan(0, read);
            int index = bytes.IndexOfAnyExcept((byte)0);
            if (index >= 0)
            {
                first = first < 0 ? start + index : first;
                nonZero += NonZero(bytes);
            }

            count += read;
        }
    }

    private static int NonZero(ReadOnlySpan<byte> bytes) => bytes.Length - bytes.Count((byte)0);
}
