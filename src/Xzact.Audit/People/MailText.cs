using System.Globalization;
using System.Text;

namespace Xzact.Audit.People;

/// <summary>Reads one mail: the headers that threads need, and the first part that is plain text (RFC 5322, RFC 2045 to
/// 2047). What is malformed is left out, never an error: mail is what anybody sends.</summary>
internal static class MailText
{
    private const int MaxHeaders = 1_000;
    private const int MaxHeader = 32 * 1024;

    /// <summary>How deep parts may lie in each other.</summary>
    public const int MaxDepth = 8;

    private const int MaxParts = 100;
    private const int MaxAnswers = 200;

    /// <summary>Reads a mail.</summary>
    /// <param name="offset">Where it stands, for the result.</param>
    /// <param name="content">The mail, from its first header.</param>
    public static MailMessage Parse(long offset, ReadOnlySpan<byte> content)
    {
        string text = Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal);
        (Dictionary<string, string> headers, string body) = Split(text);
        bool isTooDeep = false;
        string plain = PlainText(headers, body, 0, ref isTooDeep);
        (string name, string address) = Sender(headers.GetValueOrDefault("from", ""));
        return new(
            offset, address, name, Date(headers.GetValueOrDefault("date", "")),
            Identifiers(headers.GetValueOrDefault("message-id", "")).FirstOrDefault(""),
            [
                .. Identifiers(headers.GetValueOrDefault("references", ""))
                    .Concat(Identifiers(headers.GetValueOrDefault("in-reply-to", ""))).Take(MaxAnswers),
            ],
            MailWords.DecodeWords(headers.GetValueOrDefault("subject", "")).Trim(),
            Unquoted(plain))
        {
            IsTooDeep = isTooDeep,
        };
    }

    /// <summary>The address in lower case and the name, of the forms that are in use: "Name &lt;a@b&gt;", "a@b (Name)",
    /// "a at b (Name)".</summary>
    internal static (string Name, string Address) Sender(string from)
    {
        string decoded = MailWords.DecodeWords(from).Trim();
        int open = decoded.LastIndexOf('<');
        int close = decoded.LastIndexOf('>');
        string name = "";
        string address = decoded;
        if (open >= 0 && close > open)
        {
            (name, address) = (decoded[..open], decoded[(open + 1)..close]);
        }
        else if (decoded.IndexOf('(', StringComparison.Ordinal) is >= 0 and int comment)
        {
            (name, address) = (decoded[(comment + 1)..].TrimEnd(')', ' '), decoded[..comment]);
        }

        return (
            name.Trim(' ', '"', '\t'),
            address.Trim().Replace(" at ", "@", StringComparison.Ordinal).ToLowerInvariant());
    }

    // "Thu, 1 Feb 2024 10:00:00 +0100 (CET)"; the day of the week may be missing, and the zone a name.
    internal static DateTimeOffset? Date(string text)
    {
        int comment = text.IndexOf('(', StringComparison.Ordinal);
        string[] words = (comment < 0 ? text : text[..comment]).Split(
            [' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        words = words.Length > 0 && !char.IsAsciiDigit(words[0][0]) ? words[1..] : words;
        if (words.Length < 4)
        {
            return null;
        }

        string zone = words.Length > 4 && words[4] is ['+' or '-', _, _, _, _]
            ? $"{words[4][..3]}:{words[4][3..]}" : "+00:00";
        string time = words[3].Length == 5 ? words[3] + ":00" : words[3];
        return DateTimeOffset.TryParseExact(
            $"{words[0]} {words[1]} {words[2]} {time} {zone}", "d MMM yyyy HH:mm:ss zzz",
            CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset date) ? date : null;
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string text)
    {
        int end = text.StartsWith('\n') ? 0 : text.IndexOf("\n\n", StringComparison.Ordinal);
        string head = end < 0 ? text : text[..end];
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (string line in head.Split('\n').Take(MaxHeaders))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line is [' ' or '\t', ..])
            {
                string value = headers.GetValueOrDefault(last ?? "", "");
                headers[last ?? ""] = value.Length > MaxHeader ? value : value + " " + line.Trim();
            }
            else if (colon > 0)
            {
                last = line[..colon].Trim();
                last = headers.TryAdd(last, line[(colon + 1)..].Trim()) ? last : "";
            }
        }

        return (headers, end < 0 ? "" : text[(end + 1)..].TrimStart('\n'));
    }

    private static IEnumerable<string> Identifiers(string text)
    {
        for (int open = text.IndexOf('<', StringComparison.Ordinal); open >= 0;)
        {
            int close = text.IndexOf('>', open);
            if (close < 0)
            {
                yield break;
            }

            yield return text[(open + 1)..close];
            open = text.IndexOf('<', close);
        }
    }

    private static string PlainText(
        Dictionary<string, string> headers, string body, int depth, ref bool isTooDeep)
    {
        string type = headers.GetValueOrDefault("content-type", "text/plain");
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            if (depth == MaxDepth || Boundary(type) is not { Length: > 0 } boundary)
            {
                isTooDeep |= depth == MaxDepth;
                return "";
            }

            foreach (string part in body.Split("--" + boundary, MaxParts).Skip(1)
                .Where(part => !part.StartsWith("--", StringComparison.Ordinal)))
            {
                (Dictionary<string, string> inner, string text) = Split(part.TrimStart('\n'));
                if (PlainText(inner, text, depth + 1, ref isTooDeep) is { Length: > 0 } found)
                {
                    return found;
                }
            }

            return "";
        }

        return type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
            ? MailWords.Text(MailWords.Decode(headers.GetValueOrDefault("content-transfer-encoding", ""), body))
            : "";
    }

    private static string? Boundary(string type)
    {
        const string Key = "boundary=";
        int at = type.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        string rest = at < 0 ? "" : type[(at + Key.Length)..];
        return at < 0 ? null
            : rest.StartsWith('"') ? rest[1..].Split('"')[0]
            : rest.Split(';', ' ')[0].Trim();
    }

    // Without quoted lines and what follows the mark of a signature or of a mail that is sent on.
    private static string Unquoted(string text) => string.Join(' ', text.Split('\n')
        .TakeWhile(line => line is not ("-- " or "--") && !line.StartsWith("-----Orig", StringComparison.Ordinal))
        .Where(line => line.TrimStart() is not ['>' or '|', ..]).Select(line => line.Trim()));
}
