using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>A command that shows a reviewer what is not explained, ready to paste into bash, ksh or zsh.</summary>
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

        string[] names = [request.ArchivePath, request.SourcePath, request.Tag!, archived.StoredName, file.Path];
        if (names.Any(n => n.Any(c => char.IsControl(c) || c > '\x7E')))
        {
            return null;
        }

        string archive = ShellText.Quote(request.ArchivePath);
        string content = archiveFormat == "zip"
            ? $"unzip -p {archive} {ShellText.Quote(archived.StoredName)}"
            : $"tar -xOf {archive} {ShellText.Quote(archived.StoredName)}";
        return file.Tracked is { Type: GitEntryType.Blob }
            ? $"git -C {ShellText.Quote(request.SourcePath)} show {ShellText.Quote(request.Tag + ":" + file.Path)}"
                + $" | diff -u - <({content})"
            : content + " | less";
    }
}
