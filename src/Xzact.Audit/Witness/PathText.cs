using System.Buffers;
using System.Globalization;
using System.Text;

namespace Xzact.Audit.Witness;

/// <summary>Names of files, which are bytes, as text.</summary>
internal static class PathText
{
    /// <summary>The text. A byte that is no UTF-8 becomes <c>\x</c> and two digits.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                used = 1;
                text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }
}
