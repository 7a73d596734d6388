namespace Xzact.Tools.Interop;

/// <summary>What the system knows about a file: the part of struct stat that is used here.</summary>
internal sealed record FileStatus
{
    private const uint TypeMask = 0xF000;

    /// <summary>Type and permissions, as st_mode has them.</summary>
    public required uint Mode { get; init; }

    /// <summary>Number of hard links.</summary>
    public required uint Links { get; init; }

    /// <summary>Numeric owner.</summary>
    public required uint User { get; init; }

    /// <summary>Numeric group.</summary>
    public required uint Group { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Device and inode: the same for two descriptions of the same file and for no others at that
    /// time.</summary>
    public required (ulong Device, ulong Inode) Identity { get; init; }

    /// <summary>Last access, seconds since 1970 and nanoseconds.</summary>
    public required (long Seconds, long Nanoseconds) Accessed { get; init; }

    /// <summary>Last modification, seconds since 1970 and nanoseconds.</summary>
    public required (long Seconds, long Nanoseconds) Modified { get; init; }

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public bool IsSymbolicLink => (Mode & TypeMask) == 0xA000;

    /// <summary>Whether the file runs with the rights of its owner or group.</summary>
    public bool HasSetId => (Mode & 0xC00) != 0;

    public bool IsSticky => (Mode & 0x200) != 0;

    /// <summary>The nine bits that say who may read, write and execute.</summary>
    public uint Permissions => Mode & 0x1FF;
}
