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

        if (ContentCommand(request, archiveFormat, archived.StoredName) is not { } content)
        {
            return null;
        }

        return file.Tracked is { Type: GitEntryType.Blob } && repository is not null
            ? $"git -C {ShellText.Quote(repository)} show {ShellText.Quote(tracked)}"
                + $" | diff -u - <({content})"
            : content + " | less";
    }

    private static string? ContentCommand(ReleaseRequest request, string archiveFormat, string storedName)
    {
        string archive = ShellText.Quote(request.ArchivePath);
        string name = ShellText.Quote(storedName);
        if (request.Embedded is not { } embedded)
        {
            return archiveFormat == "zip" ? $"unzip -p {archive} {name}" : $"tar -xOf {archive} {name}";
        }

        // cpio takes a name for a pattern; a tar that comes through a pipe is not looked at for its compression; unzip
        // reads no pipe.
        string? decoder = archiveFormat switch
        {
            "tar" => "",
            "tar.gz" => "z",
            "tar.bz2" => "j",
            "tar.xz" => "J",
            _ => null,
        };
        return decoder is null || embedded.Name.Any(c => c is '*' or '?' or '[' or '\\' || !char.IsBetween(c, ' ', '~'))
            ? null
            : $"rpm2cpio {archive} | cpio -i --quiet --to-stdout {ShellText.Quote(embedded.Name)} "
                + $"| tar -x{decoder}Of - {name}";
    }
}
