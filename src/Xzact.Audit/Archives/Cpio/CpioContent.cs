using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Archives.Cpio;

/// <summary>The content of one cpio entry, which sums its bytes as they are read.</summary>
internal sealed class CpioContent(ContainerStream container, string name, long size) : ForwardStream
{
    private readonly TarContent _content = new(container, name, size);

    /// <summary>The sum of the bytes read so far, modulo 2^32.</summary>
    public uint Sum { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _content.Read(buffer, offset, count);
        foreach (byte value in buffer.AsSpan(offset, read))
        {
            Sum += value;
        }

        return read;
    }

    /// <summary>Reads what was not read yet.</summary>
    /// <param name="needsSum">Whether <see cref="Sum"/> is asked for; else the rest is passed over.</param>
    public void Finish(bool needsSum)
    {
        if (!needsSum)
        {
            _content.SkipRest();
            return;
        }

        CopyTo(Null);
    }
}
