using Xzact.Tools.Interop;

namespace Xzact.Tools.Files;

/// <summary>
/// Descriptors 0, 1 and 2 when the parent closed them: no file that is opened later may take their place, or messages
/// would end up in it.
/// </summary>
internal static class StandardStreams
{
    private static readonly bool[] s_isClosed = new bool[Posix.StandardError + 1];

    /// <summary>Fills the gaps; to be called before any file is opened.</summary>
    public static void Prepare()
    {
        for (int descriptor = Posix.StandardInput; descriptor <= Posix.StandardError; descriptor++)
        {
            // What a parent hands down survived exec; a descriptor marked to be closed there is the runtime's own.
            int flags = Posix.DescriptorFlags(descriptor);
            s_isClosed[descriptor] = flags != 0;
            if (flags < 0)
            {
                _ = Posix.Open(Posix.CurrentDirectory, "/dev/null", OpenFlags.Read);
            }
        }
    }

    /// <summary>What the system would say about using a descriptor that was closed; zero if it was not.</summary>
    public static int Error(int descriptor) => s_isClosed[descriptor] ? -Errno.BadDescriptor : 0;
}
