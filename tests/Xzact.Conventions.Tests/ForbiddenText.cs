using System.Text.RegularExpressions;
using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

/// <summary>What no committed text may say: where packages come from, whose machine it was, notes of unfinished
/// work.</summary>
internal static partial class ForbiddenText
{
    private const int TimeoutMilliseconds = 10_000;

    public static IEnumerable<string> Check(IEnumerable<TextFile> files) =>
        from file in files
        from line in file.Lines.Index()
        from rule in Rules(line.Item)
        select $"{file.Path}:{line.Index + 1}: {rule}";

    private static IEnumerable<string> Rules(string line)
    {
        if (RegistryHost().Match(line) is { Success: true } host)
        {
            yield return $"names a package registry's host: {host.Value}";
        }

        if (MachinePath().Match(line) is { Success: true } path)
        {
            yield return $"names an absolute path of a machine: {path.Value}";
        }

        if (ToolName().Match(line) is { Success: true } tool)
        {
            yield return $"names an editor or assistant: {tool.Value}";
        }

        if (UnfinishedWork().Match(line) is { Success: true } note)
        {
            yield return $"leaves a note of unfinished work: {note.Value}";
        }
    }

    [GeneratedRegex(
        @"\b(?:nuget\.org|npmjs\.(?:com|org)|pypi\.org|pythonhosted\.org|crates\.io|rubygems\.org|myget\.org" +
        @"|maven\.org|golang\.org|pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com|jfrog\.io)\b",
        RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(
        @"(?<![\w.~*])/(?:work|home|root|Users)/|\b[A-Za-z]:\\{1,2}Users\\", RegexOptions.None, TimeoutMilliseconds)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"\b(?:co[p]ilot|chat[g]pt|open[a]i|anth[r]opic|cl[a]ude|gpt-[0-9]|re[s]harper|jet[b]rains|vs[c]ode)\b",
        RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex ToolName();

    /// <summary>Such a word after the start of a comment or before a colon; alone it may be a file's name.</summary>
    [GeneratedRegex(
        @"(?:(?://+|#|/?\*|<!--)\s*(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b)|(?:\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)[:(])",
        RegexOptions.None,
        TimeoutMilliseconds)]
    private static partial Regex UnfinishedWork();
}
