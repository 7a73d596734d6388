namespace Xzact.Audit.Archives;

/// <summary>What a member becomes on disk.</summary>
public enum ArchiveMemberType
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A hard link to another member of the archive.</summary>
    HardLink,

    /// <summary>A character device node.</summary>
    CharacterDevice,

    /// <summary>A block device node.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>Anything else: volume labels, sockets, vendor types.</summary>
    Other,
}
