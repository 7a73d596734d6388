namespace Xzact.Audit.Archives.Tar;

/// <summary>The content of one tar member: so many bytes of the container, no fewer.</summary>
internal sealed class TarContent(ContainerStream container, string name, long size) : ForwardStream
{
    /// <summary>Bytes of the content that were not read yet.</summary>
    public long Remaining { get; private set; } = size;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, Remaining);
        if (wanted == 0)
        {
            return 0;
        }

        int read = container.Read(buffer, offset, wanted);
        if (read == 0)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Truncated,
                $"the archive ends inside {NameText.Quote(name)}, {Remaining} of its bytes are missing",
                container.Offset);
        }

        Remaining -= read;
        return read;
    }

    /// <summary>Passes over what was not read.</summary>
    public void SkipRest()
    {
        container.Skip(Remaining, NameText.Quote(name));
        Remaining = 0;
    }
}
