using System.Text;

namespace Xzact.Audit.Git;

/// <summary>An attribute and its state. A null value stands for <c>!name</c>, back to unspecified.</summary>
internal readonly record struct GitAssignment(string Attribute, string? Value);

/// <summary>One line: which paths, which assignments.</summary>
internal sealed record GitAttributeLine(GlobPattern Pattern, IReadOnlyList<GitAssignment> Assignments);

/// <summary>
/// One <c>.gitattributes</c> file, parsed as gitattributes(5) says. Names and patterns are bytes, held as Latin-1 text.
/// </summary>
internal sealed class GitAttributeFile
{
    internal const string Set = "set";
    internal const string Unset = "unset";

    // git ignores longer lines and larger files.
    private const int MaxLineBytes = 2048;
    private const int MaxFileBytes = 100 << 20;
    private const string MacroPrefix = "[attr]";
    private const string Blanks = " \t\r\n";

    private readonly List<GitAttributeLine> _lines = [];
    private readonly Dictionary<string, IReadOnlyList<GitAssignment>> _macros = [];

    /// <summary>Parses a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="folder">Its folder: empty for the top, else ending in a slash. Macros are of the top only.</param>
    internal GitAttributeFile(ReadOnlySpan<byte> content, string folder)
    {
        if (content.Length >= MaxFileBytes)
        {
            return;
        }

        // A zero byte ends what git reads of a file that comes from a tree, as it does for an archive.
        string text = Encoding.Latin1.GetString(content).Split('\0')[0];
        if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
        {
            text = text[3..]; // a byte order mark
        }

        foreach (string line in text.Split('\n').Where(line => line.Length < MaxLineBytes))
        {
            Parse(line, folder);
        }

        _lines.Reverse();
    }

    /// <summary>The lines, the last of the file first: the first that matches prevails.</summary>
    internal IReadOnlyList<GitAttributeLine> Lines => _lines;

    /// <summary>The macro attributes, the last definition of each.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<GitAssignment>> Macros => _macros;

    private void Parse(string line, string folder)
    {
        string text = line.TrimStart(' ', '\t', '\r');
        if (text.Length == 0 || text[0] == '#')
        {
            return;
        }

        if (text[0] != '"' || !TryUnquote(text, out string pattern, out int end))
        {
            int blank = text.AsSpan().IndexOfAny(Blanks);
            end = blank < 0 ? text.Length : blank;
            pattern = text[..end];
        }

        bool isMacro = pattern.StartsWith(MacroPrefix, StringComparison.Ordinal)
            && pattern.Length + text.Length - end > MacroPrefix.Length;
        if (isMacro)
        {
            pattern = pattern[MacroPrefix.Length..];
            if (pattern.Length == 0)
            {
                // "[attr] name": blanks may stand between
                string after = text[end..].TrimStart(' ', '\t', '\r');
                int blank = after.AsSpan().IndexOfAny(Blanks);
                pattern = blank < 0 ? after : after[..blank];
                end = text.Length - after.Length + pattern.Length;
            }
        }

        if (!TryParseAssignments(text[end..], out List<GitAssignment> assignments))
        {
            return; // git drops the whole line
        }

        if (isMacro)
        {
            if (folder.Length == 0 && IsValidName(pattern))
            {
                _macros[pattern] = assignments;
            }
        }
        else if (!pattern.StartsWith('!')) // negative patterns are forbidden
        {
            _lines.Add(new GitAttributeLine(new GlobPattern(pattern, folder), assignments));
        }
    }

    private static bool TryParseAssignments(string text, out List<GitAssignment> assignments)
    {
        assignments = [];
        foreach (string word in text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            bool prefixed = word[0] is '-' or '!';
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = word[(prefixed ? 1 : 0)..(equals < 0 ? word.Length : Math.Max(equals, prefixed ? 1 : 0))];
            if (!IsValidName(name))
            {
                return false;
            }

            assignments.Add(new GitAssignment(name, word[0] switch
            {
                '-' => Unset,
                '!' => null,
                _ => equals < 0 ? Set : word[(equals + 1)..],
            }));
        }

        return true;
    }

    private static bool IsValidName(string name) =>
        name.Length > 0 && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    // C-style quoting, as git writes it: \a \b \f \n \r \t \v \\ \" and three octal digits.
    private static bool TryUnquote(string text, out string unquoted, out int end)
    {
        var result = new StringBuilder();
        (unquoted, end) = ("", 0);
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                (unquoted, end) = (result.ToString(), i + 1);
                return true;
            }

            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            int escape = i < text.Length ? "abfnrtv\\\"".IndexOf(text[i], StringComparison.Ordinal) : -1;
            if (escape >= 0)
            {
                result.Append("\a\b\f\n\r\t\v\\\""[escape]);
            }
            else if (i + 2 < text.Length && text[i] is >= '0' and <= '3'
                && text[i + 1] is >= '0' and <= '7' && text[i + 2] is >= '0' and <= '7')
            {
                result.Append((char)(((text[i] - '0') * 64) + ((text[i + 1] - '0') * 8) + text[i + 2] - '0'));
                i += 2;
            }
            else
            {
                return false;
            }
        }

        return false;
    }
}
