namespace Xzact.Conventions.Tests;

/// <summary>
/// One folder an audit rule: src/Xzact.Audit/Rules/ID/ holds its definition, its detector, and samples that must and
/// must not match.
/// </summary>
/// <remarks>
/// A folder whose name is letters and digits as in D01 is a rule. The definition is ID.md, ID.txt or definition.*; a
/// sample is a .fixture file whose path says "match" or "no-match" (or "positive", "negative").
/// </remarks>
internal static class RuleFolders
{
    private const string Home = "src/Xzact.Audit/Rules/";

    /// <summary>The rules' identifiers, sorted; none as long as there is no rule.</summary>
    public static IReadOnlyList<string> RulesIn(IEnumerable<string> paths) =>
        [.. paths.Where(path => path.StartsWith(Home, StringComparison.Ordinal))
            .Select(path => path[Home.Length..].Split('/'))
            .Where(parts => parts.Length > 1 && IsRuleId(parts[0]))
            .Select(parts => parts[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Check(IReadOnlyCollection<string> paths) =>
        RulesIn(paths).SelectMany(rule => Check(rule, paths));

    private static IEnumerable<string> Check(string rule, IReadOnlyCollection<string> paths)
    {
        string folder = Home + rule + "/";
        string[] files =
        [
            .. paths.Where(path => path.StartsWith(folder, StringComparison.Ordinal))
                .Select(path => path[folder.Length..]),
        ];
        string[] samples = [.. files.Where(file => file.EndsWith(".fixture", StringComparison.Ordinal))];
        bool isNegative(string sample) =>
            sample.Contains("no-match", StringComparison.OrdinalIgnoreCase)
            || sample.Contains("nomatch", StringComparison.OrdinalIgnoreCase)
            || sample.Contains("not-match", StringComparison.OrdinalIgnoreCase)
            || sample.Contains("negative", StringComparison.OrdinalIgnoreCase);
        bool isPositive(string sample) => !isNegative(sample)
            && (sample.Contains("match", StringComparison.OrdinalIgnoreCase)
                || sample.Contains("positive", StringComparison.OrdinalIgnoreCase));

        (bool IsThere, string What)[] parts =
        [
            (files.Any(file => IsDefinition(rule, file)), "definition"),
            (files.Any(file => file.EndsWith(".cs", StringComparison.Ordinal)), "detector"),
            (samples.Any(isPositive), "sample that must match"),
            (samples.Any(isNegative), "sample that must not match"),
        ];
        return parts.Where(part => !part.IsThere).Select(part => $"{folder}: no {part.What}");
    }

    private static bool IsRuleId(string name) =>
        name.Length is >= 2 and <= 6 && char.IsAsciiLetterUpper(name[0]) && name[1..].All(char.IsAsciiDigit);

    private static bool IsDefinition(string rule, string file) => Path.GetExtension(file) is ".md" or ".txt" or ".json"
        && Path.GetFileNameWithoutExtension(file) is var name
        && (name.Equals(rule, StringComparison.OrdinalIgnoreCase)
            || name.Equals("definition", StringComparison.OrdinalIgnoreCase)
            || name.Equals("rule", StringComparison.OrdinalIgnoreCase));
}
