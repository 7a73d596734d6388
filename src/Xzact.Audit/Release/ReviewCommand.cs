using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>A command that shows a reviewer what is not explained, ready to paste into a POSIX shell.</summary>
internal static class ReviewCommand
{
    /// <summary>
    /// The command for <paramref name="file"/>, or null where a name holds characters that must not be pasted.
    /// </summary>
    public static string? For(AccountedFile file, ReleaseRequest request, string archiveFormat)
    {
        if (file.Archived is not { Type: Archives.ArchiveMemberType.File } archived)
        {
            return null;
        }

        string[] names = [request.ArchivePath, request.SourcePath, request.Tag, archived.StoredName, file.Path];
        if (names.Any(n => n.Any(c => char.IsControl(c) || c > '\x7E')))
        {
            return null;
        }

        string archive = Quote(request.ArchivePath);
        string content = archiveFormat == "zip"
            ? $"unzip -p {archive} {Quote(archived.StoredName)}"
            : $"tar -xOf {archive} {Quote(archived.StoredName)}";
        return file.Tracked is { Type: GitEntryType.Blob }
            ? $"git -C {Quote(request.SourcePath)} show {Quote(request.Tag + ":" + file.Path)} | diff -u - <({content})"
            : content + " | less";
    }

    private static string Quote(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '+' or '=')
            && text[0] != '-'
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
