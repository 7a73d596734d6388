using System.Runtime.CompilerServices;
using Xzact.Tools.Files;

namespace Xzact.Tools.Interop;

/// <summary>
/// What the program may do with files, less with each step: read and write, only read, nothing but what is open. It
/// holds in the native build on kernels with Landlock; elsewhere nothing is given up, and nothing is said. The
/// runtime's thread for finalizers began earlier and keeps its rights.
/// </summary>
internal static class Sandbox
{
    /// <summary>Reading, and making and removing regular files.</summary>
    public const FileRights ToWrite = ToRead | FileRights.Write | FileRights.MakeRegular | FileRights.Remove;

    /// <summary>Reading; without that of directories they could not be told from files that are forbidden.</summary>
    public const FileRights ToRead = FileRights.Read | FileRights.ReadDirectory;

    private static bool s_closesAfterOpening;

    /// <summary>
    /// A runtime with a JIT compiler opens its own files whenever it pleases; only the native build is done with that.
    /// </summary>
    private static bool IsPossible => !RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>The settings are known; from now on there is only work on files.</summary>
    /// <param name="writesFiles">Whether files are made and removed.</param>
    /// <param name="readsOneFile">Whether one file is opened and then none.</param>
    /// <exception cref="SkippedException">The kernel has Landlock and it fails all the same.</exception>
    public static void Enter(bool writesFiles, bool readsOneFile)
    {
        s_closesAfterOpening = readsOneFile && !writesFiles;
        if (!s_closesAfterOpening)
        {
            Restrict(writesFiles ? ToWrite : ToRead);
        }
    }

    /// <summary>A file was opened; if it was the only one, no file is opened any more.</summary>
    /// <exception cref="SkippedException">See <see cref="Enter"/>.</exception>
    public static void CloseAfterOpening()
    {
        if (s_closesAfterOpening)
        {
            Close();
        }
    }

    /// <summary>No file is opened any more.</summary>
    /// <exception cref="SkippedException">See <see cref="Enter"/>.</exception>
    public static void Close()
    {
        s_closesAfterOpening = false;
        Restrict(FileRights.None);
    }

    private static void Restrict(FileRights allowed)
    {
        if (!IsPossible)
        {
            return;
        }

        Landlock.GiveUpPrivileges();
        if (Landlock.Restrict(allowed) < 0)
        {
            throw new SkippedException("Failed to enable the sandbox");
        }
    }
}
