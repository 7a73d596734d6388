using System.Globalization;
using System.Text;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// A message catalogue in text form. The reader is strict: what it takes has one reading, no white space of free
/// choice, and a line that is neither comment, keyword nor string is refused.
/// </summary>
internal sealed class PoCatalog
{
    private const int MaxMessages = 200_000;

    private PoCatalog(string text, List<PoMessage> messages, List<PoComment> trailing) =>
        (Text, Messages, Trailing) = (text, messages, trailing);

    /// <summary>The whole text, in Latin-1 characters of its bytes.</summary>
    public string Text { get; }

    public IReadOnlyList<PoMessage> Messages { get; }

    /// <summary>Comments behind the last message.</summary>
    public IReadOnlyList<PoComment> Trailing { get; }

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="FormatException">It is malformed; the message says where.</exception>
    public static PoCatalog Parse(ReadOnlySpan<byte> content)
    {
        string text = Encoding.Latin1.GetString(content);
        List<PoMessage> messages = [];
        List<PoComment> comments = [];
        PoMessage? current = null;
        Action<string>? append = null;
        int offset = 0;
        while (offset < text.Length)
        {
            int end = text.IndexOf('\n', offset);
            end = end < 0 ? text.Length : end;
            string line = text[offset..end];
            bool obsolete = line.StartsWith("#~ ", StringComparison.Ordinal);
            string statement = obsolete ? line[3..] : line;
            if (line.Length == 0)
            {
                append = null;
            }
            else if (!obsolete && line[0] == '#')
            {
                comments.Add(Comment(line, offset));
                append = null;
            }
            else if (statement[0] == '"')
            {
                (append ?? throw Malformed(offset, "a string that continues nothing"))(Unquote(statement, offset));
                current!.End = end;
            }
            else
            {
                int space = statement.IndexOf(' ', StringComparison.Ordinal);
                string keyword = space > 0 ? statement[..space] : statement;
                bool starts = keyword == "msgctxt"
                    || (keyword == "msgid" && (current is null || current.Strings.Count > 0 || current.Id.Length > 0
                        || current.IsObsolete != obsolete || comments.Count > 0 || append is null));
                if (starts)
                {
                    current = messages.Count < MaxMessages
                        ? new() { Offset = offset, IsObsolete = obsolete, Comments = comments }
                        : throw Malformed(offset, $"more than {MaxMessages} messages");
                    comments = [];
                    messages.Add(current);
                }

                append = Target(current ?? throw Malformed(offset, "a keyword without a message"), keyword, offset);
                append(Unquote(space > 0 ? statement[(space + 1)..] : "", offset));
                current.End = end;
            }

            offset = end + 1;
        }

        return new(text, messages, comments);
    }

    private static PoComment Comment(string line, int offset)
    {
        char kind = line.Length > 1 ? line[1] : ' ';
        bool special = kind is '.' or ':' or ',' or '|' or '~';
        return new(special ? kind : ' ', line[(special ? 2 : 1)..], offset, line.Length);
    }

    private static Action<string> Target(PoMessage message, string keyword, int offset)
    {
        switch (keyword)
        {
            case "msgctxt":
                return text => message.Context += text;
            case "msgid":
                return text => message.Id += text;
            case "msgid_plural":
                return text => message.Plural += text;
            case "msgstr":
                return Form(message, 0, offset);
            default:
                return keyword.StartsWith("msgstr[", StringComparison.Ordinal) && keyword.EndsWith(']')
                    && int.TryParse(keyword.AsSpan(7, keyword.Length - 8), NumberStyles.None,
                        CultureInfo.InvariantCulture, out int form)
                    && message.Plural is not null
                    ? Form(message, form, offset)
                    : throw Malformed(offset, "no comment, keyword or string");
        }
    }

    private static Action<string> Form(PoMessage message, int form, int offset)
    {
        if (form != message.Strings.Count)
        {
            throw Malformed(offset, $"translation {form} where {message.Strings.Count} is next");
        }

        message.Strings.Add("");
        return text => message.Strings[form] += text;
    }

    private static string Unquote(string quoted, int offset)
    {
        if (quoted.Length < 2 || quoted[0] != '"' || quoted[^1] != '"')
        {
            throw Malformed(offset, "no quoted string");
        }

        return EscapedText.Decode(quoted.AsSpan(1, quoted.Length - 2))
            ?? throw Malformed(offset, "an escape sequence or a quote that has no meaning");
    }

    private static FormatException Malformed(long offset, string what) => new($"at byte {offset}: {what}");
}
