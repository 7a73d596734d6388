using System.Buffers;

namespace Xzact.Audit.People;

/// <summary>
/// Reads mailboxes in the format mbox: RFC 4155 and its relatives, which differ in how they quote "From " in a body. A
/// length that a mail states for itself is not believed; a mail begins at a separator line behind an empty line.
/// </summary>
internal static class MailboxReader
{
    private const int MaxLine = 64 * 1024;
    private const int MaxMail = 2 << 20;
    private const int MaxMails = 2_000_000;

    /// <summary>The mails in order. What is longer than 2 MiB of one mail is not read.</summary>
    /// <exception cref="AuditInputException">It is no mailbox, or has over 2,000,000 mails.</exception>
    public static IEnumerable<MailMessage> Read(Stream stream, string name)
    {
        ArrayBufferWriter<byte> mail = new();
        byte[] line = new byte[MaxLine];
        long offset = 0;
        long start = -1;
        int count = 0;
        bool afterEmpty = true;
        while (ReadLine(stream, line) is var (kept, length))
        {
            if (afterEmpty && IsSeparator(line.AsSpan(0, kept)))
            {
                if (start >= 0)
                {
                    yield return MailText.Parse(start, mail.WrittenSpan);
                    mail.ResetWrittenCount();
                }

                start = offset;
                if (++count > MaxMails)
                {
                    throw new AuditInputException($"{name}: it has over {MaxMails:N0} mails");
                }
            }
            else if (start >= 0)
            {
                Keep(mail, line.AsSpan(0, kept));
            }
            else if (!IsEmpty(line.AsSpan(0, kept)))
            {
                throw new AuditInputException($"{name}: it is no mailbox: the line at byte {offset} does not begin "
                    + "with \"From \", a sender and a date");
            }

            afterEmpty = IsEmpty(line.AsSpan(0, kept));
            offset += length;
        }

        if (start >= 0)
        {
            yield return MailText.Parse(start, mail.WrittenSpan);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> line) => line.TrimEnd("\r\n"u8).IsEmpty;

    private static void Keep(ArrayBufferWriter<byte> mail, ReadOnlySpan<byte> line)
    {
        if (mail.WrittenCount + line.Length <= MaxMail)
        {
            mail.Write(IsQuotedSeparator(line) ? line[1..] : line);
        }
    }

    // "From SENDER DATE": what comes last has a time and a year, in whatever order.
    internal static bool IsSeparator(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("From "u8))
        {
            return false;
        }

        bool hasTime = false;
        bool hasYear = false;
        foreach (Range word in line[5..].TrimEnd("\r\n"u8).Split((byte)' '))
        {
            ReadOnlySpan<byte> text = line[5..].TrimEnd("\r\n"u8)[word];
            hasTime |= text.Length is 5 or 8 && text[2] == ':' && char.IsAsciiDigit((char)text[0]);
            hasYear |= text.Length == 4 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        }

        return hasTime && hasYear;
    }

    private static bool IsQuotedSeparator(ReadOnlySpan<byte> line) =>
        line.StartsWith(">"u8) && line.TrimStart((byte)'>').StartsWith("From "u8);

    // Of a line over the limit only its beginning is kept; its length counts all.
    private static (int Kept, long Length)? ReadLine(Stream stream, byte[] line)
    {
        int kept = 0;
        long length = 0;
        for (int value; (value = stream.ReadByte()) >= 0;)
        {
            length++;
            if (kept < line.Length)
            {
                line[kept++] = (byte)value;
            }

            if (value == '\n')
            {
                break;
            }
        }

        return length == 0 ? null : (kept, length);
    }
}
