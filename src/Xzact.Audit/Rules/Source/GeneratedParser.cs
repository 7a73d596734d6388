using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Source;

/// <summary>
/// Functions of a parser or scanner in C that Bison or flex is said to have made, and that neither its input nor a
/// skeleton of these tools has: by their names, which begin with <c>yy</c> there.
/// </summary>
internal static partial class GeneratedParser
{
    private static readonly string[] s_tools = ["made by GNU Bison", "made by flex"];

    // Of flex, and words in front of a parenthesis that are no names.
    private static readonly HashSet<string> s_others =
        new(StringComparer.Ordinal) { "input", "main", "if", "for", "while", "switch", "return", "sizeof", "defined" };

    /// <summary>The functions that are defined in the text and belong to none of them.</summary>
    /// <param name="file">The file, with its input.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<SourceWord> Foreign(SuspectFile file, string text)
    {
        bool isParser = file.Input is not null && file.Path.EndsWith(".c", StringComparison.Ordinal)
            && file.Entry.Account.Kind == AccountKind.ClaimedGenerated
            && Array.Exists(s_tools, tool => file.Entry.Account.Reason.Contains(tool, StringComparison.Ordinal));
        HashSet<string> known = isParser ? [.. SourceReader.Read(file.Input!).Select(w => w.Text)] : [];
        foreach (Match match in isParser ? Function().Matches(text) : Enumerable.Empty<Match>())
        {
            Group name = match.Groups["name"];
            bool isOfSkeleton = name.Value.TrimStart('_').StartsWith("yy", StringComparison.OrdinalIgnoreCase)
                || s_others.Contains(name.Value);
            if (!isOfSkeleton && known.Add(name.Value))
            {
                yield return new(
                    name.Value, 1 + text.AsSpan(0, name.Index).Count('\n'), IsCalled: false, IsMember: false);
            }
        }
    }

    // A definition begins a line: words and stars, the name, parameters, perhaps their old-style declarations, a brace.
    [GeneratedRegex(
        @"(^|\n)([A-Za-z_][A-Za-z0-9_ \t*]*[ \t\n*])?(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \t\n]*"
        + @"\([^;{}()#]*\)\s*([A-Za-z_][^;{}()#]*;\s*)*\{",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();
}
