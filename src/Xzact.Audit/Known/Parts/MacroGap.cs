using System.Text.RegularExpressions;

namespace Xzact.Audit.Known.Parts;

/// <summary>What stands between two statements of an m4 file, or two parts of a script: comments and white
/// space.</summary>
/// <param name="Start">Offset of its first character in the text.</param>
/// <param name="Length">Its length in characters; not 0.</param>
/// <param name="Behind">The name of the statement in front of it; null at the begin of a file.</param>
/// <param name="Before">The name of the statement that follows; null at the end of a file.</param>
internal readonly partial record struct MacroGap(int Start, int Length, string? Behind, string? Before)
{
    /// <summary>The gaps of a text, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="units">Its statements, in order.</param>
    public static IEnumerable<MacroGap> Of(string text, IReadOnlyList<MacroUnit> units)
    {
        int end = 0;
        for (int i = 0; i <= units.Count; i++)
        {
            int start = i < units.Count ? units[i].Start : text.Length;
            if (start > end)
            {
                yield return new(
                    end, start - end, i == 0 ? null : units[i - 1].Name, i < units.Count ? units[i].Name : null);
            }

            end = i < units.Count ? start + units[i].Length : end;
        }
    }

    /// <summary>A gap as it is compared: with the statement that follows it, or the last one.</summary>
    /// <param name="text">The text.</param>
    public string In(string text) => Before is null
        ? AtEnd(Behind ?? "", text.AsSpan(Start, Length)) : InFront(Before, text.AsSpan(Start, Length));

    /// <summary>What stands in front of a statement, as it is compared.</summary>
    public static string InFront(string name, ReadOnlySpan<char> gap) => $"what stands in front of {name}\n{gap}";

    /// <summary>What stands at the end of a file behind a statement, as it is compared.</summary>
    public static string AtEnd(string name, ReadOnlySpan<char> gap) => $"what stands at the end behind {name}\n{gap}";

    /// <summary>Line feeds between two parts of a script, as they are compared.</summary>
    public string LineFeeds() => $"line feeds between {Behind ?? "nothing"} and {Before ?? "nothing"}: {Length}";

    /// <summary>A gap with a place for the year that a template of a release leaves open.</summary>
    public static string WithoutYear(string gap) => Year().Replace(gap, "${begin}N");

    // Copyright (C) 2002-2021
    [GeneratedRegex(
        @"(?<begin>\b[0-9]{4}-)[0-9]{4}\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Year();
}
