using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Git;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>The m4 text of the tag, and the statements that aclocal copies from it.</summary>
internal sealed partial class TagMacros
{
    // aclocal copies this file of the tag, and no other: a macro of another folder is not one of the build.
    private const string Copied = "acinclude.m4";

    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries;

    // Where a project says which folders aclocal searches.
    private static readonly string[] s_settings =
        ["configure.ac", "configure.in", "Makefile.am", "autogen.sh", "bootstrap", "bootstrap.sh", "buildconf"];

    private readonly TagInventory _tag;
    private readonly Dictionary<string, HashSet<string>> _searched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    public TagMacros(TagInventory tag)
    {
        _tag = tag;
        foreach (GitTreeEntry entry in tag.Entries.Where(e => e.Type == GitEntryType.Blob && IsMacroText(e.Path)))
        {
            if (tag.TextOf(entry) is not byte[] content)
            {
                continue;
            }

            string text = Encoding.Latin1.GetString(content);
            Files.Add((entry.Path, text));
            IReadOnlyList<MacroUnit> units = entry.Path == Copied ? MacroFile.Read(text)?.Units ?? [] : [];
            foreach (string part in units.Select(u => CanonicalText.Statement(text.AsSpan(u.Start, u.Length)))
                .Concat(MacroGap.Of(text, units).Select(gap => gap.In(text))))
            {
                _parts.Add(part);
                _parts.Add(CanonicalText.Collected(part));
            }
        }
    }

    /// <summary>Path and text of each file, as Latin-1.</summary>
    public List<(string Path, string Text)> Files { get; } = [];

    /// <summary>Whether a statement, or what stands in front of one, is what aclocal copies.</summary>
    public bool Holds(string part) => _parts.Contains(part);

    /// <summary>Whether aclocal takes files of an included file's folder: acinclude.m4, and what the tag's settings
    /// name (Automake manual, "Handling Local Macros").</summary>
    /// <param name="path">The included file.</param>
    /// <param name="folder">The folder of aclocal.m4, with a slash, or nothing.</param>
    public bool IsSearched(string path, string folder)
    {
        string name = path[folder.Length..];
        int slash = name.LastIndexOf('/');
        if (!_searched.TryGetValue(folder, out HashSet<string>? searched))
        {
            _searched.Add(folder, searched = [.. SearchedFrom(folder)]);
        }

        return name == Copied || searched.Contains(slash < 0 ? "." : name[..slash]);
    }

    private IEnumerable<string> SearchedFrom(string folder) => s_settings.Select(file => _tag.Find(folder + file))
        .OfType<GitTreeEntry>().Where(entry => entry.Type == GitEntryType.Blob)
        .Select(entry => _tag.TextOf(entry)).OfType<byte[]>().Select(Encoding.Latin1.GetString)
        .SelectMany(text => Searched().Matches(text))
        .SelectMany(match => match.Groups["folders"].Value.Split([' ', '\t', '\n', '[', ']'], Words))
        .Select(word => (word.StartsWith("-I", StringComparison.Ordinal) ? word[2..] : word).TrimEnd('/'));

    [GeneratedRegex(
        @"(\bAC_CONFIG_MACRO_DIRS?\((?<folders>[^)]*)|\bACLOCAL_AMFLAGS[ \t]*\+?=(?<folders>([^\n\\]|\\\n)*)"
        + @"|\baclocal\b(?<folders>[^\n;&|]*))",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Searched();

    private static bool IsMacroText(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is "configure.ac" or "configure.in" || name.EndsWith(".m4", StringComparison.Ordinal);
    }
}
