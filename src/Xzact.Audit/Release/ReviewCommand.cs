using Xzact.Audit.Git;
using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.Release;

/// <summary>A command that shows a reviewer what is not explained, ready to paste into bash, ksh or zsh.</summary>
internal static class ReviewCommand
{
    /// <summary>
    /// The command for <paramref name="file"/>, or null where a name holds characters that must not be pasted.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="request">Where archive and repository are.</param>
    /// <param name="archiveFormat">The archive's format.</param>
    /// <param name="module">The submodule that tracks the file, or null.</param>
    public static string? For(
        AccountedFile file, ReleaseRequest request, string archiveFormat, SubmoduleTree? module = null)
    {
        if (file.Archived is not { Type: Archives.ArchiveMemberType.File } archived)
        {
            return null;
        }

        (string? repository, string tracked) = module is null
            ? (request.SourcePath, $"{request.Tag}:{file.Path}")
            : (module.Repository.Name, $"{module.CommitId}:{module.Below(file.Path)}");
        string[] names = [request.ArchivePath, repository ?? "", tracked, archived.StoredName];
        if (names.Any(n => n.Any(c => char.IsControl(c) || c > '\x7E')))
        {
            return null;
        }

        string archive = ShellText.Quote(request.ArchivePath);
        string content = archiveFormat == "zip"
            ? $"unzip -p {archive} {ShellText.Quote(archived.StoredName)}"
            : $"tar -xOf {archive} {ShellText.Quote(archived.StoredName)}";
        return file.Tracked is { Type: GitEntryType.Blob } && repository is not null
            ? $"git -C {ShellText.Quote(repository)} show {ShellText.Quote(tracked)}"
                + $" | diff -u - <({content})"
            : content + " | less";
    }
}
