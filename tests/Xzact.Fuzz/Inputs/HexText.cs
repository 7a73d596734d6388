using System.Text;

namespace Xzact.Fuzz.Inputs;

/// <summary>Inputs as text: lines of "offset: bytes # what they are".</summary>
internal static class HexText
{
    private const int BytesOnLine = 16;

    /// <summary>The text of an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="parameters">How many of them come before the file that they are about.</param>
    public static string Write(byte[] input, int parameters)
    {
        var text = new StringBuilder();
        int front = Math.Min(parameters, input.Length);
        Line(text, input, 0, front, "parameters of the harness");
        byte[] file = input[front..];
        if (file.AsSpan().StartsWith((byte[])[0xFD, 0x37, 0x7A]))
        {
            foreach (XzField field in XzFields.Of(file))
            {
                Line(text, input, front + field.Offset, field.Length, field.Kind.ToString());
            }
        }
        else
        {
            Line(text, input, front, file.Length, "data");
        }

        return text.ToString();
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] Read(string text) =>
    [
        .. text.Split('\n')
            .Select(line => line.Split('#')[0])
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .SelectMany(line => Convert.FromHexString(
                line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace(" ", "", StringComparison.Ordinal)
                    .Trim())),
    ];

    private static void Line(StringBuilder text, byte[] input, int offset, int length, string what)
    {
        for (int done = 0; done < length; done += BytesOnLine)
        {
            ReadOnlySpan<byte> bytes = input.AsSpan(offset + done, Math.Min(BytesOnLine, length - done));
            text.Append($"{offset + done:x4}:");
            foreach (byte one in bytes)
            {
                text.Append($" {one:X2}");
            }

            text.Append(done == 0 ? $" # {what}\n" : "\n");
        }
    }
}
