using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>
/// Headers that only the archive has and that a compiler takes in place of others: beside a source file that includes
/// the name of a tracked header elsewhere, or under a name that tracked source text takes from the system.
/// </summary>
/// <param name="tag">The tag.</param>
/// <param name="texts">The archive's build text by path: what it names is the project's own.</param>
internal sealed partial class HeaderSearch(TagInventory tag, IReadOnlyDictionary<string, string> texts)
{
    // So many files of the tag are read for what they include.
    private const int MaxFiles = 4_000;

    private static readonly string[] s_sources = [".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".y", ".l"];

    private readonly Lazy<Includes> _includes = new(() => Read(tag));

    /// <summary>What the file at <paramref name="path"/> is read in place of, as a sentence; null if of
    /// nothing.</summary>
    public string? By(string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        string name = path[(slash + 1)..];
        if (!name.EndsWith(".h", StringComparison.Ordinal) && !name.EndsWith(".hpp", StringComparison.Ordinal))
        {
            return null;
        }

        string? own = tag.Paths.FirstOrDefault(p => p.EndsWith("/" + name, StringComparison.Ordinal) || p == name);
        if (own is not null)
        {
            // parse.h beside parse.y is made of it.
            string stem = folder + name[..(name.LastIndexOf('.') + 1)];
            bool isOfInput = tag.Paths.Any(p => p.StartsWith(stem, StringComparison.Ordinal)
                && p.AsSpan(stem.Length) is "y" or "yy" or "ypp" or "l" or "ll" or "gperf" or "idl" or "h.in");
            return !isOfInput && _includes.Value.Quoted.TryGetValue((folder, name), out string? user)
                ? $"a compiler reads it in place of {own}, which {user} includes" : null;
        }

        // A name with a folder, as in <sys/random.h>, or the last part of one.
        string lastTwo = folder.TrimEnd('/') is { Length: > 0 } parent
            ? $"{parent[(parent.LastIndexOf('/') + 1)..]}/{name}" : name;
        string? system = _includes.Value.Angled.Contains(lastTwo) ? lastTwo
            : _includes.Value.Angled.Contains(name) ? name : null;

        // <demo/export.h> beside tracked headers of demo is the project's own.
        bool isOfProject = system == lastTwo && folder.Length > 0 && tag.Paths.Any(p =>
            p.StartsWith(folder, StringComparison.Ordinal) && p.EndsWith(".h", StringComparison.Ordinal));
        bool isMade = system is null || isOfProject
            || tag.Paths.Any(p => p.Contains("/" + name, StringComparison.Ordinal)
                || p.StartsWith(name, StringComparison.Ordinal))
            || texts.Values.Any(text => text.Contains(name, StringComparison.Ordinal));
        return isMade ? null : $"a compiler that searches its folder reads it in place of the system's <{system}>";
    }

    /// <summary>The tracked source text beside a header that includes it; null if none of the archive's does.</summary>
    /// <param name="path">The header, which the archive does not have.</param>
    /// <param name="isThere">Whether the archive has a file.</param>
    public Evidence? Included(string path, Func<string, bool> isThere)
    {
        int slash = path.LastIndexOf('/');
        return _includes.Value.Quoted.TryGetValue((path[..(slash + 1)], path[(slash + 1)..]), out string? user)
            && isThere(user)
            ? new("included by source text beside it, and not there; another file has its name", user,
                Excerpt: $"#include \"{path[(slash + 1)..]}\"")
            : null;
    }

    private static Includes Read(TagInventory tag)
    {
        Dictionary<(string, string), string> quoted = [];
        HashSet<string> angled = new(StringComparer.Ordinal);
        foreach (GitTreeEntry entry in tag.Entries.Where(e => e.Type == GitEntryType.Blob
            && Array.Exists(s_sources, s => e.Path.EndsWith(s, StringComparison.Ordinal))).Take(MaxFiles))
        {
            string folder = entry.Path[..(entry.Path.LastIndexOf('/') + 1)];
            string text = tag.TextOf(entry) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : "";
            foreach (Match match in Include().Matches(text))
            {
                string name = match.Groups["name"].Value;
                if (match.Groups["sign"].ValueSpan is "<")
                {
                    angled.Add(name);
                }
                else
                {
                    quoted.TryAdd((folder, name), entry.Path);
                }
            }
        }

        return new(quoted, angled);
    }

    private sealed record Includes(
        IReadOnlyDictionary<(string Folder, string Name), string> Quoted, IReadOnlySet<string> Angled);

    [GeneratedRegex(
        "(^|\n)[ \t]*#[ \t]*include[ \t]*(?<sign>[<\"])(?<name>[A-Za-z0-9_./+-]{1,200})[>\"]",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Include();
}
