using System.Globalization;
using System.Text;

namespace Xzact.Audit.Content.Formats;

/// <summary>Portable bitmaps, greymaps and pixmaps in their binary forms (netpbm: P4, P5, P6), one or more.
/// </summary>
internal sealed class PortableMapFormat() : FormatReader("PNM", ContentClass.Media)
{
    private const int MaxHeader = 1_024;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > 8 && data[0] == 'P' && data[1] is (byte)'4' or (byte)'5' or (byte)'6'
        && data[2] is (byte)'\n' or (byte)' ' && Size(data) is not null;

    public override void Read(FormatWalk walk)
    {
        while (Begins(walk.Rest) && Size(walk.Rest) is (int header, long length))
        {
            walk.Take(header, SpanKind.Structure, "the header");
            walk.Take(length, SpanKind.Content, "pixels");
        }
    }

    private static (int Header, long Length)? Size(ReadOnlySpan<byte> data)
    {
        int kind = data[1] - '0';
        int[] numbers = new int[kind == 4 ? 2 : 3];
        int at = 2;
        for (int i = 0; i < numbers.Length; i++)
        {
            // Blanks and comments, then digits.
            while (at < Math.Min(data.Length, MaxHeader) && " \n\t\r#"u8.Contains(data[at]))
            {
                int end = data[at] == '#' ? data[at..].IndexOf((byte)'\n') : 0;
                at += end < 0 ? MaxHeader : end + 1;
            }

            int digits = at < data.Length ? data[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') : -1;
            if (digits <= 0 || !int.TryParse(
                Encoding.ASCII.GetString(data.Slice(at, digits)), NumberStyles.None, CultureInfo.InvariantCulture,
                out numbers[i]))
            {
                return null;
            }

            at += digits;
        }

        long row = kind == 4 ? (numbers[0] + 7L) / 8
            : (long)numbers[0] * (kind == 6 ? 3 : 1) * (numbers[2] > byte.MaxValue ? 2 : 1);
        return (at + 1, row * Math.Min(numbers[1], int.MaxValue / Math.Max(1, row)));
    }
}
