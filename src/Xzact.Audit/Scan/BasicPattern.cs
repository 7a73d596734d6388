using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Scan;

/// <summary>Regular expressions of sed and grep as those of .NET (POSIX.1-2017, 9.3 and 9.4), without backtracking.
/// </summary>
internal static class BasicPattern
{
    private const int MaxLength = 400;
    private const int MaxKnown = 256;

    private static readonly ConcurrentDictionary<(string, bool, bool), Regex?> s_known = new();

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant;

    /// <summary>The expression; null if it has a form that is not read here.</summary>
    /// <param name="pattern">As the script has it.</param>
    /// <param name="isExtended">Whether groups and alternatives have no backslash.</param>
    /// <param name="isWhole">Whether a dot stands for line ends, too.</param>
    public static Regex? Of(string pattern, bool isExtended, bool isWhole = false)
    {
        // The same few are asked for again and again, and each takes long to make.
        if (s_known.Count >= MaxKnown)
        {
            s_known.Clear();
        }

        return s_known.GetOrAdd((pattern, isExtended, isWhole), Make);
    }

    private static Regex? Make((string Pattern, bool IsExtended, bool IsWhole) key)
    {
        (string pattern, bool isExtended, bool isWhole) = key;
        if (pattern.Length > MaxLength)
        {
            return null;
        }

        StringBuilder result = new();
        int groups = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            bool isEscaped = c == '\\' && i + 1 < pattern.Length;
            c = isEscaped ? pattern[++i] : c;
            bool isSpecial = isEscaped != isExtended;
            switch (c)
            {
                case '[' when !isEscaped:
                    int end = pattern.IndexOf(']', Math.Min(pattern.Length, i + (pattern.AsSpan(i).StartsWith("[^")
                        ? 3 : 2)));
                    if (end < 0 || pattern.IndexOf("[:", i, end - i, StringComparison.Ordinal) >= 0)
                    {
                        return null;
                    }

                    result.Append(pattern.AsSpan(i, end + 1 - i).ToString().Replace("\\", "\\\\",
                        StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Remove(0, 1));
                    i = end;
                    break;
                case '(' when isSpecial:
                    result.Append("(?<g").Append(++groups).Append('>');
                    break;
                case ')' or '{' or '}' or '|' or '+' or '?' when isSpecial:
                    result.Append(c);
                    break;
                case '^' when !isEscaped && (isExtended || i == 0):
                case '$' when !isEscaped && (isExtended || i == pattern.Length - 1):
                case '*' when !isEscaped && i > 0:
                case '.' when !isEscaped:
                    result.Append(c);
                    break;
                case 'n' or 't' when isEscaped:
                    result.Append('\\').Append(c);
                    break;
                case >= '1' and <= '9' when isEscaped:
                    return null;
                default:
                    result.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        try
        {
#pragma warning disable MA0009 // It does not backtrack, and its length is limited.
            return new(result.ToString(), Options | (isWhole ? RegexOptions.Singleline : RegexOptions.None));
#pragma warning restore MA0009
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A replacement with the groups of a match: <c>&amp;</c> and <c>\1</c> to <c>\9</c>.</summary>
    public static string Expand(string replacement, Match match)
    {
        if (replacement.AsSpan().IndexOfAny('\\', '&') < 0)
        {
            return replacement;
        }

        StringBuilder result = new();
        for (int i = 0; i < replacement.Length; i++)
        {
            char c = replacement[i];
            if (c == '&')
            {
                result.Append(match.ValueSpan);
            }
            else if (c == '\\' && i + 1 < replacement.Length)
            {
                c = replacement[++i];
                if (char.IsAsciiDigit(c))
                {
                    result.Append(c == '0' ? match.Value : match.Groups["g" + c].Value);
                }
                else
                {
                    result.Append(c switch { 'n' => '\n', 't' => '\t', _ => c });
                }
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
