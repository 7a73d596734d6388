using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>Files that only the archive holds, and that an ignore rule hides which is new in the tag.</summary>
internal static class HiddenFiles
{
    /// <summary>How long before the tag a rule counts as old.</summary>
    internal const int Days = 60;

    private const int MaxFiles = 100;
    private const int MaxRules = 1000;

    /// <summary>The first hundred such files.</summary>
    /// <exception cref="GitException">The history cannot be read.</exception>
    public static IReadOnlyList<HiddenFile> Of(TagInventory tag, IEnumerable<AccountedFile> files)
    {
        string[] open =
        [
            .. files.Where(f => f is
                {
                    Tracked: null, Archived: not null,
                    Account.Kind: AccountKind.Unaccounted or AccountKind.ClaimedGenerated,
                })
                .Select(f => f.Path),
        ];
        string[] ignoreFiles =
        [
            .. tag.Entries.Where(e => e.Type == GitEntryType.Blob
                && e.Path[(e.Path.LastIndexOf('/') + 1)..] == ".gitignore").Select(e => e.Path),
        ];
        if (open.Length == 0 || ignoreFiles.Length == 0)
        {
            return [];
        }

        IReadOnlyList<GitIgnoreLine> lines = GitIgnoreChanges.Since(
            tag.Repository, tag.Tag.CommitId, tag.Tag.CommitDate - TimeSpan.FromDays(Days), ignoreFiles) ?? [];
        (GitIgnoreLine Line, GlobPattern Pattern)[] rules =
        [
            .. lines.Where(line => line.Text[0] is not ('#' or '!')).Take(MaxRules)
                .Select(line => (line, new GlobPattern(line.Text, line.File[..(line.File.LastIndexOf('/') + 1)]))),
        ];
        return
        [
            .. open.Select(path => (path, rule: rules.FirstOrDefault(r => r.Pattern.Covers(path))))
                .Where(found => found.rule.Pattern is not null).Take(MaxFiles)
                .Select(found => new HiddenFile(
                    found.path, found.rule.Line.File, found.rule.Line.Line, found.rule.Line.Text, Days)),
        ];
    }
}
