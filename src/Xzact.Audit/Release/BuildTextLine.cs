using System.Buffers;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Release;

/// <summary>A line of build text without what names files and reads none.</summary>
internal static partial class BuildTextLine
{
    private static readonly SearchValues<char> s_uncertain = SearchValues.Create("'\"`\\[](){}$<");

    /// <summary>
    /// The line without a comment at its end and without the operands of <c>test -z</c> and <c>test -n</c>, which are
    /// text and no files. Where a quote, an escape or an expansion makes it less than certain, nothing is left out.
    /// </summary>
    /// <param name="line">The line, trimmed.</param>
    public static string WithoutRemarks(string line)
    {
        string rest = line.Contains(" -", StringComparison.Ordinal) ? TestOfText().Replace(line, "${test} ") : line;
        int comment = rest.IndexOf(" #", StringComparison.Ordinal);
        return comment > 0 && !rest.AsSpan(0, comment).ContainsAny(s_uncertain) ? rest[..comment] : rest;
    }

    // In quotes, or a word without any; of expansions only variables of make and of the shell, which run nothing.
    [GeneratedRegex(
        "(?<test>(^|[ ;&|(@-])(test|\\[) -[nz]) "
        + "(\"([^\"`\\\\$]|[$][(][A-Z0-9_]{1,64}[)]|[$][A-Za-z_{]){0,4000}\"|'[^']{0,4000}'"
        + "|[A-Za-z0-9_./-]{1,255}(?=[ ;]|$))",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestOfText();
}
