using System.Text;

namespace Xzact.Audit.Settings;

/// <summary>
/// Reads what only the user may give: settings, suppressions, explanations. A file that lies in what is audited is
/// refused, for whoever made that could else decide what is found in it.
/// </summary>
internal static class UserFile
{
    private const long MaxBytes = 64 << 20;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The file's text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="audited">Repositories that are audited.</param>
    /// <exception cref="AuditInputException">It cannot be read, is too large, is no UTF-8 or lies in what is
    /// audited.</exception>
    public static string Read(string path, string what, IEnumerable<string> audited)
    {
        if (audited.FirstOrDefault(folder => IsInside(path, folder)) is string owner)
        {
            throw new AuditInputException(
                $"{path}: the {what} lies in {owner}, which is audited; what is audited may not decide what is found");
        }

        return Text(ReadBytes(path, what, MaxBytes), path, what);
    }

    /// <summary>The text of a file that was read.</summary>
    /// <exception cref="AuditInputException">It is no UTF-8.</exception>
    internal static string Text(byte[] bytes, string path, string what)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new AuditInputException($"{path}: the {what} is no UTF-8 text at byte {e.Index}", e);
        }
    }

    /// <summary>The bytes of a file that may lie anywhere, for what it says decides nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="maxBytes">How large it may be.</param>
    /// <exception cref="AuditInputException">It cannot be read, or is too large.</exception>
    internal static byte[] ReadBytes(string path, string what, long maxBytes)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!stream.CanSeek || stream.Length > maxBytes)
            {
                throw new AuditInputException(
                    $"{path}: the {what} is no regular file of at most {maxBytes:N0} bytes");
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: the {what} cannot be read: {FileFailure.Reason(e)}", e);
        }
    }

    /// <summary>Whether a file lies in a folder, links followed.</summary>
    internal static bool IsInside(string path, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return false;
        }

        string top = Path.TrimEndingDirectorySeparator(Real(folder)) + Path.DirectorySeparatorChar;
        return Real(path).StartsWith(top, StringComparison.Ordinal);
    }

    // Each component may be a link; the base library follows only the last.
    private static string Real(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        try
        {
            foreach (string part in full[real.Length..].Split(Path.DirectorySeparatorChar))
            {
                string next = Path.Combine(real, part);
                FileSystemInfo? target = Directory.Exists(next)
                    ? Directory.ResolveLinkTarget(next, returnFinalTarget: true)
                    : File.ResolveLinkTarget(next, returnFinalTarget: true);
                real = target?.FullName ?? next;
            }

            return real;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }
}
