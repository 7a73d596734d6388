using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Files;

/// <summary>
/// A file that is written under no name, or a private one, and gets its own when it is whole. What had the name before
/// stays until then; nothing is replaced unless asked for, whoever made it and whenever.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    private const uint PrivateMode = 0x180; // its owner reads and writes

    private readonly string _path;
    private readonly string _name;
    private readonly bool _replaces;
    private readonly bool _syncs;
    private int _directory = -1;
    private int _descriptor = -1;
    private string? _privateName;
    private IDisposable? _signalGuard;

    private TargetFile(string path, bool replaces, bool syncs)
    {
        _path = path;
        _name = path[(path.LastIndexOf('/') + 1)..];
        _replaces = replaces;
        _syncs = syncs;
    }

    /// <summary>The open file.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Its name as messages have it.</summary>
    public string ShownName => Printable.Mask(_path);

    /// <summary>Whether the file has no name yet at all, so that it vanishes with this process.</summary>
    internal bool IsUnnamed => _privateName is null;

    /// <summary>Makes a file in the directory of <paramref name="path"/>.</summary>
    /// <param name="path">The name it will have.</param>
    /// <param name="replaces">Whether a file of that name is replaced; else it is an error.</param>
    /// <param name="syncs">Whether it must be on the storage device once it has its name.</param>
    /// <param name="canBeUnnamed">False to keep to the way of file systems without unnamed files.</param>
    /// <exception cref="SkippedException">It cannot be made, or the name is taken.</exception>
    public static TargetFile Create(string path, bool replaces, bool syncs, bool canBeUnnamed = true)
    {
        var target = new TargetFile(path, replaces, syncs);
        try
        {
            target.OpenDirectory();
            target.CheckName();
            target.OpenFile(canBeUnnamed);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>Gives the file its name. Afterwards it is safe to delete what it was made from.</summary>
    /// <exception cref="SkippedException">That failed, or the name was taken meanwhile: the file is gone.</exception>
    public void Publish()
    {
        if (_syncs)
        {
            Check(Posix.Sync(_descriptor), "Synchronizing the file failed: ");
        }

        Check(Posix.Status(_descriptor, out FileStatus written));
        TakeName();
        try
        {
            if (_syncs)
            {
                Check(Posix.Sync(_directory), "Synchronizing the directory of the file failed: ");
            }

            int descriptor = _descriptor;
            _descriptor = -1;
            Check(Posix.Close(descriptor), "Closing the file failed: ");
        }
        catch (SkippedException)
        {
            Remove(_name, written);
            throw;
        }

        // Somebody may have moved the file or put another one in its place; then its source is the only copy.
        if (Posix.Status(_directory, _name, follow: false, out FileStatus named) < 0
            || named.Identity != written.Identity)
        {
            throw new SkippedException($"{ShownName}: File seems to have been moved, not removing its source");
        }
    }

    /// <summary>Closes what is open; a file that was not published is gone.</summary>
    public void Dispose()
    {
        if (_privateName is not null && Posix.Status(_descriptor, out FileStatus own) >= 0)
        {
            Remove(_privateName, own);
            _privateName = null;
        }

        _signalGuard?.Dispose();
        Close(ref _descriptor);
        Close(ref _directory);
    }

    private void OpenDirectory()
    {
        int slash = _path.LastIndexOf('/');
        string directory = slash < 0 ? "." : slash == 0 ? "/" : _path[..slash];
        OpenFlags flags = OpenFlags.Read | OpenFlagsOfMachine.Directory;
        _directory = Posix.Open(Posix.CurrentDirectory, directory, flags);
        if (_directory == -Errno.AccessDenied && !_syncs)
        {
            // Files can be made in a directory that cannot be listed; only synchronizing needs more.
            _directory = Posix.Open(Posix.CurrentDirectory, directory, flags | OpenFlags.PathOnly);
        }

        Check(_directory, "Opening the directory failed: ");
    }

    /// <summary>Finds out before all work that the name is not to be had.</summary>
    private void CheckName()
    {
        int error = Posix.Status(_directory, _name, follow: false, out FileStatus existing);
        if (error >= 0)
        {
            if (!_replaces)
            {
                Check(-Errno.Exists);
            }

            if (existing.IsDirectory)
            {
                Check(-Errno.IsDirectory, "Cannot remove: ");
            }
        }
        else if (error != -Errno.NoEntry)
        {
            Check(error);
        }
    }

    private void OpenFile(bool canBeUnnamed)
    {
        if (canBeUnnamed)
        {
            _descriptor = Posix.Open(_directory, ".", OpenFlags.Write | OpenFlagsOfMachine.Unnamed, PrivateMode);
            if (_descriptor >= 0 && Posix.Status(Posix.CurrentDirectory, DescriptorPath, follow: true, out _) >= 0)
            {
                return;
            }

            // The file system has no unnamed files, or without /proc one could never get a name.
            bool isUnsupported = _descriptor
                is >= 0 or -Errno.NotSupported or -Errno.IsDirectory or -Errno.Invalid or -Errno.NoEntry;
            if (!isUnsupported)
            {
                Check(_descriptor);
            }

            Close(ref _descriptor);
        }

        string name = NewPrivateName();
        _descriptor = Posix.Open(
            _directory, name, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive, PrivateMode);
        Check(_descriptor);
        _privateName = name;
        try
        {
            _signalGuard = Signals.BeforeDeath(() => _ = Posix.Unlink(_directory, name));
        }
        catch (IOException e)
        {
            _ = Posix.Unlink(_directory, name);
            throw new SkippedException(e.Message);
        }
    }

    private string DescriptorPath => $"/proc/self/fd/{_descriptor}";

    private void TakeName()
    {
        if (_privateName is null && !_replaces)
        {
            Check(Posix.Link(DescriptorPath, _directory, _name));
            return;
        }

        if (_privateName is null)
        {
            // Replacing in one step takes a file that has a name.
            string name = NewPrivateName();
            Check(Posix.Link(DescriptorPath, _directory, name));
            _privateName = name;
        }

        if (_replaces)
        {
            Check(Posix.Rename(_directory, _privateName, _name));
        }
        else
        {
            int error = Posix.Link(_directory, _privateName, _name);
            if (error is -Errno.NotPermitted or -Errno.NotSupported or -Errno.NotImplemented)
            {
                // Without hard links: an empty file holds the name, so that what is replaced is ours.
                error = Posix.Open(
                    _directory, _name, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive, PrivateMode);
                Check(error);
                _ = Posix.Close(error);
                error = Posix.Rename(_directory, _privateName, _name);
            }
            else if (error >= 0)
            {
                _ = Posix.Unlink(_directory, _privateName);
            }

            Check(error);
        }

        _privateName = null;
    }

    private static string NewPrivateName() => $".xz-{Guid.NewGuid():N}.part";

    /// <summary>Removes a name that still stands for our file.</summary>
    private void Remove(string name, FileStatus own)
    {
        if (Posix.Status(_directory, name, follow: false, out FileStatus now) >= 0 && now.Identity == own.Identity)
        {
            _ = Posix.Unlink(_directory, name);
        }
    }

    private void Check(int error, string what = "")
    {
        if (error < 0)
        {
            throw new SkippedException($"{ShownName}: {what}{Posix.Describe(error)}");
        }
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Posix.Close(descriptor);
            descriptor = -1;
        }
    }
}
