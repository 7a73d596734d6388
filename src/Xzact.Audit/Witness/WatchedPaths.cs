using System.Buffers.Text;
using System.Text;
using Xzact.Audit.Witness.Interop;

namespace Xzact.Audit.Witness;

/// <summary>What the paths of watched processes mean. They are bytes, and may be anything.</summary>
/// <param name="kernel">Where they are looked up.</param>
/// <param name="root">The folder of the tree.</param>
internal sealed class WatchedPaths(WatchedKernel kernel, string root)
{
    /// <summary>The descriptor that means the working folder (AT_FDCWD).</summary>
    public const int Here = -100;

    private const int NotFound = 2;
    private const int TooManyLinks = 40;

    private static readonly byte[][] s_system = [.. TracedPaths.SystemFolders.Select(Encoding.ASCII.GetBytes)];

    private readonly byte[] _root = Encoding.UTF8.GetBytes(root);

    /// <summary>A path that a process gives, from the top; null if it cannot be read.</summary>
    /// <param name="process">The process.</param>
    /// <param name="folder">The descriptor of the folder that a relative path begins in.</param>
    /// <param name="address">Where the path is.</param>
    public byte[]? Absolute(int process, int folder, ulong address)
    {
        byte[]? path = kernel.String(process, address, WatchedKernel.MaxPath);
        if (path is null or [] or [(byte)'/', ..])
        {
            return path is [] ? null : path;
        }

        byte[] above = kernel.Link(process, folder == Here ? "cwd"u8 : Descriptor(folder));
        return above is [(byte)'/', ..] ? [.. above, (byte)'/', .. path] : null;
    }

    /// <summary>The name of a descriptor in a process's folder of proc(5).</summary>
    public static byte[] Descriptor(int number)
    {
        byte[] name = [.. "fd/"u8, .. new byte[11]];
        return Utf8Formatter.TryFormat(number, name.AsSpan(3), out int length) ? name[..(3 + length)] : name;
    }

    /// <summary>The path by which a process names its own descriptor.</summary>
    public static byte[] OfDescriptor(int number) => [.. "/proc/self/"u8, .. Descriptor(number)];

    /// <summary>The descriptor that a process names by a path; null if it is another path.</summary>
    public static int? OwnDescriptor(ReadOnlySpan<byte> path)
    {
        foreach (ReadOnlySpan<byte> start in (ReadOnlySpan<byte[]>)
            ["/dev/fd/"u8.ToArray(), "/proc/self/fd/"u8.ToArray(), "/proc/thread-self/fd/"u8.ToArray()])
        {
            if (path.StartsWith(start) && Utf8Parser.TryParse(path[start.Length..], out int number, out int used)
                && start.Length + used == path.Length)
            {
                return number;
            }
        }

        return path.SequenceEqual("/dev/stdin"u8) ? 0
            : path.SequenceEqual("/dev/stdout"u8) ? 1
            : path.SequenceEqual("/dev/stderr"u8) ? 2
            : null;
    }

    /// <summary>Whether a path can only be one of the system's own files, which no record keeps when they are
    /// read.</summary>
    public bool IsOfSystem(ReadOnlySpan<byte> path)
    {
        if (path.IndexOf("/."u8) >= 0 || path.StartsWith("/dev/"u8) || path.StartsWith(_root))
        {
            return false;
        }

        foreach (byte[] start in s_system)
        {
            if (path.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The file that a path leads to, links followed, and why it cannot be written.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isWrite">Whether it is to be written.</param>
    /// <param name="creates">Whether it is made where there is none.</param>
    /// <param name="isNew">Whether there must be none.</param>
    /// <returns>Null if it cannot be opened because there is none, or is one already.</returns>
    public (string Path, string? Error)? Look(byte[] path, bool isWrite, bool creates, bool isNew)
    {
        int file = kernel.Open(path);
        if (file >= 0)
        {
            string found = PathText.Decode(kernel.PathOf(file));
            string? error = isWrite ? Denied(found, file) : null;
            WatchedKernel.Close(file);
            return creates && isNew ? null : (found, error);
        }

        // What proc(5) says of "self" is another thing for whoever asks, and what its links lead to is not asked.
        if (file == -TooManyLinks || (file == -NotFound && path.AsSpan().StartsWith("/proc/"u8)))
        {
            return (TracedPaths.Normalise(PathText.Decode(path)), null);
        }

        if (file != -NotFound || !creates)
        {
            return null;
        }

        (int folder, string name) = Above(path);
        if (folder < 0)
        {
            return null;
        }

        string made = Below(folder, name);
        string? denied = Denied(made, folder);
        WatchedKernel.Close(folder);
        return (made, denied);
    }

    /// <summary>The path of a name itself: links above it are followed, and it is not.</summary>
    /// <param name="path">The path.</param>
    /// <param name="exists">Whether there must be such a name, or must be none; null for either.</param>
    public string? NameOf(byte[] path, bool? exists)
    {
        if (exists is bool wanted)
        {
            int file = kernel.Open(path, follows: false);
            if (file >= 0)
            {
                WatchedKernel.Close(file);
            }

            if (file >= 0 != wanted)
            {
                return null;
            }
        }

        (int folder, string name) = Above(path);
        if (folder < 0)
        {
            return null;
        }

        string found = Below(folder, name);
        WatchedKernel.Close(folder);
        return found;
    }

    private (int Folder, string Name) Above(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> plain = path.TrimEnd((byte)'/');
        int slash = plain.LastIndexOf((byte)'/');
        return slash < 0 ? (-NotFound, "")
            : (kernel.Open(slash == 0 ? "/"u8 : plain[..slash]), PathText.Decode(plain[(slash + 1)..]));
    }

    private string Below(int folder, string name) =>
        TracedPaths.Normalise($"{PathText.Decode(kernel.PathOf(folder))}/{name}");

    // In the tree and beside it the answer is no question of the system's rights.
    private string? Denied(string path, int file)
    {
        const int ToWrite = 2;
        return TracedPaths.IsBelow(path, root) ? null : kernel.Denies(file, ToWrite) switch
        {
            30 => "EROFS",
            13 => "EACCES",
            1 => "EPERM",
            _ => null,
        };
    }
}
