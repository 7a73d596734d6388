using System.Runtime.InteropServices;

namespace Xzact.Tools.Interop;

/// <summary>
/// Linux's Landlock: a thread, and those that it starts, give up rights for good (landlock(7)). The rights that are
/// named here are given up whatever the file; there are no exceptions for folders.
/// </summary>
internal static class Landlock
{
    // The same on every architecture.
    private const nint CreateRuleset = 444;
    private const nint RestrictSelf = 446;

    private const uint AskVersion = 1;
    private const ulong AllNetRights = 3; // to bind and to connect TCP sockets
    private const ulong ScopeAbstractSockets = 1;
    private const int VersionOfNetRights = 4;
    private const int VersionOfScopes = 6;

    /// <summary>
    /// The version of the kernel's interface; zero or less where there is none, or where it is forbidden to use it.
    /// </summary>
    public static int Version => (int)LibC.LandlockVersion(CreateRuleset, 0, 0, AskVersion);

    /// <summary>What a version can forbid.</summary>
    public static FileRights Known(int version) => version switch
    {
        <= 0 => FileRights.None,
        1 => FileRights.All & ~(FileRights.Refer | FileRights.Truncate | FileRights.ControlDevice),
        2 => FileRights.All & ~(FileRights.Truncate | FileRights.ControlDevice),
        3 or 4 => FileRights.All & ~FileRights.ControlDevice,
        _ => FileRights.All,
    };

    /// <summary>Gives up the right to get privileges from programs that are started: Landlock asks for it.</summary>
    public static void GiveUpPrivileges()
    {
        const int NoNewPrivileges = 38;
        _ = LibC.ProcessControl(NoNewPrivileges, 1, 0, 0, 0);
    }

    /// <summary>Gives up all rights to files and to the network but those that are allowed.</summary>
    /// <param name="allowed">What stays as it is.</param>
    /// <returns>Below zero: the error. Zero too where the kernel has no Landlock.</returns>
    public static int Restrict(FileRights allowed)
    {
        int version = Version;
        if (version <= 0)
        {
            return 0;
        }

        // Signals are not scoped: the runtime's threads, some of them older than this, send each other some.
        var attributes = new LibC.RulesetAttributes(
            (ulong)(Known(version) & ~allowed),
            version >= VersionOfNetRights ? AllNetRights : 0,
            version >= VersionOfScopes ? ScopeAbstractSockets : 0);
        int ruleset = (int)LibC.LandlockCreate(CreateRuleset, in attributes, LibC.RulesetAttributes.Size, 0);
        if (ruleset < 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        int error = LibC.LandlockRestrict(RestrictSelf, ruleset, 0) < 0 ? -Marshal.GetLastPInvokeError() : 0;
        _ = LibC.Close(ruleset);
        return error;
    }
}

/// <summary>Rights to files as Landlock tells them apart (linux/landlock.h).</summary>
[Flags]
internal enum FileRights : ulong
{
    None = 0,
    Execute = 1,
    Write = 1 << 1,
    Read = 1 << 2,
    ReadDirectory = 1 << 3,
    RemoveDirectory = 1 << 4,
    Remove = 1 << 5,
    MakeCharacterDevice = 1 << 6,
    MakeDirectory = 1 << 7,
    MakeRegular = 1 << 8,
    MakeSocket = 1 << 9,
    MakePipe = 1 << 10,
    MakeBlockDevice = 1 << 11,
    MakeLink = 1 << 12,

    /// <summary>To give a file a name in another directory.</summary>
    Refer = 1 << 13,
    Truncate = 1 << 14,
    ControlDevice = 1 << 15,
    All = (1 << 16) - 1,
}
