namespace Xzact.Audit.Archives;

/// <summary>The file mode of Unix systems (POSIX.1-2017, sys/stat.h).</summary>
internal static class UnixMode
{
    /// <summary>Permissions, sticky and set-ID bits.</summary>
    public const int PermissionMask = 0xFFF;

    /// <summary>Set-user-ID and set-group-ID.</summary>
    public const int SetIdMask = 0xC00;

    /// <summary>0644, what a file gets that stores no mode.</summary>
    public const int DefaultFile = 0x1A4;

    /// <summary>0755, what a directory gets that stores no mode.</summary>
    public const int DefaultDirectory = 0x1ED;

    private const int TypeMask = 0xF000;

    /// <summary>Whether a umask can make these permissions of the two that git records, 0755 and 0644: who may read an
    /// executable file may run it, its owner above all, and nobody may run another.</summary>
    public static bool CanBe(int mode, bool isExecutable)
    {
        const int OwnerMayRun = 0x40;
        const int AnyMayRun = 0x49;
        int runners = mode & AnyMayRun;
        int readers = (mode >> 2) & AnyMayRun;
        return isExecutable ? (runners & OwnerMayRun) != 0 && (readers & ~runners) == 0 : runners == 0;
    }

    /// <summary>The type that a mode names; null if it names none.</summary>
    public static ArchiveMemberType? TypeOf(int mode) => (mode & TypeMask) switch
    {
        0 => null,
        0x1000 => ArchiveMemberType.Fifo,
        0x2000 => ArchiveMemberType.CharacterDevice,
        0x4000 => ArchiveMemberType.Directory,
        0x6000 => ArchiveMemberType.BlockDevice,
        0x8000 => ArchiveMemberType.File,
        0xA000 => ArchiveMemberType.SymbolicLink,
        _ => ArchiveMemberType.Other,
    };
}
