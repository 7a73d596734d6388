using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Known.Parts;

/// <summary>The two forms in which text is compared with known parts, and their digests.</summary>
internal static partial class CanonicalText
{
    // What ends a quote of m4 or the shell, or begins an expansion.
    private static readonly SearchValues<char> s_active = SearchValues.Create("[]'\"`$\\");

    /// <summary>
    /// A line as it may come out of m4: white space folded, and without brackets, which m4 takes as quotes.
    /// </summary>
    public static string Line(ReadOnlySpan<char> line)
    {
        StringBuilder result = new(line.Length);
        bool space = false;
        foreach (char c in line)
        {
            if (c is ' ' or '\t' or '\r' or '\f')
            {
                space = result.Length > 0;
            }
            else if (c is not ('[' or ']'))
            {
                result.Append(space ? " " : "").Append(c);
                space = false;
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// A statement of m4 as it is compared: indentation, blank lines and white space at line ends do not count.
    /// </summary>
    /// <param name="unit">The statement.</param>
    /// <param name="comments">Whether comments count.</param>
    public static string Unit(ReadOnlySpan<char> unit, bool comments)
    {
        StringBuilder result = new(unit.Length);
        bool continues = false;
        foreach (Range range in unit.Split('\n'))
        {
            ReadOnlySpan<char> line = unit[range].Trim();
            if (!line.IsEmpty && (comments || continues || !IsPlainComment(line)))
            {
                result.Append(line).Append('\n');
            }

            continues = line.EndsWith("\\");
        }

        return result.ToString();
    }

    /// <summary>A text with N in place of each version number, and of each place for one in a template.</summary>
    public static string WithoutVersions(string text) => Version().Replace(text, "N");

    /// <summary>
    /// Whether a trimmed line is a comment wherever it stands: nothing in it can end a quote or begin an expansion.
    /// </summary>
    public static bool IsPlainComment(ReadOnlySpan<char> line)
    {
        bool isComment = line.StartsWith("dnl ") || line.StartsWith("# ") || line is "#" or "dnl"
            || line.StartsWith("##");
        return isComment && line.IndexOfAny(s_active) < 0;
    }

    /// <summary>The first bytes of the SHA-256 of a text as UTF-8.</summary>
    public static byte[] Digest(string text, int length) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(text))[..length];

    [GeneratedRegex(@"@[A-Za-z_]+@|\b[0-9][0-9A-Za-z.+~-]{0,31}", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
