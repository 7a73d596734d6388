using System.Globalization;
using System.Text;

namespace Xzact.Audit.People;

/// <summary>The encodings of mail: quoted-printable, base64, and words of headers (RFC 2045, section 6; RFC 2047). Text
/// is passed as one character a byte.</summary>
internal static class MailWords
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Undoes the encoding of a body; one that is not known, or that is broken, leaves it as it is.</summary>
    public static string Decode(string encoding, string body) => encoding.Trim().ToLowerInvariant() switch
    {
        "quoted-printable" => QuotedPrintable(body, isWord: false),
        "base64" => Base64(body) ?? body,
        _ => body,
    };

    /// <summary>The characters of bytes: UTF-8 if they are, else Latin-1.</summary>
    public static string Text(string bytes)
    {
        try
        {
            return s_strict.GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return bytes;
        }
    }

    /// <summary>A header with its encoded words, "=?utf-8?q?...?=", in plain.</summary>
    public static string DecodeWords(string header)
    {
        StringBuilder text = new();
        int at = 0;
        for (int open; (open = header.IndexOf("=?", at, StringComparison.Ordinal)) >= 0;)
        {
            string[] parts = header[(open + 2)..].Split('?', 4);
            if (parts.Length < 4 || !parts[3].StartsWith('='))
            {
                break;
            }

            string between = header[at..open];
            text.Append(at > 0 && between.Trim().Length == 0 ? "" : Text(between));
            text.Append(Text(parts[1] is "b" or "B" ? Base64(parts[2]) ?? parts[2]
                : QuotedPrintable(parts[2], isWord: true)));
            at = open + 2 + parts[0].Length + parts[1].Length + parts[2].Length + 4;
        }

        return text.Append(Text(header[Math.Min(at, header.Length)..])).ToString();
    }

    private static string QuotedPrintable(string text, bool isWord)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }
            else if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(
                text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                plain.Append((char)value);
                i += 2;
            }
            else
            {
                plain.Append(isWord && text[i] == '_' ? ' ' : text[i]);
            }
        }

        return plain.ToString();
    }

    private static string? Base64(string text)
    {
        string digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        byte[] bytes = new byte[digits.Length];
        return Convert.TryFromBase64String(digits, bytes, out int length)
            ? Encoding.Latin1.GetString(bytes.AsSpan(0, length)) : null;
    }
}
