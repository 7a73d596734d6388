using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>What stands in the build scripts of a tree and means something by itself. Scripts are given one by one;
/// what needs all of them is told at the end.</summary>
internal sealed partial class ScriptFacts
{
    private const int MaxFacts = 1_000;
    private const int MaxLine = 256;
    private const int MostConsonants = 4;

    private readonly List<ScriptFact> _facts = [];
    private readonly List<(string Name, ScriptFact Fact)> _evaluated = [];
    private readonly List<ScanFile> _scripts = [];

    /// <summary>Reads one script.</summary>
    /// <param name="file">The file.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="text">Its text, one character a byte.</param>
    public void Add(ScanFile file, ScriptLanguage language, string text)
    {
        string path = file.Path;
        if (_facts.Count < MaxFacts)
        {
            IEnumerable<ScriptFact> found = language switch
            {
                ScriptLanguage.M4 => ConfigCommands.In(path, text).Concat(FeatureProbes.InM4(path, text)),
                ScriptLanguage.CMake => FeatureProbes.InCMake(path, text),
                ScriptLanguage.Meson => FeatureProbes.InMeson(path, text),
                _ => [],
            };
            _facts.AddRange(found.Select(fact => fact with { IsInTests = file.IsInTests }));
        }

        if (language is ScriptLanguage.M4 or ScriptLanguage.Shell or ScriptLanguage.Bash or ScriptLanguage.Make
            or ScriptLanguage.Package)
        {
            _scripts.Add(file);
            Evaluated(file, text);
        }
    }

    /// <summary>All facts, in the order in which the scripts were given.</summary>
    public IReadOnlyList<ScriptFact> All()
    {
        // Few trees evaluate a variable alone, so that their scripts need not be read again.
        HashSet<string> open = [.. _evaluated.Select(item => item.Name)];
        foreach (ScanFile script in open.Count == 0 ? [] : _scripts)
        {
            string text = Encoding.Latin1.GetString(script.Content.Read());
            open.RemoveWhere(name => GivesValue(text, name));
        }

        return [.. _facts, .. _evaluated.Where(item => open.Contains(item.Name)).Select(item => item.Fact)];
    }

    private void Evaluated(ScanFile file, string text)
    {
        LineMap? lines = null;
        for (int at = text.IndexOf("eval", StringComparison.Ordinal); at >= 0 && _evaluated.Count < MaxFacts;
            at = text.IndexOf("eval", at + 1, StringComparison.Ordinal))
        {
            if (!M4Reader.IsWordAt(text, at, "eval") || M4Reader.IsInComment(text, at)
                || EvaluatedName().Match(text.Substring(at, Math.Min(MaxLine, text.Length - at))) is not
                { Success: true } match
                || (NameIn(match.Value) is var name && IsOfTheEnvironment(name)))
            {
                continue;
            }

            lines ??= LineMap.Of(text);
            _evaluated.Add((name, new(
                ScriptFactKind.UnassignedEvaluated, name,
                new("evaluates a variable that has no value in the tree", file.Path, lines.LineAt(at),
                    Excerpt: match.Value.Trim()))
            {
                HasOddName = IsOdd(name),
                IsInTests = file.IsInTests,
            }));
        }
    }

    // Not a group of the expression: without backtracking, .NET loses one before an alternative that ends the text.
    private static string NameIn(string evaluated)
    {
        ReadOnlySpan<char> rest = evaluated.AsSpan(evaluated.LastIndexOf('$') + 1).TrimStart('{');
        int end = rest.IndexOfAnyExcept(M4Reader.NameCharacters);
        return new(end < 0 ? rest : rest[..end]);
    }

    // NAME=, NAME+=, ${NAME=, ${NAME:-; or the name of a line that reads, loops, declares or is a call of m4.
    private static bool GivesValue(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!M4Reader.IsWordAt(text, at, name))
            {
                continue;
            }

            ReadOnlySpan<char> rest = text.AsSpan(at + name.Length);
            bool isExpanded = at > 1 && text[at - 1] == '{' && text[at - 2] == '$';
            if (isExpanded ? rest.Length > 0 && rest[0] is ':' or '-' or '=' or '?' or '+'
                : rest.StartsWith("=") || rest.StartsWith("+="))
            {
                return true;
            }

            int start = Math.Max(text.LastIndexOf('\n', at) + 1, at - MaxLine);
            if (!isExpanded && (at == 0 || text[at - 1] != '$') && Declares().IsMatch(text.AsSpan(start, at - start)))
            {
                return true;
            }
        }

        return false;
    }

    // By custom, a name in capitals is the user's to set.
    private static bool IsOfTheEnvironment(string name) => !name.Any(char.IsAsciiLetterLower);

    /// <summary>Whether a name is no word by its letters: five consonants in a row, four with a capital inside the
    /// name, or capitals strewn into it.</summary>
    internal static bool IsOdd(string name)
    {
        int run = 0;
        int longest = 0;
        int turns = 0;
        for (int i = 0; i < name.Length; i++)
        {
            char c = char.ToLowerInvariant(name[i]);
            run = char.IsAsciiLetter(c) && !"aeiouy".Contains(c, StringComparison.Ordinal) ? run + 1 : 0;
            longest = Math.Max(longest, run);
            turns += i > 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]) ? 1 : 0;
        }

        return longest > MostConsonants || (longest == MostConsonants && turns > 0)
            || (turns > 1 && turns * 2 >= name.Length / 2);
    }

    [GeneratedRegex(
        @"(^|[^a-zA-Z0-9_])(read|for|unset|export|local|getopts|typeset|declare|define|[A-Za-z0-9_]+\()([ \t\[""'{]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declares();

    // The whole of what is evaluated is the variable.
    [GeneratedRegex(
        @"\Aeval[ \t]+[""']?\$\$?([A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})[""']?[ \t]*(\z|[;&|)}\r\n`])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EvaluatedName();
}
