using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// The one rule about bytes that a proof does not cover. An account is withdrawn if they could carry something: opaque
/// or long ranges, many of them, or a build text that reads the file as data.
/// </summary>
internal static partial class CarrierRule
{
    /// <summary>The longest range, in bytes: a few lines of prose.</summary>
    internal const int MaxLength = 400;

    /// <summary>What all ranges of one file may have together, in bytes, and as a part of the file.</summary>
    internal const int MaxTotal = 2048;

    /// <summary>One byte in so many may be uncovered, if that is less than <see cref="MaxTotal"/> allows.</summary>
    internal const int MaxFraction = 4;

    /// <summary>The longest run without white space: an address or a path, no encoded data.</summary>
    internal const int MaxWord = 64;

    // Commands that give out the content of a file, and what runs it; a variable may hold such a name too.
    private static readonly HashSet<string> s_readers = new(StringComparer.OrdinalIgnoreCase)
    {
        "cat", "sed", "awk", "gawk", "head", "tail", "tr", "cut", "grep", "egrep", "fgrep", "dd", "od", "xxd", "eval",
        "sh", "bash", "ksh", "dash", "source", "exec", "perl", "python", "python3", "ruby", "m4", "sort", "uniq",
        "tac", "rev", "fold", "paste", "split", "strings", "base64", "uudecode", "xz", "xzcat", "gzip", "zcat",
        "bzip2", "openssl", "file", "read", "SHELL", "AWK", "SED", "GREP", "EGREP", "PERL", "PYTHON", "CONFIG_SHELL",
        "msgunfmt", "find", "xargs", "m4_include", "m4_esyscmd", "include", "sinclude", "tar", "install-sh",
    };

    /// <summary>Why the account does not stand, or null if it does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content; the ranges lie in it.</param>
    /// <param name="account">The account.</param>
    /// <param name="texts">The archive's build text by path.</param>
    /// <param name="mayBeIncluded">Whether make may include the file: what it does not cover are comments.</param>
    public static Evidence? WhyWithdrawn(
        string path, byte[] content, Account account, IReadOnlyDictionary<string, string> texts,
        bool mayBeIncluded = false)
    {
        if (account.Carriers.Count == 0)
        {
            return null;
        }

        long total = 0;
        foreach (Carrier carrier in account.Carriers)
        {
            total += carrier.Length;
            ReadOnlySpan<byte> bytes = content.AsSpan((int)carrier.Offset, carrier.Length);
            string? why = carrier.Length > MaxLength ? $"{carrier.Length} bytes are more than {MaxLength}"
                : IsOpaque(bytes) ? "it is no plain text" : null;
            if (why is not null)
            {
                return new(
                    $"what the proof does not cover could carry data ({carrier.What}): {why}", path,
                    1 + content.AsSpan(0, (int)carrier.Offset).Count((byte)'\n'), carrier.Offset,
                    Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Evidence.MaxExcerpt)]));
            }
        }

        return total > MaxTotal || total * MaxFraction > content.Length
            ? new($"the proof does not cover {total} of {content.Length} bytes", path)
            : FirstReader(path, texts, mayBeIncluded);
    }

    /// <summary>The first line of build text that may read the file as data, or null.</summary>
    internal static Evidence? FirstReader(
        string path, IReadOnlyDictionary<string, string> texts, bool mayBeIncluded = false)
    {
        int slash = path.LastIndexOf('/');
        string name = path[(slash + 1)..];
        int dot = name.LastIndexOf('.');
        List<string> names = [name];
        names.AddRange(dot > 0 ? ["*" + name[dot..]] : []);
        names.AddRange(slash > 0 ? [path[(path.LastIndexOf('/', slash - 1) + 1)..slash] + "/*"] : []);
        foreach ((string from, string text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (from == path || !names.Exists(n => text.Contains(n, StringComparison.Ordinal)))
            {
                continue;
            }

            int number = 0;
            foreach (string raw in text.Split('\n'))
            {
                number++;
                string line = BuildTextLine.WithoutRemarks(raw.Trim());
                if (names.Exists(n => Names(line, n)) && !line.StartsWith('#')
                    && !line.StartsWith("dnl ", StringComparison.Ordinal)
                    && !(mayBeIncluded && Include().IsMatch(line)) && Reads(line))
                {
                    return new("build text may read this file as data", from, number, Excerpt: line);
                }
            }
        }

        return null;
    }

    // As a whole word: ChangeLog-2014 is another file than ChangeLog.
    private static bool Names(string line, string name)
    {
        for (int at = line.IndexOf(name, StringComparison.Ordinal); at >= 0;
            at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool isWhole = name.EndsWith('*') || end == line.Length || !IsNamePart(line[end]);
            if (isWhole && (at == 0 || name[0] == '*' || !IsNamePart(line[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static bool Reads(string line) =>
        line.Contains('<', StringComparison.Ordinal) || line.Contains('`', StringComparison.Ordinal)
        || line.Contains("$(shell", StringComparison.Ordinal) || line.StartsWith(". ", StringComparison.Ordinal)
        || line.Contains(" . ", StringComparison.Ordinal) || line.StartsWith("for ", StringComparison.Ordinal)
        || line.Contains(" for ", StringComparison.Ordinal)
        || Words(line).Any(s_readers.Contains);

    // A folder is no command: m4/x.m4 does not run m4. Nor is a part of a name: {xz,lzma}-*.pdf.
    private static IEnumerable<string> Words(string line) => Folder().Replace(Alternatives().Replace(line, "-"), "/")
        .Split(
        [' ', '\t', '$', '(', ')', '{', '}', '|', ';', '&', '"', '\'', '@', '/', '=', '[', ']', ','],
        StringSplitOptions.RemoveEmptyEntries);

    // Prose in whatever language is UTF-8 of short words.
    private static bool IsOpaque(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return true;
        }

        int word = 0;
        foreach (Rune rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            bool invisible = Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
                    or System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.PrivateUse
                    or System.Globalization.UnicodeCategory.OtherNotAssigned
                && rune.Value is not ('\n' or '\t');
            word = Rune.IsWhiteSpace(rune) ? 0 : word + 1;
            if (invisible || word > MaxWord)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"(?<!\$)\{[A-Za-z0-9,]{1,200}\}-(?=[*A-Za-z0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alternatives();

    // Nothing but the directive and one name.
    [GeneratedRegex(@"^-?include [A-Za-z0-9_./$()-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Include();

    [GeneratedRegex("[A-Za-z0-9_.-]+/", RegexOptions.NonBacktracking)]
    private static partial Regex Folder();
}
