using System.Buffers;
using System.Buffers.Text;

namespace Xzact.Audit.Content;

/// <summary>Turns encoded text into what it stands for; null if it is malformed.</summary>
internal static class TextCodec
{
    /// <summary>Pairs of hexadecimal digits; line ends are passed over.</summary>
    public static byte[]? FromHex(byte[] text)
    {
        byte[] digits = [.. text.Where(value => value != '\n')];
        if (digits.Length % 2 != 0)
        {
            return null;
        }

        byte[] content = new byte[digits.Length / 2];
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = (byte)((Digit(digits[2 * i]) << 4) | Digit(digits[(2 * i) + 1]));
        }

        return content;

        static int Digit(byte value) => value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
    }

    /// <summary>Base64 (RFC 4648, section 4), with or without fill at its end.</summary>
    public static byte[]? FromBase64(byte[] text)
    {
        byte[] digits = [.. text.Where(value => value is not ((byte)'\n' or (byte)'='))];
        byte[] padded = [.. digits, .. Enumerable.Repeat((byte)'=', -digits.Length & 3)];
        byte[] content = new byte[padded.Length / 4 * 3];
        return Base64.DecodeFromUtf8(padded, content, out _, out int written) == OperationStatus.Done
            ? content[..written] : null;
    }

    /// <summary>Lines of uuencode (POSIX, uuencode): a length and groups of four characters for three bytes.</summary>
    public static byte[]? FromUuencode(byte[] text)
    {
        List<byte> content = [];
        foreach (Range range in Lines(text))
        {
            ReadOnlySpan<byte> line = text.AsSpan(range);
            int length = (line[0] - 32) & 63;
            int begin = content.Count;
            for (int at = 1; at + 4 <= line.Length; at += 4)
            {
                int group = 0;
                foreach (byte value in line.Slice(at, 4))
                {
                    group = (group << 6) | ((value - 32) & 63);
                }

                content.AddRange([(byte)(group >> 16), (byte)(group >> 8), (byte)group]);
            }

            if (content.Count - begin < length)
            {
                return null;
            }

            content.RemoveRange(begin + length, content.Count - begin - length);
        }

        return [.. content];
    }

    private static List<Range> Lines(byte[] text)
    {
        List<Range> lines = [];
        for (int at = 0; at < text.Length;)
        {
            int end = Array.IndexOf(text, (byte)'\n', at);
            end = end < 0 ? text.Length : end;
            lines.Add(at..end);
            at = end + 1;
        }

        return lines;
    }
}
