using System.Text;

namespace Xzact.Audit.Binary;

/// <summary>Printable ASCII between two zero bytes, as programs keep their text.</summary>
internal static class PrintableText
{
    private const int Shortest = 5;
    private const int Longest = 400;

    /// <summary>The texts of a range, in order; each at most 400 characters.</summary>
    public static List<string> In(ReadOnlySpan<byte> bytes, int most)
    {
        List<string> texts = [];
        while (!bytes.IsEmpty && texts.Count < most)
        {
            int end = bytes.IndexOf((byte)0);
            ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
            if (text.Length >= Shortest && text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
            {
                texts.Add(Encoding.ASCII.GetString(text[..Math.Min(text.Length, Longest)]));
            }

            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        return texts;
    }
}
