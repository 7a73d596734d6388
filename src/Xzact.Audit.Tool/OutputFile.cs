using System.Text;

namespace Xzact.Audit.Tool;

/// <summary>
/// Writes a file whole or not at all: under a temporary name beside it, which takes its name at the end. Whatever
/// fails, what stood there before stays.
/// </summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text, UTF-8 without a mark, lines ended by a line feed.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using StreamWriter writer = new(stream, s_utf8, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    /// <summary>Writes bytes. A device, a pipe and the like are written as they are.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            string target = Target(path);
            if (Directory.Exists(target))
            {
                throw new OutputException($"{path}: cannot be written: it is a folder");
            }

            if (IsSpecial(target))
            {
                using FileStream stream = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                write(stream);
                stream.Flush();
            }
            else
            {
                Replace(target, write);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(path, e);
        }
    }

    /// <summary>The file that a name stands for: its full path, with a symbolic link followed.</summary>
    public static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            return IsOfTheSystem(full) ? full
                : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or not to be read: then writing or reading it says so.
            return full;
        }
    }

    private static void Replace(string target, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(target) ?? throw new DirectoryNotFoundException();
        string part = Path.Combine(folder, $".xzact-{Path.GetRandomFileName()}");
        try
        {
            using (FileStream stream = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                // A name must not outlive a crash of the system that its content does not.
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    // A file that is there must be one that may be written, although its folder alone would decide about a new name.
    private static bool IsSpecial(string target)
    {
        if (IsOfTheSystem(target) || !File.Exists(target))
        {
            return IsOfTheSystem(target);
        }

        // To read and write: that does not wait for the other end of a pipe.
        using FileStream stream = new(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        return !stream.CanSeek;
    }

    // Devices and descriptors; their links lead to names that are no files.
    private static bool IsOfTheSystem(string path) => !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
}
