using System.Text.RegularExpressions;

namespace Xzact.Audit.Known.Parts;

/// <summary>Which files of upstream projects are known parts, and how each kind is read.</summary>
internal static partial class PartSources
{
    /// <summary>Whether versions of a path are collected.</summary>
    public static bool IsSelected(string project, string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return project switch
        {
            _ when path.Contains("/tests/", StringComparison.Ordinal)
                || path.StartsWith("tests/", StringComparison.Ordinal)
                || path.Contains("/doc/", StringComparison.Ordinal) => false,
            "gnulib" when path.StartsWith("modules/", StringComparison.Ordinal) =>
                !name.EndsWith("-tests", StringComparison.Ordinal) && !name.Contains('.', StringComparison.Ordinal),
            "automake" when path.StartsWith("lib/am/", StringComparison.Ordinal) => IsAutomake(name),
            "libtool" or "libtool-debian" when ScriptFile.IsScript(name) => true,
            "gnulib" when name is "funclib.sh" or "options-parser" or "inline-source" => true,
            "gtk-doc" when name is "gtk-doc.make" or "gtk-doc.notmpl.make" or "gtk-doc.flat.make" => true,
            _ => IsMacro(name),
        };
    }

    /// <summary>Whether a file is m4 text.</summary>
    public static bool IsMacro(string name) =>
        name.EndsWith(".m4", StringComparison.Ordinal) || IsStamped(name);

    /// <summary>Whether a file is m4 text with places for version numbers.</summary>
    public static bool IsStamped(string name) =>
        name is "amversion.in" or "ltversion.in" || name.EndsWith(".m4.in", StringComparison.Ordinal);

    /// <summary>The lines of a file of this name, by part.</summary>
    public static IEnumerable<PartLine> LinesOf(string name, string text) =>
        (IsMacro(name) || name is "configure.ac" or "configure.in"
            ? MacroLines.Read(text, name) : PlainLines(name, text))
        .Where(line => IsTelling(line.Text));

    /// <summary>Whether a line says anything by itself: not a mere word, bracket or hole.</summary>
    public static bool IsTelling(string line)
    {
        string rest = line.Replace("\u0001", "", StringComparison.Ordinal);
        return rest.Length >= 4 && !OneWord().IsMatch(rest);
    }

    // The templates of automake have holes of their own: %DIR%, and ?CONDITION? in front of a line.
    private static IEnumerable<PartLine> PlainLines(string name, string text)
    {
        foreach (string raw in text.Split('\n'))
        {
            string line = CanonicalText.Line(raw);
            if (IsAutomake(name))
            {
                line = line.StartsWith("##", StringComparison.Ordinal) ? "" : Condition().Replace(line, "");
                line = CanonicalText.Line(Variable().Replace(line, "\u0001"));
            }

            if (line.Length > 0)
            {
                yield return new(name, line);
            }
        }
    }

    private static bool IsAutomake(string name) => name.EndsWith(".am", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:\?!?[A-Z_]+\?)+ ?", RegexOptions.NonBacktracking)]
    private static partial Regex Condition();

    [GeneratedRegex("%[A-Za-z_?!]+%|@@[A-Z]+@@", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Za-z0-9_.+:,/-]*\)?;*$", RegexOptions.NonBacktracking)]
    private static partial Regex OneWord();
}
