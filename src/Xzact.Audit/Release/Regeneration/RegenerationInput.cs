using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>
/// Writes the tag, its submodules and gnulib as a tar, out of git's objects: no checkout, so no hook and no filter.
/// Every content is compared with the published indicators on its way.
/// </summary>
internal sealed partial class RegenerationInput(TagInventory tag, IndicatorList indicators, DateTimeOffset time)
{
    private const long MaxFileBytes = 256L << 20;
    private const long MaxTotalBytes = 2L << 30;

    private long _total;

    /// <summary>The first published indicator that a content has; nothing may run then.</summary>
    public (Indicator Indicator, string Path)? Malicious { get; private set; }

    /// <summary>What could not be written, in sentences for the report.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Why the sandbox has no history to ask; null if it has.</summary>
    public string? NoHistory { get; private set; }

    /// <summary>Writes everything.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="recipe">What will be run.</param>
    /// <param name="repositories">Where the commits of submodules and gnulib may be.</param>
    /// <param name="targets">Paths of the archive that are to be made.</param>
    /// <param name="published">Macro files of the archive that upstream projects published, for the second run.</param>
    /// <exception cref="GitException">An object of the tag is missing or corrupt.</exception>
    public void Write(
        Stream stream, RegenerationRecipe recipe, IReadOnlyList<GitRepository> repositories,
        IEnumerable<string> targets, IEnumerable<(string Path, byte[] Content)> published)
    {
        using TarWriter tar = new(stream, TarEntryFormat.Pax, leaveOpen: true);
        WriteTree(tar, "tree/", tag.Repository, tag.Entries, mayLack: false);
        foreach (GitTreeEntry submodule in tag.Submodules)
        {
            bool isGnulib = IsGnulib(submodule.Path);
            if (!WriteCommit(tar, $"tree/{submodule.Path}/", submodule.ObjectId, repositories))
            {
                Missing.Add($"the submodule {submodule.Path} (commit {submodule.ObjectId}) is in no repository given"
                    + (isGnulib ? "; --gnulib names one" : ""));
            }
            else if (isGnulib)
            {
                WriteCommit(tar, "gnulib/", submodule.ObjectId, repositories);
            }
        }

        if (recipe.NeedsGnulib && !tag.Submodules.Any(s => IsGnulib(s.Path)))
        {
            WriteGnulibOf(tar, repositories);
        }

        if (VersionFile() is string version)
        {
            WriteFile(tar, "tree/.tarball-version", Encoding.ASCII.GetBytes(version + "\n"), executable: false);
        }

        foreach ((string path, byte[] content) in published)
        {
            WriteFile(tar, $"published/{path}", content, executable: false);
        }

        string names = string.Concat(targets.Where(IsPlain).Select(path => path + "\n"));
        WriteFile(tar, "targets", Encoding.ASCII.GetBytes(names), executable: false);
        WriteHistory(tar);
    }

    /// <summary>Whether a path of the archive may be given to make as a target: letters, digits and - . _ + only, so
    /// that it is neither an option nor an assignment.</summary>
    internal static bool IsPlain(string path) =>
        path.Length is > 0 and < 512 && path[0] is not ('-' or '/') && !path.Contains("..", StringComparison.Ordinal)
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '+' or '/');

    /// <summary>The version in a tag's name: 1.2 of v1.2 and foo-1_2; null if it has none.</summary>
    internal static string? VersionOf(string tagName)
    {
        Match match = VersionPattern().Match(tagName);
        return match.Success ? match.Value.Replace('_', '.') : null;
    }

    [GeneratedRegex(
        @"[0-9]+([._][0-9A-Za-z]+)*(-[0-9A-Za-z.]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(
        @"^GNULIB_REVISION=(?<commit>[0-9a-f]{40})\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex RevisionPattern();

    private static bool IsGnulib(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is "gnulib" or ".gnulib";

    // Change logs, credits and dates that the build takes from git log; without it other files come out.
    private void WriteHistory(TarWriter tar)
    {
        try
        {
            byte[] pack = GitHistoryPack.Read(tag.Repository, tag.Tag.CommitId);
            WriteFile(tar, "history/head", Encoding.ASCII.GetBytes(tag.Tag.CommitId + "\n"), executable: false);
            WriteFile(
                tar, "history/format", Encoding.ASCII.GetBytes(tag.Repository.ObjectFormat.ConfigName()),
                executable: false);
            WriteFile(tar, "history/pack", pack, executable: false);
        }
        catch (GitException e)
        {
            NoHistory = e.Message;
        }
    }

    private void WriteGnulibOf(TarWriter tar, IReadOnlyList<GitRepository> repositories)
    {
        string text = tag.Find("bootstrap.conf") is { } entry && tag.TextOf(entry) is byte[] bytes
            ? Encoding.Latin1.GetString(bytes)
            : "";
        Match match = RevisionPattern().Match(text);
        if (!match.Success)
        {
            Missing.Add("the tag pins no commit of gnulib (no submodule, no GNULIB_REVISION in bootstrap.conf)");
        }
        else if (!WriteCommit(tar, "gnulib/", match.Groups["commit"].Value, repositories))
        {
            Missing.Add(
                $"gnulib's commit {match.Groups["commit"].Value} is in no repository given; --gnulib names one");
        }
    }

    // git-version-gen asks git for the version, or takes this file; there is no git in the sandbox.
    private string? VersionFile() =>
        tag.Find(".tarball-version") is null
        && (tag.Find("bootstrap.conf") is not null || tag.Find("build-aux/git-version-gen") is not null)
            ? VersionOf(tag.Tag.Name)
            : null;

    private bool WriteCommit(TarWriter tar, string folder, string commit, IReadOnlyList<GitRepository> repositories)
    {
        foreach (GitRepository repository in repositories.Where(r => r.HasCommit(commit)))
        {
            WriteTree(tar, folder, repository, repository.ReadTree(repository.ResolveCommit(commit)), mayLack: true);
            return true;
        }

        return false;
    }

    private void WriteTree(
        TarWriter tar, string folder, GitRepository repository, IReadOnlyList<GitTreeEntry> entries, bool mayLack)
    {
        int lacking = 0;
        string? first = null;
        foreach (GitTreeEntry entry in entries.Where(e => e.Type != GitEntryType.Submodule))
        {
            if (!Encodable(entry.Path) || (mayLack && entry.Size < 0))
            {
                lacking++;
                first ??= entry.Path;
                continue;
            }

            byte[] content = repository.ReadBlob(entry.ObjectId, MaxFileBytes);
            if (indicators.Find(IndicatorKind.GitBlob, entry.ObjectId) is Indicator blob)
            {
                Malicious ??= (blob, entry.Path);
            }

            if (entry.Type == GitEntryType.SymbolicLink)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, folder + entry.Path)
                {
                    LinkName = Encoding.UTF8.GetString(content),
                    ModificationTime = time,
                });
            }
            else
            {
                WriteFile(tar, folder + entry.Path, content, entry.IsExecutable);
            }
        }

        if (lacking > 0)
        {
            Missing.Add($"{lacking} files of {repository.Name} are not in its objects or have no plain name "
                + $"(the first is {first})");
        }
    }

    private void WriteFile(TarWriter tar, string path, byte[] content, bool executable)
    {
        const int Executable = 0x1ED; // 0755
        const int Plain = 0x1A4; // 0644
        _total += content.Length;
        if (_total > MaxTotalBytes)
        {
            throw new GitException(
                GitFailure.OverLimit, $"The files to regenerate from have more than {MaxTotalBytes} bytes.");
        }

        if (indicators.Find(IndicatorKind.FileSha256, Convert.ToHexStringLower(SHA256.HashData(content)))
            is Indicator found)
        {
            Malicious ??= (found, path);
        }

        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path)
        {
            Mode = (UnixFileMode)(executable ? Executable : Plain),
            ModificationTime = time,
            DataStream = new MemoryStream(content, writable: false),
        });
    }

    // Bytes that are no UTF-8 are lone surrogates (GitPath), which a tar of the base library cannot hold.
    private static bool Encodable(string path) => !path.Any(char.IsSurrogate) && !path.Contains('\0');
}
