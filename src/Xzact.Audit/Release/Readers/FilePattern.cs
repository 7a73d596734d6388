using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Release.Readers;

/// <summary>A pattern for names of files in a word of build text.</summary>
/// <param name="Folder">What stands before the last slash, with it.</param>
/// <param name="Name">The last part, in which stars and question marks stand for characters.</param>
/// <param name="Says">Whether it says something about a name by itself: <c>*</c> does in its folder alone.</param>
internal sealed partial record FilePattern(string Folder, string Name, bool Says)
{
    // A pattern that does not begin with a letter says something with so many.
    private const int MinLetters = 3;

    private static readonly ConditionalWeakTable<string, FilePattern[]> s_read = [];

    /// <summary>Whether a word has a sign that stands for more than one name.</summary>
    public static bool IsPattern(string word) => word.AsSpan().ContainsAny("*?[{");

    /// <summary>The patterns of a word; read once for the same string.</summary>
    public static IReadOnlyList<FilePattern> Of(string word) =>
        IsPattern(word) ? s_read.GetValue(word, w => [.. Read(w)]) : [];

    /// <summary>Whether it fits a file.</summary>
    /// <param name="name">The last part of the file's path.</param>
    /// <param name="folder">The folder that it lies in, with a slash; empty at the root.</param>
    public bool Fits(string name, string folder) =>
        (Says || (folder.Length > 0 && ("/" + Folder).EndsWith("/" + folder, StringComparison.Ordinal)))
            && FileSystemName.MatchesSimpleExpression(Name, name, ignoreCase: false);

    private static IEnumerable<FilePattern> Read(string word)
    {
        foreach (string part in word.Split([' ', '\t', '(', ')', '"', '\''], StringSplitOptions.RemoveEmptyEntries))
        {
            string plain = Choice().Replace(Class().Replace(part, "?"), "${before}*");
            int slash = plain.LastIndexOf('/');
            string name = plain[(slash + 1)..];
            bool says = (char.IsAsciiLetter(name.FirstOrDefault()) && plain == part)
                || name.Count(char.IsAsciiLetter) >= MinLetters
                || (name.StartsWith("*.", StringComparison.Ordinal) && name.Any(char.IsAsciiLetterOrDigit));
            if (name.AsSpan().ContainsAny('*', '?') && (says || slash >= 0))
            {
                yield return new(plain[..(slash + 1)], name, says);
            }
        }
    }

    // [C]hangeLog is C?angeLog, {Change,}Log is *Log.
    [GeneratedRegex(@"\[[A-Za-z0-9-]{1,8}\]", RegexOptions.NonBacktracking)]
    private static partial Regex Class();

    [GeneratedRegex(
        @"(?<before>^|[^$])\{[A-Za-z0-9_.-]{0,100},[A-Za-z0-9_.,-]{0,100}\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Choice();
}
