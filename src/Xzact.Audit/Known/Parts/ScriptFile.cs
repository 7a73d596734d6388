using System.Text.RegularExpressions;

namespace Xzact.Audit.Known.Parts;

/// <summary>
/// Takes a shell script apart into its functions and the stretches between them, to compare each with published ones.
/// Nothing in a part is folded or left out but the version of the project, which is named: in a script the text of
/// documents for other programs looks like comments and white space of its own.
/// </summary>
internal static partial class ScriptFile
{
    // Keeps parts of scripts apart from statements of m4, which are in the same table.
    private const string Domain = "script\n";

    /// <summary>Whether a file of this name is taken apart.</summary>
    public static bool IsScript(string name) =>
        name is "ltmain.in" or "ltmain.m4sh" or "ltmain.sh" or "funclib.sh" or "options-parser";

    /// <summary>The parts, in order; they and line feeds are all of the text.</summary>
    public static IReadOnlyList<MacroUnit> Read(string text)
    {
        List<MacroUnit> units = [];
        int begin = 0; // of what is in no unit yet
        int function = -1;
        string name = "";
        for (int at = 0; at < text.Length;)
        {
            int feed = text.IndexOf('\n', at);
            int end = feed < 0 ? text.Length : feed + 1;
            ReadOnlySpan<char> line = text.AsSpan(at, end - at).TrimEnd('\n');
            if (function < 0 && line.EndsWith(" ()") && text.AsSpan(end).StartsWith("{\n") && IsName(line[..^3]))
            {
                (function, name) = (at, line[..^3].ToString());
            }
            else if (function >= 0 && line is "}")
            {
                // What is too short to tell anything by itself belongs to the function behind it.
                bool isLong = text.AsSpan(begin, function - begin).Trim('\n').Length >= KnownPartsIndex.MinUnit;
                if (isLong)
                {
                    Add(text, units, "script", begin, function);
                }

                Add(text, units, name, isLong ? function : begin, end);
                (begin, function) = (end, -1);
            }

            at = end;
        }

        Add(text, units, "script", begin, text.Length);
        return units;
    }

    /// <summary>A part as it stands.</summary>
    public static string Exact(ReadOnlySpan<char> unit) => Domain + unit.ToString();

    /// <summary>A part without versions.</summary>
    public static string Canonical(ReadOnlySpan<char> unit) =>
        Domain + Stamp().Replace(unit.ToString(), match => match.Groups["what"].Value + "N");

    /// <summary>The places of versions in a part, which the comparison leaves out: offset and length.</summary>
    public static IEnumerable<(int Offset, int Length)> Stamps(string unit) =>
        Stamp().Matches(unit).Select(m => (m.Groups["version"].Index, m.Groups["version"].Length));

    private static void Add(string text, List<MacroUnit> units, string name, int begin, int end)
    {
        ReadOnlySpan<char> unit = text.AsSpan(begin, end - begin);
        int skipped = unit.Length - unit.TrimStart('\n').Length;
        int length = unit.Trim('\n').Length;
        if (length > 0)
        {
            units.Add(new(name, begin + skipped, length));
        }
    }

    private static bool IsName(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !word.IsEmpty;
    }

    // VERSION=2.4.6, VERSION="2.4.6 Debian-2.4.6-15", and the like, and where the text of --help has it and the address
    // of the project; a template has @VERSION@ there.
    [GeneratedRegex(
        "^(?<what>(VERSION|package_revision)=)"
        + "(?<version>@[A-Za-z_]+@|[0-9][0-9A-Za-z.+~-]{0,31}|\"[0-9][0-9A-Za-z.+~-]{0,31} [0-9A-Za-z.+~-]{1,32}\")$"
        + "|^(?<what># libtool \\(GNU (@PACKAGE@|libtool)\\) )(?<version>@[A-Za-z_]+@|[0-9][0-9A-Za-z.+~-]{0,31})$"
        + "|^(?<what>scriptversion=')(?<version>\\(GNU (@PACKAGE@|libtool)\\) (@VERSION@|[0-9][0-9A-Za-z.+~-]{0,31}))'$"
        + "|^(?<what>       version:        \\$progname )(?<version>(\\$scriptversion|\\(GNU (@PACKAGE@|libtool)\\) "
        + "(@VERSION@|[0-9][0-9A-Za-z.+~-]{0,31}))( Debian-[0-9A-Za-z.+~-]{1,32})?)$"
        + "|^(?<what>GNU (@PACKAGE@|libtool) home page: <)"
        + "(?<version>@PACKAGE_URL@|https?://www\\.gnu\\.org/(s|software)/libtool/)>\\.$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Stamp();
}
