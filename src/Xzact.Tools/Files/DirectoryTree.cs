using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Files;

/// <summary>The files in a directory and in those in it, in the order of their names; links are not followed.</summary>
internal static class DirectoryTree
{
    /// <summary>How deep directories may lie in the one that was named: paths become as long as paths may be, and each
    /// level takes a step for each file below it.</summary>
    public const int MaxDepth = 256;

    /// <summary>Whether a name stands for a directory; a link to one does not.</summary>
    public static bool IsDirectory(string name) =>
        Posix.Status(Posix.CurrentDirectory, name, follow: false, out FileStatus status) >= 0 && status.IsDirectory;

    /// <summary>The regular files; a directory that cannot be read is an error that is said.</summary>
    public static IEnumerable<string> Files(string directory, Reporter reporter) => Files(directory, reporter, 0);

    private static IEnumerable<string> Files(string directory, Reporter reporter, int depth)
    {
        if (depth > MaxDepth)
        {
            reporter.Error($"{Printable.Mask(directory)}: More than {MaxDepth} directories deep, skipping");
            yield break;
        }

        int descriptor = Posix.Open(
            Posix.CurrentDirectory, directory, OpenFlags.Read | OpenFlagsOfMachine.Directory);
        if (descriptor < 0)
        {
            reporter.Error($"{Printable.Mask(directory)}: {Posix.Describe(descriptor)}");
            yield break;
        }

        string prefix = directory.EndsWith('/') ? directory : directory + "/";
        foreach (string name in Posix.Names(descriptor).Order(StringComparer.Ordinal))
        {
            string path = prefix + name;
            if (Posix.Status(Posix.CurrentDirectory, path, follow: false, out FileStatus status) < 0)
            {
                continue;
            }

            if (status.IsRegular)
            {
                yield return path;
            }
            else if (status.IsDirectory)
            {
                foreach (string file in Files(path, reporter, depth + 1))
                {
                    yield return file;
                }
            }
        }
    }
}
