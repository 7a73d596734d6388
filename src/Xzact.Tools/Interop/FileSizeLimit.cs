namespace Xzact.Tools.Interop;

/// <summary>
/// The limit of the size of files (RLIMIT_FSIZE). Who writes beyond it is killed by SIGXFSZ; like XZ Utils, the program
/// first says which file it was.
/// </summary>
internal static class FileSizeLimit
{
    private const int Signal = 25;

    private static bool s_kills;

    /// <summary>From now on a write beyond the limit is an error. Costs nothing where there is no limit.</summary>
    public static void Hold()
    {
        s_kills = Posix.FileSizeLimit != ulong.MaxValue && !Signals.IsIgnored(Signal);
        if (s_kills)
        {
            Signals.Ignore(Signal);
        }
    }

    /// <summary>Dies as a program that knows nothing of the limit, if that is what an error was about.</summary>
    /// <param name="error">A result of the system.</param>
    public static void DieOf(int error)
    {
        if (s_kills && error == -Errno.FileTooLarge)
        {
            Signals.Die(Signal);
        }
    }
}
