using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Xzact.Tools.Interop;

/// <summary>
/// System calls as the kernel has them: a result below zero is an error number with its sign turned, see
/// <see cref="Describe"/>. Names are strings whose characters stand for one byte each (see <see cref="OsString"/>).
/// </summary>
internal static class Posix
{
    /// <summary>Descriptor that stands for the current directory.</summary>
    public const int CurrentDirectory = -100;

    public const int StandardInput = 0;
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int FollowLink = 0x400;
    private const uint BasicStatus = 0x7FF;
    private const int GetDescriptorFlags = 1;
    private const int GetFlags = 3;
    private const int MemoryPages = 85;
    private const int PageSize = 30;

    /// <summary>Opens a file relative to a directory.</summary>
    /// <param name="directory">An open directory or <see cref="CurrentDirectory"/>.</param>
    /// <param name="path">The name.</param>
    /// <param name="flags">How; the descriptor is not inherited by other programs.</param>
    /// <param name="mode">Permissions of a file that is made.</param>
    public static int Open(int directory, string path, OpenFlags flags, uint mode = 0) =>
        Result(LibC.OpenAt(directory, OsString.Bytes(path), (int)(flags | OpenFlags.CloseOnExec), mode));

    public static int Close(int descriptor) => Result(LibC.Close(descriptor));

    /// <summary>Reads what is there, waiting for the first byte; zero at the end.</summary>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        while (true)
        {
            int read = Result((int)LibC.Read(descriptor, buffer, (nuint)buffer.Length));
            switch (read)
            {
                case -Errno.Again:
                    Wait(descriptor, PollEvents.Input);
                    break;
                case -Errno.Interrupted:
                    break;
                default:
                    return read;
            }
        }
    }

    /// <summary>Writes everything; zero or an error.</summary>
    public static int WriteAll(int descriptor, ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int written = Result((int)LibC.Write(descriptor, buffer, (nuint)buffer.Length));
            if (written >= 0)
            {
                buffer = buffer[written..];
            }
            else if (written == -Errno.Again)
            {
                Wait(descriptor, PollEvents.Output);
            }
            else if (written != -Errno.Interrupted)
            {
                return written;
            }
        }

        return 0;
    }

    /// <summary>The names in an open directory, which is closed; without "." and "..".</summary>
    public static IReadOnlyList<string> Names(int directory)
    {
        const int NameOffset = 19; // of d_name in struct dirent where off_t has 64 bits
        nint stream = LibC.OpenDirectory(directory);
        if (stream == 0)
        {
            _ = Close(directory);
            return [];
        }

        var names = new List<string>();
        nint entry;
        while ((entry = LibC.ReadDirectory(stream)) != 0)
        {
            var name = new StringBuilder();
            for (int i = NameOffset; Marshal.ReadByte(entry, i) is > 0 and var letter; i++)
            {
                name.Append((char)letter);
            }

            names.Add(name.ToString());
        }

        _ = LibC.CloseDirectory(stream);
        return names.FindAll(name => name is not ("." or ".."));
    }

    /// <summary>Waits until a descriptor can be read or written, or is at its end.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="events">What is waited for.</param>
    /// <param name="milliseconds">How long at most; below zero for ever.</param>
    /// <returns>False if the time has passed.</returns>
    public static bool Wait(int descriptor, PollEvents events, int milliseconds = -1)
    {
        var poll = new LibC.PollDescriptor { Descriptor = descriptor, Events = (short)events };
        int ready;
        while ((ready = LibC.Poll(ref poll, 1, milliseconds)) < 0
            && Marshal.GetLastPInvokeError() is Errno.Interrupted or Errno.Again)
        {
        }

        return ready != 0;
    }

    /// <summary>Moves the position; the new one.</summary>
    public static long Seek(int descriptor, long offset, SeekOrigin origin)
    {
        long position = LibC.Seek(descriptor, offset, (int)origin);
        return position < 0 ? -Marshal.GetLastPInvokeError() : position;
    }

    public static int Truncate(int descriptor, long length) => Result(LibC.Truncate(descriptor, length));

    /// <summary>Status of an open file.</summary>
    public static int Status(int descriptor, out FileStatus status) => Status(descriptor, "", EmptyPath, out status);

    /// <summary>Status of a named file.</summary>
    /// <param name="directory">An open directory or <see cref="CurrentDirectory"/>.</param>
    /// <param name="path">The name.</param>
    /// <param name="follow">Whether that of the target, if it is a symbolic link.</param>
    /// <param name="status">The result; without meaning after an error.</param>
    public static int Status(int directory, string path, bool follow, out FileStatus status) =>
        Status(directory, path, follow ? 0 : NoFollow, out status);

    public static int Sync(int descriptor) => Result(LibC.Sync(descriptor));

    public static int SetUser(int descriptor, uint user) =>
        Result(LibC.ChangeOwner(descriptor, user, uint.MaxValue));

    public static int SetGroup(int descriptor, uint group) =>
        Result(LibC.ChangeOwner(descriptor, uint.MaxValue, group));

    public static int SetPermissions(int descriptor, uint mode) => Result(LibC.ChangeMode(descriptor, mode));

    public static int SetTimes(int descriptor, FileStatus times)
    {
        ReadOnlySpan<LibC.TimeSpec> both =
        [
            new(times.Accessed.Seconds, times.Accessed.Nanoseconds),
            new(times.Modified.Seconds, times.Modified.Nanoseconds),
        ];
        return Result(LibC.SetTimes(descriptor, both));
    }

    /// <summary>Gives a file another name; never replaces one.</summary>
    /// <param name="from">The file; a link of /proc/self/fd is followed.</param>
    /// <param name="directory">An open directory.</param>
    /// <param name="to">The name in it.</param>
    public static int Link(string from, int directory, string to) =>
        Result(LibC.LinkAt(CurrentDirectory, OsString.Bytes(from), directory, OsString.Bytes(to), FollowLink));

    /// <summary>Gives a file of a directory another name in it; never replaces one.</summary>
    public static int Link(int directory, string from, string to) =>
        Result(LibC.LinkAt(directory, OsString.Bytes(from), directory, OsString.Bytes(to), 0));

    /// <summary>Renames within a directory; an existing file is replaced in one step.</summary>
    public static int Rename(int directory, string from, string to) =>
        Result(LibC.RenameAt(directory, OsString.Bytes(from), directory, OsString.Bytes(to)));

    public static int Unlink(int directory, string path) => Result(LibC.UnlinkAt(directory, OsString.Bytes(path), 0));

    /// <summary>Says that a file will be read from its start to its end, or at random.</summary>
    public static void Advise(int descriptor, bool sequential) => _ = LibC.Advise(descriptor, 0, 0, sequential ? 2 : 1);

    /// <summary>The flags a descriptor was opened with.</summary>
    public static int Flags(int descriptor) => Result(LibC.Control(descriptor, GetFlags, 0));

    /// <summary>The flags of a descriptor itself: zero if programs that are started inherit it.</summary>
    public static int DescriptorFlags(int descriptor) => Result(LibC.Control(descriptor, GetDescriptorFlags, 0));

    public static bool IsTerminal(int descriptor) => LibC.IsTerminal(descriptor) == 1;

    public static bool IsSuperuser => LibC.EffectiveUser() == 0;

    /// <summary>Bytes of memory that the machine has; zero if it does not say.</summary>
    public static ulong PhysicalMemory
    {
        get
        {
            long pages = LibC.SystemValue(MemoryPages);
            long pageSize = LibC.SystemValue(PageSize);
            return pages > 0 && pageSize > 0 ? (ulong)pages * (ulong)pageSize : 0;
        }
    }

    /// <summary>Bytes of the largest file that this process may write; the largest number for any.</summary>
    public static ulong FileSizeLimit => ResourceLimit(1);

    /// <summary>Bytes of data segment that the system allows; the largest number for any.</summary>
    public static ulong DataLimit => ResourceLimit(2);

    /// <summary>Bytes of address space that the system allows; the largest number for any.</summary>
    public static ulong AddressSpaceLimit => ResourceLimit(9);

    /// <summary>How many processors this process may use; at least one.</summary>
    public static int Processors
    {
        get
        {
            // Room for more processors than there are kernels for.
            Span<byte> mask = stackalloc byte[4096];
            int size = LibC.Affinity(0, (nuint)mask.Length, mask);
            int count = 0;
            foreach (byte eight in size > 0 ? mask[..size] : size == 0 ? mask : [])
            {
                count += BitOperations.PopCount(eight);
            }

            return Math.Max(count, 1);
        }
    }

    /// <summary>The text of an error.</summary>
    /// <param name="error">A result below zero.</param>
    public static string Describe(int error) =>
        OsString.FromText(Marshal.GetPInvokeErrorMessage(Math.Abs(error)));

    private static int Status(int directory, string path, int flags, out FileStatus status)
    {
        int result = Result(LibC.Statx(
            directory, OsString.Bytes(path), flags, BasicStatus, out LibC.StatxBuffer buffer));
        status = new FileStatus
        {
            Mode = buffer.Mode,
            Links = buffer.Links,
            User = buffer.User,
            Group = buffer.Group,
            Size = (long)buffer.Size,
            Identity = (((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor, buffer.Inode),
            Accessed = (buffer.AccessSeconds, buffer.AccessNanoseconds),
            Modified = (buffer.ModificationSeconds, buffer.ModificationNanoseconds),
        };
        return result;
    }

    private static ulong ResourceLimit(int resource) =>
        LibC.ResourceLimit(resource, out LibC.Limit limit) == 0 ? limit.Current : ulong.MaxValue;

    private static int Result(int value) => value < 0 ? -Marshal.GetLastPInvokeError() : value;
}

/// <summary>Linux flags of open(2), those of x86-64; <see cref="OpenFlagsOfMachine"/> has what differs
/// elsewhere.</summary>
[Flags]
internal enum OpenFlags
{
    Read = 0,
    Write = 1,
    Create = 0x40,
    Exclusive = 0x80,
    NoTerminal = 0x100,
    Append = 0x400,
    NonBlocking = 0x800,
    CloseOnExec = 0x80000,
    PathOnly = 0x200000,
}

/// <summary>The flags of open(2) whose numbers depend on the architecture.</summary>
internal static class OpenFlagsOfMachine
{
    private static readonly bool s_isArm =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static OpenFlags Directory => (OpenFlags)(s_isArm ? 0x4000 : 0x10000);

    public static OpenFlags NoFollow => (OpenFlags)(s_isArm ? 0x8000 : 0x20000);

    /// <summary>A file without a name (O_TMPFILE).</summary>
    public static OpenFlags Unnamed => (OpenFlags)0x400000 | Directory;
}

/// <summary>What <see cref="Posix.Wait"/> waits for.</summary>
[Flags]
internal enum PollEvents
{
    Input = 1,
    Output = 4,
}
