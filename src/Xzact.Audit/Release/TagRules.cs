using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.BuildText;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>Rules of the tag's own makefiles, of CMake and of Meson: what they make is of the project, whatever else
/// has its name.</summary>
internal static partial class TagRules
{
    private static readonly string[] s_makefiles = ["Makefile.am", "Makefile.in", "Makefile", "GNUmakefile"];

    /// <summary>Whether a rule with commands makes a file, by its name, by suffixes or by a pattern.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="path">The file.</param>
    public static bool Makes(TagInventory tag, string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        return s_makefiles.Any(name => Makes(tag, folder + name, path[(slash + 1)..], folder))
            || (slash >= 0 && s_makefiles.Any(name => Makes(tag, name, path, "")))
            || Enumerable.Range(0, path.Length).Where(i => i == 0 || path[i - 1] == '/')
                .Any(i => IsOutput(tag, path[..i], path[i..]));
    }

    // In a folder above the file, or its own.
    private static bool IsOutput(TagInventory tag, string folder, string target) =>
        (TextOf(tag, folder + "CMakeLists.txt") is string lists
            && CMakeReader.Read(lists).SelectMany(OutputsOf).Any(word => IsPath(word, target)))
        || (TextOf(tag, folder + "meson.build") is string build
            && MesonOutput().Matches(build).SelectMany(m => m.Groups["names"].Value.Split('\''))
                .Any(word => IsPath(word, target)));

    private static bool IsPath(string word, string target) =>
        word == target || word.EndsWith("BINARY_DIR}/" + target, StringComparison.Ordinal);

    // Words that the command writes.
    private static IEnumerable<string> OutputsOf(CMakeCommand command)
    {
        IReadOnlyList<string> words = command.Arguments;
        return command.Name switch
        {
            "configure_file" => words.Skip(1).Take(1),
            "file" when words is ["WRITE" or "CONFIGURE" or "GENERATE", ..] =>
                words.Skip(1).SkipWhile(word => word == "OUTPUT").Take(1),
            "add_custom_command" => words.SkipWhile(word => word != "OUTPUT").Skip(1)
                .TakeWhile(word => word is not ("COMMAND" or "DEPENDS" or "MAIN_DEPENDENCY")),
            "generate_export_header" => words.SkipWhile(word => word != "EXPORT_FILE_NAME").Skip(1).Take(1),
            _ => [],
        };
    }

    private static string? TextOf(TagInventory tag, string path) =>
        tag.Find(path) is { Type: GitEntryType.Blob } entry && tag.TextOf(entry) is byte[] content
            ? Encoding.Latin1.GetString(content) : null;

    private static bool Makes(TagInventory tag, string makefile, string target, string folder)
    {
        if (TextOf(tag, makefile) is not string text)
        {
            return false;
        }

        MakeStatement[] statements = [.. MakeReader.Read(text)];
        return statements.Zip(statements.Skip(1)).Any(pair => pair.First.Kind == MakeStatementKind.Rule
            && pair.Second.Kind == MakeStatementKind.Recipe
            && pair.First.Text.Split(':', 2) is [var targets, var inputs]
            && Words(targets).Any(word => IsTarget(word, Words(inputs), target, input => tag.Find(folder + input))));
    }

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

    // output: 'event.h', output: ['event.c', 'event.h']
    [GeneratedRegex(
        @"\boutput\s*:\s*(\[(?<names>[^\]]*)\]|(?<names>'[^'\n]*'))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MesonOutput();

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
