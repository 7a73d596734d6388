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

    // Libtool's and Automake's statements hold two different ones.
    private const int MaxVersions = 4;

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
    /// A statement of m4 as it is compared: as it stands, for white space and comment signs are text inside quotes,
    /// and what is C or a here-document there only its tool knows. A line feed ends it.
    /// </summary>
    public static string Statement(ReadOnlySpan<char> unit) => unit.EndsWith("\n") ? unit.ToString() : $"{unit}\n";

    /// <summary>A statement as aclocal copies it: lines that begin with two comment signs are left out, wherever they
    /// stand.</summary>
    public static string Collected(string statement) => statement.Contains("##", StringComparison.Ordinal)
        ? string.Join(
            '\n', statement.Split('\n').Where(line => !line.StartsWith("##", StringComparison.Ordinal)))
        : statement;

    /// <summary>A statement of a template with N in each place for a version.</summary>
    public static string Stamped(string statement) => Place().Replace(statement, "N");

    /// <summary>What a statement may be in a template: some of its version numbers, which have a point, are
    /// places.</summary>
    public static IEnumerable<string> Unstamped(string statement)
    {
        string[] versions =
        [
            .. PointedVersion().Matches(statement).Select(match => match.Value).Distinct(StringComparer.Ordinal)
                .OrderByDescending(version => version.Length).Take(MaxVersions + 1),
        ];
        for (int chosen = 1; versions.Length <= MaxVersions && chosen < 1 << versions.Length; chosen++)
        {
            string[] places = [.. versions.Where((_, i) => (chosen >> i & 1) != 0)];
            yield return PointedVersion().Replace(
                statement, match => places.Contains(match.Value) ? "N" : match.Value);
        }
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

    [GeneratedRegex("@[A-Za-z_]+@", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    // 2.4.7, and 2.4.6.42-b88ce-dirty of a build from git. A longer one could say something else.
    [GeneratedRegex(
        @"\b[0-9]{1,4}(\.[0-9]{1,4}){1,3}[a-z]?(-[0-9a-f]{4,8})?(-dirty)?(?![0-9A-Za-z.+~-]*[0-9A-Za-z])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointedVersion();
}
