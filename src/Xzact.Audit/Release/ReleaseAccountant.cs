using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Known;
using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.Release;

/// <summary>
/// Gives every file of the archive and every tracked file one account. A proof class that is added goes into
/// <see cref="ArchiveOnly"/> or <see cref="Differing"/>, in front of the answer "nothing explains it".
/// </summary>
/// <param name="tag">The tag.</param>
/// <param name="archive">What the archive holds.</param>
/// <param name="name">The archive's file name.</param>
/// <param name="known">What upstream projects published.</param>
internal sealed class ReleaseAccountant(
    TagInventory tag, ArchiveInventory archive, string name, KnownUpstreamIndex known)
{
    private readonly string _top =
        TopFolder.Find(archive.Files.Select(f => f.ExtractedName).OfType<string>(), tag.Paths);

    private readonly List<ArchiveDoubt> _ofAllFiles = [.. archive.Doubts.Where(doubt => doubt.UnexplainsAll)];

    private HashSet<string> _folders = [];

    /// <summary>The folder around everything, with its slash; empty if there is none.</summary>
    public string Top => _top;

    /// <summary>What is doubtful about the archive beside a tag, and is not about one member; complete after
    /// <see cref="Account"/>.</summary>
    public IReadOnlyList<ArchiveDoubt> Doubts { get; private set; } = [];

    /// <summary>One account for every archived file, link and device and for every tracked path.</summary>
    public IReadOnlyList<AccountedFile> Account()
    {
        List<AccountedFile> accounted = new(archive.Files.Count);
        HashSet<string> seen = new(StringComparer.Ordinal);
        _folders = LinkedFolders();
        string? why = TopFolder.Other(
            _top, archive.Files.Select(f => f.ExtractedName).OfType<string>(), ReleaseName.Stem(name), tag.Paths);
        why ??= _top.Length == 0
            ? TopFolder.Undecided(archive.Files.Select(PathOf).OfType<string>(), tag.Paths) : null;
        if (why is not null)
        {
            Doubts = [new(ArchiveDoubtKind.Ambiguous, new(why))];
            _ofAllFiles.AddRange(Doubts);
        }

        foreach (ArchivedFile stored in archive.Files)
        {
            if (PathOf(stored) is not string path)
            {
                Account outside = new(AccountKind.Unaccounted, "its name leads out of the archive's top folder");
                accounted.Add(new(stored.StoredName, outside, stored, null));
                continue;
            }

            seen.Add(path);
            GitTreeEntry? tracked = tag.Find(path);
            ArchivedFile file = WithTextOfLink(stored, path);
            Account account = tracked is null ? ArchiveOnly(path, file) : Tracked(tracked, file);
            Account doubted = Doubted(account, file, tracked);
            bool isOfContainer = AccountKindInfo.Of(account.Kind).IsExplained && doubted != account
                && !file.Doubts.Exists(doubt => doubt.Unexplains);
            accounted.Add(new(path, doubted, file, tracked) { IsDoubtedWithContainer = isOfContainer });
        }

        accounted.AddRange(tag.Entries.Concat(tag.EntriesOfModulesIn(seen))
            .Where(entry => !seen.Contains(entry.Path) && !HoldsFiles(entry, seen))
            .Select(entry => new AccountedFile(entry.Path, NotInArchive(entry), null, entry)));
        return accounted;
    }

    // Only what a link leads to is looked for: the folders of hostile names could fill the memory.
    private HashSet<string> LinkedFolders()
    {
        HashSet<string> targets =
        [
            .. archive.Files.Where(f => f.Type == ArchiveMemberType.SymbolicLink)
                .Select(f => PathOf(f) is string path ? Resolve(path, f.LinkTarget ?? "") ?? "" : "").Append(""),
        ];
        HashSet<string> folders = [""];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = targets.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string path in targets.Count > 1 ? archive.Files.Select(PathOf).OfType<string>() : [])
        {
            for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (lookup.TryGetValue(path.AsSpan(0, slash), out string? target))
                {
                    folders.Add(target);
                }
            }
        }

        return folders;
    }

    private string? PathOf(ArchivedFile file) =>
        file.ExtractedName is string name ? TopFolder.Below(_top, name) : null;

    // What extraction leaves on disk is not certain, so no proof about the bytes explains it.
    private Account Doubted(Account account, ArchivedFile file, GitTreeEntry? tracked)
    {
        bool explained = AccountKindInfo.Of(account.Kind).IsExplained;
        if (explained && tracked is not null)
        {
            file.Doubts.RemoveAll(doubt => doubt.EndsWhereTracked);
        }

        Evidence[] doubts =
        [
            .. file.Doubts.Where(doubt => doubt.Unexplains).Concat(_ofAllFiles).Select(doubt => doubt.Evidence),
        ];
        return doubts.Length == 0 ? account
            : !explained ? account with { Proof = [.. account.Proof, .. doubts] }
            : new(tracked is null ? AccountKind.Unaccounted : AccountKind.Modified, doubts[0].What)
            {
                Proof = doubts,
            };
    }

    // A link gives content a name and with it another role, for which nobody kept the content when it was read. A
    // link to a folder does that to all files below it.
    private ArchivedFile WithTextOfLink(ArchivedFile file, string path)
    {
        if (file.LinkTarget is not string target || tag.Find(path) is not null)
        {
            return file;
        }

        bool isFolder = file.Type == ArchiveMemberType.SymbolicLink
            && _folders.Contains(Resolve(path, target) ?? "");
        if (!file.Role.IsBuildText() && !isFolder)
        {
            return file;
        }

        Evidence named = new(
            isFolder
                ? $"a link to the folder {target} gives all files below it another name"
                : $"a link to {target} stands where a build looks for {path}",
            path);
        file.Doubts.Add(new(ArchiveDoubtKind.LinkedBuildInput, named));
        if (file.Type != ArchiveMemberType.File || file.Content is not null)
        {
            return file;
        }

        byte[]? text = tag.SameContent(file.BlobId!, path) is GitTreeEntry twin ? tag.TextOf(twin) : null;
        return file with
        {
            Content = text,
            WhyNotKept = text is null ? "it is a link to content that was read as data" : null,
        };
    }

    private Account Tracked(GitTreeEntry entry, ArchivedFile file) => entry.Type switch
    {
        GitEntryType.Blob when file.Type == ArchiveMemberType.File => TrackedFile(entry, file),
        GitEntryType.SymbolicLink => TrackedLink(entry, file),
        GitEntryType.Submodule => new(AccountKind.Modified, $"{file.Description} where {tag.InWords} has a submodule"),
        _ => new(AccountKind.Modified, $"{file.Description} where {tag.InWords} has a file"),
    };

    private Account TrackedFile(GitTreeEntry entry, ArchivedFile file)
    {
        if (file.BlobId != entry.ObjectId)
        {
            return Differing(entry, file);
        }

        if (!UnixMode.CanBe(file.Mode, entry.IsExecutable))
        {
            string change = !file.IsExecutable ? "cleared"
                : entry.IsExecutable ? "set for others than those who may read the file"
                : "set";
            string modes = $"mode {Convert.ToString(entry.Mode & 0x1FF, 8)} in {tag.InWords}, "
                + $"{Convert.ToString(file.Mode, 8)} in the archive";
            return new(AccountKind.Modified, $"the content is identical, but the executable bit is {change}")
            {
                Proof = [new(modes, entry.Path)],
            };
        }

        string of = tag.ModuleOf(entry.Path) is { } module
            ? $" as in the submodule {module.Path} at its pinned commit {module.CommitId}"
            : "";
        return new(AccountKind.IdenticalToTag, "same path, content and executable bit" + of);
    }

    private Account Differing(GitTreeEntry entry, ArchivedFile file)
    {
        if (file.Content is byte[] content && UnixMode.CanBe(file.Mode, entry.IsExecutable)
            && tag.NormalisationOf(entry, content) is string normalisation)
        {
            string? text = tag.FreeTextIn(entry);
            bool isForPeople = file.Role.IsForPeople(entry.Path);
            if (!isForPeople && text is not null)
            {
                file.Doubts.Add(new(ArchiveDoubtKind.ActingExpansion, new(
                    "git writes this text of the commit into the file", entry.Path, Excerpt: text)));
            }

            return new(AccountKind.IdenticalNormalised, normalisation)
            {
                Carriers = isForPeople && text is not null ? [.. Places(content, text)] : [],
            };
        }

        return new(AccountKind.Modified, "the content differs")
        {
            Proof = [new($"{entry.Size} bytes in {tag.InWords}, {file.Size} bytes in the archive", entry.Path)],
        };
    }

    private static IEnumerable<Carrier> Places(byte[] content, string text)
    {
        byte[] written = Encoding.UTF8.GetBytes(text);
        for (int at = content.AsSpan().IndexOf(written); at >= 0;)
        {
            yield return new(at, written.Length, "text of the commit");
            int next = at + written.Length;
            int found = content.AsSpan(next).IndexOf(written);
            at = found < 0 ? -1 : next + found;
        }
    }

    private Account TrackedLink(GitTreeEntry entry, ArchivedFile file)
    {
        if (file.Type == ArchiveMemberType.SymbolicLink)
        {
            return file.BlobId == entry.ObjectId
                ? new(AccountKind.IdenticalToTag, "same link")
                : new(AccountKind.Modified, "the link's target differs")
                {
                    Proof =
                    [
                        new($"the link of {tag.InWords} leads to {LinkTarget(entry)}", entry.Path),
                        new($"the archive's link leads to {file.LinkTarget}", entry.Path),
                    ],
                };
        }

        // tar and make dist may store the file that a link leads to.
        GitTreeEntry? target = Resolve(entry.Path, LinkTarget(entry)) is string path ? tag.Find(path) : null;
        return file.Type == ArchiveMemberType.File && target?.Type == GitEntryType.Blob
            && target.ObjectId == file.BlobId && UnixMode.CanBe(file.Mode, target.IsExecutable)
            ? new(AccountKind.IdenticalNormalised, $"the link was replaced by the tracked file {target.Path}")
            : new(AccountKind.Modified, $"{file.Description} where {tag.InWords} has a link to {LinkTarget(entry)}");
    }

    private Account ArchiveOnly(string path, ArchivedFile file)
    {
        if (BehindLink(path) is ({ } entry, { } link) && entry.ObjectId == file.BlobId
            && file.Type == ArchiveMemberType.File && UnixMode.CanBe(file.Mode, entry.IsExecutable))
        {
            return new(
                AccountKind.IdenticalNormalised,
                $"the link {link} was replaced by the tracked folder, which has this file as {entry.Path}");
        }

        List<Evidence> proof = [];
        if (Known(file) is ({ } upstream, { } normalised))
        {
            string from = $"{upstream.Project} {upstream.Path}, first committed {upstream.FirstCommit:yyyy-MM-dd}";
            from += upstream.Serial is null ? "" : $", serial {upstream.Serial}";
            if (KnownPlace.WhyNot(path, file.Role, upstream.Path, tag.Paths) is not string whyNot)
            {
                return normalised.Length == 0
                    ? new(AccountKind.KnownUpstream, from) { Proof = [.. ExecutableData(path, file, upstream)] }
                    : new(AccountKind.IdenticalNormalised, $"{from}; {normalised}");
            }

            proof.Add(new($"the content is upstream's ({from}), but {whyNot}", path));
        }

        if (file.BlobId is string id && tag.SameContent(id, path) is GitTreeEntry twin)
        {
            proof.Add(new($"a copy of the tracked file {twin.Path}", path));
        }

        string reason = tag.SubmoduleOf(path) is GitTreeEntry submodule
            ? $"inside the submodule {submodule.Path} (pinned at {submodule.ObjectId}), whose repository was not "
                + "given; give it with --source"
            : file.Type == ArchiveMemberType.File ? "in the archive only, and no known upstream file"
            : $"{file.Description}, in the archive only";
        return new(AccountKind.Unaccounted, reason) { Proof = proof };
    }

    // The published file, and what was undone to find it; empty if nothing was.
    private (KnownFile? File, string Normalised) Known(ArchivedFile file)
    {
        if (file.Sha256 is string sha256
            && known.TryFind(Convert.FromHexString(sha256), file.Size, out KnownFile? found))
        {
            return (found, "");
        }

        foreach (byte[] original in file.Content is byte[] content ? InterpreterLine.Originals(content) : [])
        {
            if (known.TryFind(SHA256.HashData(original), original.Length, out found))
            {
                return (found, "the path of the interpreter in its first line was written anew, as rpm does it");
            }
        }

        return (null, "");
    }

    // tar and make dist may store the folder that a link leads to; then the tag has its files at another place.
    private (GitTreeEntry? Entry, string? Link) BehindLink(string path)
    {
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (tag.Find(path[..slash]) is { Type: GitEntryType.SymbolicLink } link
                && Resolve(link.Path, LinkTarget(link)) is string folder)
            {
                GitTreeEntry? entry = tag.Find($"{folder}/{path[(slash + 1)..]}".TrimStart('/'));
                return (entry is { Type: GitEntryType.Blob } ? entry : null, link.Path);
            }
        }

        return (null, null);
    }

    // git's modes are not in the index; but no upstream makes a program of a file that names no interpreter.
    private static IEnumerable<Evidence> ExecutableData(string path, ArchivedFile file, KnownFile upstream)
    {
        FileRole role = FileRoles.Of(upstream.Path, executable: false, file.Content);
        if (file.IsExecutable && role is not (FileRole.Script or FileRole.ConfigureScript))
        {
            yield return new("executable in the archive, although it is no script", path);
        }
    }

    private Account NotInArchive(GitTreeEntry entry)
    {
        if (tag.IsExportIgnored(entry.Path))
        {
            return new(AccountKind.NotExported, "export-ignore in .gitattributes of the tag");
        }

        return new(
            AccountKind.Missing,
            entry.Type == GitEntryType.Submodule
                ? $"submodule pinned at {entry.ObjectId}; the archive holds nothing of it"
                : "tracked in the tag, not in the archive");
    }

    private static bool HoldsFiles(GitTreeEntry entry, HashSet<string> seen) =>
        entry.Type == GitEntryType.Submodule
        && seen.Any(path => path.StartsWith(entry.Path + "/", StringComparison.Ordinal));

    private string LinkTarget(GitTreeEntry entry)
    {
        const int LongestPath = 4096;
        return GitPath.Decode(tag.ReadBlob(entry, LongestPath));
    }

    // Null where the target is absolute or climbs out of the tree: nothing of the tag is there.
    private static string? Resolve(string linkPath, string target)
    {
        if (target.StartsWith('/'))
        {
            return null;
        }

        List<string> parts = [.. linkPath.Split('/').SkipLast(1)];
        foreach (string part in target.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
