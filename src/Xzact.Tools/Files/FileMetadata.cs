using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Files;

/// <summary>Gives a target what its source has: owner, group, permissions, times.</summary>
internal static class FileMetadata
{
    private const uint GroupBits = 0x38;
    private const uint OtherBits = 0x7;
    private const uint OwnerBits = 0x1C0;

    /// <summary>Copies through the descriptor, so that no name can be exchanged under it. Failures are
    /// warnings.</summary>
    /// <param name="source">What the source has.</param>
    /// <param name="descriptor">The target.</param>
    /// <param name="shownName">Its name as messages have it.</param>
    /// <param name="reporter">Where warnings go.</param>
    public static void Copy(FileStatus source, int descriptor, string shownName, Reporter reporter)
    {
        // Only the superuser gives files away; for others that it fails is no news.
        int error = Posix.SetUser(descriptor, source.User);
        if (error < 0 && Posix.IsSuperuser)
        {
            reporter.Warning($"{shownName}: Cannot set the file owner: {Posix.Describe(error)}");
        }

        uint mode = source.Permissions;
        error = Posix.Status(descriptor, out FileStatus now);
        if (error < 0 || now.Group != source.Group)
        {
            error = Posix.SetGroup(descriptor, source.Group);
            if (error < 0)
            {
                reporter.Warning($"{shownName}: Cannot set the file group: {Posix.Describe(error)}");
                mode = WithoutGroup(mode);
            }
        }

        error = Posix.SetPermissions(descriptor, mode);
        if (error < 0)
        {
            reporter.Warning($"{shownName}: Cannot set the file permissions: {Posix.Describe(error)}");
        }

        _ = Posix.SetTimes(descriptor, source);
    }

    /// <summary>
    /// Permissions that let nobody do more than before although the group is another one: group and others may do what
    /// both of them could.
    /// </summary>
    public static uint WithoutGroup(uint mode)
    {
        uint both = ((mode & GroupBits) >> 3) & mode & OtherBits;
        return (mode & OwnerBits) | (both << 3) | both;
    }
}
