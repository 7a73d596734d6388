using System.Text;
using Xzact.Audit.Git;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Composition;

/// <summary>The m4 text of the tag, and the statements that aclocal copies from it.</summary>
internal sealed class TagMacros
{
    // aclocal copies this file of the tag, and no other: a macro of another folder is not one of the build.
    private const string Copied = "acinclude.m4";

    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    public TagMacros(TagInventory tag)
    {
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

    private static bool IsMacroText(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is "configure.ac" or "configure.in" || name.EndsWith(".m4", StringComparison.Ordinal);
    }
}
