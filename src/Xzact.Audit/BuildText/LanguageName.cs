using System.Text.RegularExpressions;

namespace Xzact.Audit.BuildText;

/// <summary>Names of languages as gettext's makefiles have them: <c>de</c>, <c>pt_BR</c>, <c>sr@latin</c>.</summary>
internal static partial class LanguageName
{
    /// <summary>Whether a word is one: letters and digits, with single signs between them that neither the shell nor
    /// sed nor make takes for its own. config.status copies it into all three.</summary>
    public static bool Is(string word) => Form().IsMatch(word);

    [GeneratedRegex(
        @"^[A-Za-z][A-Za-z0-9]*([_@.+-][A-Za-z0-9]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
