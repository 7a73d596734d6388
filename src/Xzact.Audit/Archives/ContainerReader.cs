namespace Xzact.Audit.Archives;

/// <summary>Reads the members of one container format. A further format is a further subclass and a line in
/// <see cref="ArchiveReader"/>.</summary>
internal abstract class ContainerReader : IDisposable
{
    /// <summary>Moves to the next member; null at the end, once all that follows it is accounted for.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, truncated, unsupported or over a limit.</exception>
    public abstract ArchiveMember? ReadNext();

    /// <summary>Ends the present member and releases its decoder.</summary>
    public abstract void Dispose();
}
