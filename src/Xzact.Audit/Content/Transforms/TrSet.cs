using System.Text;

namespace Xzact.Audit.Content.Transforms;

/// <summary>Expands an operand of <c>tr</c> to its byte values (POSIX.1-2017, tr).</summary>
internal static class TrSet
{
    /// <summary>The values in order; null if the operand is malformed.</summary>
    public static List<byte>? Expand(string operand)
    {
        const int MaxValues = 4_096;
        byte[] text = Encoding.UTF8.GetBytes(operand);
        List<byte> values = [];
        for (int at = 0; at < text.Length && values.Count < MaxValues;)
        {
            if (ClassAt(operand, text, ref at) is { } members)
            {
                values.AddRange(members);
                continue;
            }

            byte first = One(text, ref at);
            if (at + 1 < text.Length && text[at] == '-')
            {
                at++;
                byte last = One(text, ref at);
                if (last < first)
                {
                    return null;
                }

                values.AddRange(Enumerable.Range(first, last - first + 1).Select(value => (byte)value));
            }
            else
            {
                values.Add(first);
            }
        }

        return values;
    }

    private static IEnumerable<byte>? ClassAt(string operand, byte[] text, ref int at)
    {
        // Positions in the text and in its bytes are the same as long as all is ASCII.
        int end = operand.Length == text.Length && operand.AsSpan(at).StartsWith("[:")
            ? operand.IndexOf(":]", at, StringComparison.Ordinal) : -1;
        if (end < 0 || CharacterClass.Find(operand[(at + 2)..end]) is not { } isMember)
        {
            return null;
        }

        at = end + 2;
        return Enumerable.Range(0, 128).Where(value => isMember((char)value)).Select(value => (byte)value);
    }

    private static byte One(byte[] text, ref int at)
    {
        if (text[at] != '\\' || at + 1 == text.Length)
        {
            return text[at++];
        }

        at++;
        if (text[at] is >= (byte)'0' and <= (byte)'7')
        {
            int value = 0;
            for (int digit = 0; digit < 3 && at < text.Length && text[at] is >= (byte)'0' and <= (byte)'7'; digit++)
            {
                value = (value * 8) + text[at++] - '0';
            }

            return (byte)value;
        }

        byte letter = text[at++];
        return letter switch
        {
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'t' => 9,
            (byte)'n' => 10,
            (byte)'v' => 11,
            (byte)'f' => 12,
            (byte)'r' => 13,
            _ => letter,
        };
    }
}
