using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.Source;

/// <summary>A way in which C text acts without a word that says so.</summary>
/// <param name="Word">What the report calls it.</param>
/// <param name="What">The evidence in words.</param>
/// <param name="Line">From 1.</param>
/// <param name="Excerpt">The text that shows it.</param>
/// <param name="IsCertain">Whether it acts by itself, and not only together with what else may be there.</param>
internal sealed record SourceTrick(string Word, string What, int Line, string Excerpt, bool IsCertain);

/// <summary>
/// Finds in C text what no table and no parser needs: names that the preprocessor pastes together, code or data in a
/// section that the loader runs, another name for a symbol, and files that are no headers.
/// </summary>
internal static partial class SourceTricks
{
    /// <summary>What a text is called that pastes words, which may be any.</summary>
    public const string Pasting = "##";

    // So many neighbours may make one word.
    private const int MaxPieces = 6;

    /// <summary>Whether a macro of the text pastes words.</summary>
    public static bool Pastes(string text) => SourceReader.Read(text).Any(word => word.Text == Pasting);

    /// <summary>What is found, in order of the kinds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="isActing">Tells keywords that act.</param>
    /// <param name="isCall">Tells functions that act.</param>
    public static IEnumerable<SourceTrick> Of(
        string text, IReadOnlyList<SourceWord> words, Func<string, bool> isActing, Func<string, bool> isCall)
    {
        if (words.FirstOrDefault(word => word.Text == Pasting) is { Text: not null } pasting)
        {
            if (Pasted(words, w => isActing(w) || isCall(w)) is (string word, int at))
            {
                yield return new(word, $"pastes '{word}' together", at, Excerpt(text, at), IsCertain: true);
            }

            yield return new(
                Pasting, "pastes words together, which may be any", pasting.Line, Excerpt(text, pasting.Line),
                IsCertain: false);
        }

        foreach (Match match in Placed().Matches(text))
        {
            yield return Show(text, match, match.Groups["what"].Value.Trim('_'), "runs unasked or under another name");
        }

        foreach (Match match in Pragma().Matches(text).Where(m => !IsPlain(m.Groups["what"].Value)))
        {
            yield return Show(text, match, "pragma", "gives a symbol another meaning");
        }

        foreach (Match match in Included().Matches(text).Where(m => !IsHeader(m.Groups["name"].Value)))
        {
            yield return Show(text, match, "#include", "includes a file that is no header") with { IsCertain = false };
        }
    }

    private static SourceTrick Show(string text, Match match, string word, string what)
    {
        int line = 1 + text.AsSpan(0, match.Index).Count('\n');
        string excerpt = match.Value.Trim();
        return new(word, what, line, excerpt[..Math.Min(excerpt.Length, Evidence.MaxExcerpt)], IsCertain: true);
    }

    // Neighbours in the text, forwards or backwards, that make an acting word; names of macros may stand between.
    private static (string Word, int Line)? Pasted(IReadOnlyList<SourceWord> words, Func<string, bool> acts)
    {
        for (int i = 0; i < words.Count; i++)
        {
            (string forwards, string backwards) = (words[i].Text, words[i].Text);
            int pieces = 1;
            for (int k = i + 1; k < words.Count && pieces < MaxPieces && words[k].Line - words[i].Line <= 2; k++)
            {
                if (words[k].IsCalled || words[k].Text == Pasting)
                {
                    continue;
                }

                pieces++;
                (forwards, backwards) = (forwards + words[k].Text, words[k].Text + backwards);
                if (acts(forwards) || acts(backwards))
                {
                    return (acts(forwards) ? forwards : backwards, words[i].Line);
                }
            }
        }

        return null;
    }

    private static string Excerpt(string text, int line)
    {
        string found = text.Split('\n', line + 1)[line - 1].Trim();
        return found[..Math.Min(found.Length, Evidence.MaxExcerpt)];
    }

    // Of warnings, dialects and the like; the rest names symbols and sections.
    private static bool IsPlain(string pragma) => pragma.Split(' ', 2)[0]
        is "" or "GCC" or "clang" or "STDC" or "once" or "omp" or "warning" or "pack" or "message" or "hdrstop"
            or "mark";

    // C++ has headers without an ending; a file of the project has a folder or quotes.
    private static bool IsHeader(string name) => name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant()
        is "H" or "HH" or "HPP" or "HXX" or "H++" or "INC" or "DEF" or "C" or "CC" or "CPP";

    // The names of attributes with a string, and of sections that the loader runs.
    [GeneratedRegex(
        "\\b(?<what>_{0,2}(section|alias|weakref)_{0,2})[ \\t\\n]*\\([ \\t\\n]*[uUL8]{0,2}\""
        + "|\"\\.(?<what>(pre)?init_array|fini_array|ctors|dtors)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placed();

    [GeneratedRegex(
        "(_Pragma[ \\t\\n]*\\([ \\t\\n]*[uUL8]{0,2}\"|^[ \\t]*#[ \\t]*pragma)[ \\t]*"
        + "(?<what>[^\"\\n]{0,200})",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pragma();

    [GeneratedRegex(
        "^[ \\t]*#[ \\t]*include[ \\t]*([<\"](?<name>[^>\"\\n]{0,500}\\.[^>\"\\n./]{0,20})[>\"]"
        + "|\"(?<name>([^>\"\\n]*/)?[^>\"\\n./]{1,100})\")",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Included();
}
