using System.Globalization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D04;

/// <summary>
/// A macro whose serial number upstream had not reached at the date of the release, or had given to other content.
/// </summary>
internal sealed class SerialRule : IFileRule
{
    // Serial lines stand in the header; a number further down is text.
    private const int HeaderLines = 40;

    public string Id => "D04";

    // aclocal.m4 is composed of many macros, each with a serial of its own.
    public bool AppliesTo(SuspectFile file) =>
        file.Entry.Role == FileRole.Macro && file.Upstream.Serials.Count > 0 && file.Name != "aclocal.m4";

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        if (FindSerial(file.Text ?? "") is not (int serial, int line, string text))
        {
            yield break;
        }

        UpstreamSerial[] published = [.. file.Upstream.Serials.Where(s => s.FirstCommit <= file.ReleaseDate)];
        UpstreamSerial? highest = published.MaxBy(s => s.Serial);
        Evidence claim = new($"claims serial {serial}", file.Path, line, Excerpt: text);
        if (highest is null || serial > highest.Serial)
        {
            string known = highest is null
                ? $"no serial had been published by {file.ReleaseDate:yyyy-MM-dd}"
                : $"the highest by {file.ReleaseDate:yyyy-MM-dd} was {highest.Serial} ({highest.Project})";
            yield return new(
                Severity.Medium, $"Serial {serial} is above every upstream serial: {known}.", $"serial {serial}",
                [claim, new(known)]);
        }
        else if (published.FirstOrDefault(s => s.Serial == serial) is { } same)
        {
            string known = $"{same.Project} published serial {serial} on "
                + $"{same.FirstCommit:yyyy-MM-dd} with other content";
            yield return new(
                Severity.Medium, $"Same serial as upstream, other content: {known}.", file.Entry.Sha256 ?? "",
                [claim, new(known)]);
        }
    }

    /// <summary>Finds <c># serial 3</c>, <c>#serial 3</c> and <c># name.m4 serial 3</c>; line numbers from 1.</summary>
    internal static (int Serial, int Line, string Text)? FindSerial(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n', HeaderLines + 1).Take(HeaderLines))
        {
            number++;
            string[] words = line.Replace("dnl", "#", StringComparison.Ordinal)
                .Replace("#", " # ", StringComparison.Ordinal)
                .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
            int at = Array.IndexOf(words, "serial");
            bool header = at > 0 && words[0] == "#"
                && (at == 1 || words[at - 1].EndsWith(".m4", StringComparison.Ordinal));
            if (header && at + 1 < words.Length && LeadingNumber(words[at + 1]) is int serial)
            {
                return (serial, number, line);
            }
        }

        return null;
    }

    private static int? LeadingNumber(string word)
    {
        int digits = word.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? word.Length : end;
        return int.TryParse(word.AsSpan(0, digits), CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
