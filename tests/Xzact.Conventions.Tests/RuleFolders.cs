namespace Xzact.Conventions.Tests;

/// <summary>
/// One folder an audit rule: src/Xzact.Audit/Rules/ID/ holds its definition, its detector, and samples that must and
/// must not match.
/// </summary>
/// <remarks>
/// A folder whose name is a letter and digits as in D01 is a rule. Its definition is definition.txt; its samples are
/// match-*.fixture and nomatch-*.fixture.
/// </remarks>
internal static class RuleFolders
{
    private const string Home = "src/Xzact.Audit/Rules/";

    /// <summary>
    /// D00 compares published digests before anything is decoded, the rules from D41 on judge containers and tags, and
    /// those from D48 on what advisories say; no text could be a sample of that.
    /// </summary>
    private static readonly string[] s_withoutText = ["D00", "D41", "D42", "D43", "D44", "D47", "D48", "D49"];

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
        bool hasText = !s_withoutText.Contains(rule);
        (bool IsThere, string What)[] parts =
        [
            (files.Contains("definition.txt"), "definition"),
            (!hasText || files.Any(file => file.EndsWith(".cs", StringComparison.Ordinal)), "detector"),
            (!hasText || files.Any(file => IsSample(file, "match-")), "sample that must match"),
            (!hasText || files.Any(file => IsSample(file, "nomatch-")), "sample that must not match"),
        ];
        return parts.Where(part => !part.IsThere).Select(part => $"{folder}: no {part.What}");
    }

    private static bool IsRuleId(string name) =>
        name.Length is >= 2 and <= 6 && char.IsAsciiLetterUpper(name[0]) && name[1..].All(char.IsAsciiDigit);

    private static bool IsSample(string file, string prefix) =>
        file.StartsWith(prefix, StringComparison.Ordinal) && file.EndsWith(".fixture", StringComparison.Ordinal);
}
