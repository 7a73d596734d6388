using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>
/// Settings that act only where they name a program: spec files of RPM, which expand some macros as soon as they are
/// read, and settings of Doxygen. What else stands in them acts in the hands of whoever builds a package or a manual,
/// and says so in plain sight. Others act but where each line is known to be one of <see cref="PlainSettings"/>.
/// </summary>
internal static partial class SettingActs
{
    /// <summary>Whether a file is one of these.</summary>
    public static bool CanRead(string name) => IsSpec(name) || IsDoxygen(name) || PlainSettings.CanRead(name);

    /// <summary>The first new line that names a program or takes in another file; null if there is none.</summary>
    public static Evidence? First(SuspectFile file)
    {
        if (PlainSettings.CanRead(file.Name))
        {
            return PlainSettings.FirstOther(file);
        }

        Regex acting = IsSpec(file.Name) ? SpecMacro() : DoxygenProgram();
        return file.NewLines.Where(line => line.Text[0] != '#' && acting.IsMatch(line.Text))
            .Select(line => new Evidence("names what is run when it is read", file.Path, line.Number,
                Excerpt: line.Text))
            .FirstOrDefault();
    }

    private static bool IsSpec(string name) => name.EndsWith(".spec", StringComparison.Ordinal);

    private static bool IsDoxygen(string name) => name.StartsWith("Doxyfile", StringComparison.Ordinal);

    // %(command), %{lua:...}, %{load:file}, %include file; two per cent signs are one that stands for itself.
    [GeneratedRegex(
        @"(^|[^%])(%%)*%(\(|\{(lua|load|uncompress|expr)\b|(include|load)\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SpecMacro();

    // The settings of Doxygen's manual whose value is a command, a folder of programs or another file of settings.
    [GeneratedRegex(
        "^(@INCLUDE(_PATH)?|(INPUT_FILTER|FILTER_PATTERNS|FILTER_SOURCE_PATTERNS|FILE_VERSION_FILTER|PERL_PATH|DOT_PATH"
        + "|DIA_PATH|MSCGEN_PATH|MSCGEN_TOOL|HHC_LOCATION|QHG_LOCATION|LATEX_CMD_NAME|MAKEINDEX_CMD_NAME"
        + "|LATEX_MAKEINDEX_CMD|PLANTUML_JAR_PATH|CLANG_OPTIONS)) *[+]?= *[^ ]",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DoxygenProgram();
}
