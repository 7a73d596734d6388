using System.Buffers;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>
/// Finds what makes a build take another way than the tag's although no line is changed: build files that the archive
/// leaves out, and generated files that are older than their input.
/// </summary>
internal static class Fallbacks
{
    private const StringSplitOptions Plain = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    // Copies may keep whole seconds, and zip keeps every second one.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(2);

    // A checkout writes its files in seconds, in whatever order.
    private static readonly TimeSpan s_checkout = TimeSpan.FromSeconds(30);

    private static readonly SearchValues<char> s_notPlain = SearchValues.Create("$%=;|&\\\"'`(");

    // By which rules of Automake and make a file is made anew from another of the same folder.
    private static readonly (string Output, string[] Inputs)[] s_rules =
    [
        ("configure", ["configure.ac", "configure.in", "aclocal.m4"]),
        ("aclocal.m4", ["configure.ac", "configure.in", "acinclude.m4"]),
        ("Makefile.in", ["Makefile.am"]),
        ("config.h.in", ["configure.ac", "configure.in"]),
    ];

    private static readonly (string Output, string Input)[] s_endings =
        [(".c", ".y"), (".c", ".l"), (".cc", ".yy"), (".cc", ".ll"), (".info", ".texi"), (".gmo", ".po")];

    /// <summary>Tracked build files that the archive leaves out, and source files where it has another one of the
    /// name.</summary>
    public static IEnumerable<string> LeftOut(IReadOnlyCollection<AccountedFile> files)
    {
        HashSet<string> names = [.. files.Where(f => f.Archived is not null).Select(f => NameOf(f.Path))];
        return files
            .Where(f => f.Account.Kind == AccountKind.Missing && f.Tracked is { Type: GitEntryType.Blob } tracked
                && FileRoles.Of(f.Path, tracked.IsExecutable, default) is var role
                && (role.IsBuildText() || (role == FileRole.Source && names.Contains(NameOf(f.Path)))))
            .Select(f => f.Path);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A doubt for each file that is left out although build text names it, or source text beside it includes
    /// it: one where another takes its place that nothing explains, else one where the build does without it.</summary>
    /// <param name="references">What build text names.</param>
    /// <param name="files">All files, with their accounts.</param>
    /// <param name="leftOut">The paths of <see cref="LeftOut"/>.</param>
    /// <param name="headers">What source text includes.</param>
    public static IEnumerable<(string Path, ArchiveDoubt Doubt)> Named(
        BuildReferences references, IReadOnlyCollection<AccountedFile> files, IReadOnlyCollection<string> leftOut,
        HeaderSearch headers)
    {
        if (leftOut.Count == 0)
        {
            yield break;
        }

        Dictionary<string, Evidence> absent = references.Absent.ToDictionary(a => a.Path, a => a.Evidence);
        Dictionary<string, Evidence> named = references.NamedAbsent.ToDictionary(a => a.Path, a => a.Evidence);
        ILookup<string, AccountedFile> byName = files.Where(f => f.Archived is not null).ToLookup(f => NameOf(f.Path));
        foreach (string path in leftOut.Order(StringComparer.Ordinal))
        {
            AccountedFile[] others = [.. byName[NameOf(path)]];
            Evidence? included = others.Length == 0 ? null : headers.Included(path, file => byName[NameOf(file)]
                .Any(f => f.Path == file));
            Evidence? asked = absent.GetValueOrDefault(path) ?? included;
            AccountedFile? other = Array.Find(
                others, f => f.Tracked is null && AccountKindInfo.Of(f.Account.Kind).IsOpen);
            if (other is not null && (asked ?? named.GetValueOrDefault(path)) is Evidence by)
            {
                yield return (path, new(ArchiveDoubtKind.TakenByAnother, by with
                {
                    What = $"named, and not there; nothing explains {other.Path}, which has its name",
                }));
            }
            else if (asked is not null)
            {
                yield return (path, new(ArchiveDoubtKind.LeftOut, asked));
            }
        }
    }

    /// <summary>A doubt for each generated file that only the archive has and that is older than its input.</summary>
    public static IEnumerable<(string Path, ArchiveDoubt Doubt)> Outdated(IEnumerable<AccountedFile> files)
    {
        Dictionary<string, AccountedFile> byPath = [];
        foreach (AccountedFile file in files.Where(f => f.Archived is { Type: ArchiveMemberType.File }))
        {
            byPath[file.Path] = file;
        }

        foreach (AccountedFile output in byPath.Values.Where(f => f.Tracked is null)
            .OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            AccountedFile? newer = InputsOf(output.Path).Select(path => byPath.GetValueOrDefault(path))
                .FirstOrDefault(input => input is not null
                    && input.Archived!.ModifiedAt - output.Archived!.ModifiedAt > s_tolerance);
            if (newer is not null)
            {
                yield return (output.Path, new(ArchiveDoubtKind.OlderThanInput, new(
                    $"modified at {output.Archived!.ModifiedAt:yyyy-MM-dd HH:mm:ss}, its input {newer.Path} at "
                    + $"{newer.Archived!.ModifiedAt:yyyy-MM-dd HH:mm:ss}", output.Path)));
            }
        }
    }

    /// <summary>A doubt for each tracked file that is older than an input which a makefile of the archive names in a
    /// rule with commands: make runs them, and in a fresh checkout it does not.</summary>
    /// <param name="files">All files.</param>
    /// <param name="texts">The archive's build text by path.</param>
    public static IEnumerable<(string Path, ArchiveDoubt Doubt)> OutdatedByRules(
        IEnumerable<AccountedFile> files, IReadOnlyDictionary<string, string> texts)
    {
        Dictionary<string, DateTimeOffset?> times = [];
        foreach (AccountedFile file in files.Where(f => f is
        {
            Tracked: not null, Archived.Type: ArchiveMemberType.File,
        }))
        {
            times[file.Path] = file.Archived!.ModifiedAt;
        }

        HashSet<string> named = [];
        foreach ((string makefile, string text) in texts
            .Where(t => IsMakefile(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            string folder = makefile[..(makefile.LastIndexOf('/') + 1)];
            foreach ((string target, string[] inputs, int line) in Rules(text))
            {
                string? newer = Array.Find(inputs, input => times.GetValueOrDefault(folder + input)
                    - times.GetValueOrDefault(folder + target) > s_checkout);
                if (newer is not null && named.Add(folder + target))
                {
                    yield return (folder + target, new(ArchiveDoubtKind.OlderThanInput, new(
                        $"{folder}{newer} is newer, so that make runs the commands of this rule", makefile, line)));
                }
            }
        }
    }

    private static bool IsMakefile(string path) => path[(path.LastIndexOf('/') + 1)..]
        is "Makefile" or "makefile" or "GNUmakefile" or "Makefile.am" or "Makefile.in";

    // Explicit rules of plain names with commands: a variable or a pattern may stand for anything.
    private static IEnumerable<(string Target, string[] Inputs, int Line)> Rules(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i + 1 < lines.Length; i++)
        {
            int colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            bool isRule = colon > 0 && lines[i][0] is not ('\t' or '#' or ' ')
                && lines[i].AsSpan().IndexOfAny(s_notPlain) < 0 && lines[i + 1].StartsWith('\t');
            foreach (string target in isRule ? lines[i][..colon].Split(' ', Plain) : [])
            {
                yield return (target, lines[i][(colon + 1)..].Split(' ', Plain), i + 1);
            }
        }
    }

    private static IEnumerable<string> InputsOf(string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        string name = path[(slash + 1)..];
        foreach ((string output, string[] inputs) in s_rules.Where(rule => rule.Output == name))
        {
            foreach (string input in inputs)
            {
                yield return folder + input;
            }
        }

        foreach ((string output, string input) in s_endings)
        {
            if (name.EndsWith(output, StringComparison.Ordinal))
            {
                yield return path[..^output.Length] + input;
            }
        }
    }
}
