using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Xzact.Audit.BuildText;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>Rules of the tag's own makefiles: what they make is of the project, whatever else has its name.</summary>
internal static class TagRules
{
    private static readonly string[] s_makefiles = ["Makefile.am", "Makefile.in", "Makefile", "GNUmakefile"];

    private static readonly ConditionalWeakTable<TagInventory, ConcurrentDictionary<string, MakeStatement[]>> s_read =
        [];

    /// <summary>Whether a rule with commands makes a file, by its name, by suffixes or by a pattern.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="path">The file.</param>
    public static bool Makes(TagInventory tag, string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        return s_makefiles.Any(name => Makes(tag, folder + name, path[(slash + 1)..], folder))
            || (slash >= 0 && s_makefiles.Any(name => Makes(tag, name, path, "")));
    }

    private static bool Makes(TagInventory tag, string makefile, string target, string folder)
    {
        MakeStatement[] statements =
            s_read.GetOrCreateValue(tag).GetOrAdd(makefile, path => [.. StatementsOf(tag, path)]);
        return statements.Zip(statements.Skip(1)).Any(pair => pair.First.Kind == MakeStatementKind.Rule
            && pair.Second.Kind == MakeStatementKind.Recipe
            && pair.First.Text.Split(':', 2) is [var targets, var inputs]
            && Words(targets).Any(word => IsTarget(word, Words(inputs), target, input => tag.Find(folder + input))));
    }

    private static IEnumerable<MakeStatement> StatementsOf(TagInventory tag, string makefile) =>
        tag.Find(makefile) is { Type: GitEntryType.Blob } entry && tag.TextOf(entry) is byte[] content
            ? MakeReader.Read(Encoding.Latin1.GetString(content)) : [];

    private static bool IsTarget(string word, string[] inputs, string target, Func<string, GitTreeEntry?> find)
    {
        string plain = word.Replace("$(srcdir)/", "", StringComparison.Ordinal)
            .Replace("$(builddir)/", "", StringComparison.Ordinal);
        int dot = target.LastIndexOf('.');
        string stem = dot > target.LastIndexOf('/') ? target[..dot] : "";
        string ending = target[stem.Length..];
        return plain == target
            || (stem.Length > 0 && plain.EndsWith(ending, StringComparison.Ordinal)
                && (plain == "%" + ending
                    ? inputs.Any(input => input.StartsWith('%') && find(stem + input[1..]) is not null)
                    : plain.StartsWith('.') && plain.Length > ending.Length
                        && find(stem + plain[..^ending.Length]) is not null));
    }

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
