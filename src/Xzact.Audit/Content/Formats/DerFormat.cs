namespace Xzact.Audit.Content.Formats;

/// <summary>DER (ITU-T X.690): certificates, keys and other sequences. Elements inside are walked as far as their
/// lengths lead, so that an element cannot be longer than what it is in.</summary>
internal sealed class DerFormat() : FormatReader("DER", ContentClass.Data)
{
    private const byte Sequence = 0x30;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length >= 4 && data[0] == Sequence && Element(data) is (int header, int length)
        && length >= 8 && header + length <= data.Length && Children(data.Slice(header, length));

    public override void Read(FormatWalk walk)
    {
        (int header, int length) = Element(walk.Data)!.Value;
        walk.Take(header, SpanKind.Structure, "the frame");
        walk.Take(length, SpanKind.Content, "elements");
    }

    private static bool Children(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (data[0] == 0 || Element(data) is not (int header, int length) || header + length > data.Length)
            {
                return false;
            }

            data = data[(header + length)..];
        }

        return true;
    }

    private static (int Header, int Length)? Element(ReadOnlySpan<byte> data)
    {
        const int LongForm = 0x80;
        if (data.Length < 2)
        {
            return null;
        }

        if (data[1] < LongForm)
        {
            return (2, data[1]);
        }

        int bytes = data[1] - LongForm;
        if (bytes is 0 or > 3 || data.Length < 2 + bytes)
        {
            return null;
        }

        int length = 0;
        foreach (byte value in data.Slice(2, bytes))
        {
            length = (length << 8) | value;
        }

        return (2 + bytes, length);
    }
}
