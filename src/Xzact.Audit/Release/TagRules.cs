using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.BuildText;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>Rules of the tag's own makefiles, of CMake and of Meson: what they make is of the project, whatever else
/// has its name. Each is read once; several threads may ask.</summary>
/// <param name="tag">The tag.</param>
internal sealed partial class TagRules(TagInventory tag)
{
    private static readonly string[] s_makefiles = ["Makefile.am", "Makefile.in", "Makefile", "GNUmakefile"];

    private const string BuildFolder = "BINARY_DIR}/";

    private readonly ConcurrentDictionary<string, MakeStatement[]> _makefiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HashSet<string>> _outputs = new(StringComparer.Ordinal);

    /// <summary>Whether a rule with commands makes a file, by its name, by suffixes or by a pattern.</summary>
    /// <param name="path">The file.</param>
    public bool Makes(string path)
    {
        int slash = path.LastIndexOf('/');
        string folder = path[..(slash + 1)];
        return s_makefiles.Any(name => Makes(folder + name, path[(slash + 1)..], folder))
            || (slash >= 0 && s_makefiles.Any(name => Makes(name, path, "")))
            || Enumerable.Range(0, path.Length).Where(i => i == 0 || path[i - 1] == '/')
                .Any(i => OutputsIn(path[..i]).Contains(path[i..]));
    }

    // What CMake and Meson write in a folder: the names, without the folder of the build.
    private HashSet<string> OutputsIn(string folder) => _outputs.GetOrAdd(folder, _ =>
    [
        .. CMakeReader.Read(TextOf(folder + "CMakeLists.txt")).SelectMany(OutputsOf)
            .Concat(MesonOutput().Matches(TextOf(folder + "meson.build"))
                .SelectMany(m => m.Groups["names"].Value.Split('\'')))
            .Select(word => word.LastIndexOf(BuildFolder, StringComparison.Ordinal) is >= 0 and int at
                ? word[(at + BuildFolder.Length)..] : word),
    ]);

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

    private string TextOf(string path) =>
        tag.Find(path) is { Type: GitEntryType.Blob } entry && tag.TextOf(entry) is byte[] content
            ? Encoding.Latin1.GetString(content) : "";

    private bool Makes(string makefile, string target, string folder)
    {
        MakeStatement[] statements = _makefiles.GetOrAdd(makefile, path => [.. MakeReader.Read(TextOf(path))]);
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
