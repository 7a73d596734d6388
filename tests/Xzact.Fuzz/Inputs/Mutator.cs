namespace Xzact.Fuzz.Inputs;

/// <summary>Changes inputs at random.</summary>
internal sealed class Mutator(Random random)
{
    private const int LongestInput = 1 << 16;

    private static readonly byte[] s_interesting =
        [0, 1, 2, 3, 4, 0x21, 0x3F, 0x40, 0x5D, 0x7F, 0x80, 0xE0, 0xFE, 0xFF];

    public Random Random => random;

    /// <summary>One to eight changes of any kind, or a splice with another input.</summary>
    public byte[] Change(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (int changes = 1 << random.Next(4); changes > 0; changes--)
        {
            ChangeOnce(bytes, other);
        }

        if (bytes.Count > LongestInput)
        {
            bytes.RemoveRange(LongestInput, bytes.Count - LongestInput);
        }

        return [.. bytes];
    }

    private void ChangeOnce(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int left = bytes.Count - at;
        switch (random.Next(12))
        {
            case 0 or 1 when left > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when left > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3 when left > 0:
                bytes[at] = s_interesting[random.Next(s_interesting.Length)];
                break;
            case 4 when left > 0:
                bytes[at] = (byte)(bytes[at] + random.Next(-16, 17));
                break;
            case 5:
                bytes.RemoveRange(at, random.Next(Math.Min(left, 1 << random.Next(12)) + 1));
                break;
            case 6:
                bytes.InsertRange(at, Bytes(1 << random.Next(6)));
                break;
            case 7:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), 1 << random.Next(9)));
                break;
            case 8 when left > 0:
                // A piece of the input itself once more, elsewhere.
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, 1 + random.Next(left)));
                break;
            case 9 when other.Length > 0:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..(from + 1 + random.Next(other.Length - from))]);
                break;
            case 10 when other.Length > 0:
                // The front of one and the end of the other.
                bytes.RemoveRange(at, left);
                bytes.AddRange(other[random.Next(other.Length)..]);
                break;
            case 11 when random.Next(4) == 0:
                bytes.RemoveRange(at, left);
                break;
            default:
                if (left > 0)
                {
                    Overwrite(bytes, at);
                }

                break;
        }
    }

    /// <summary>A number of two to nine bytes, as the formats have them.</summary>
    private void Overwrite(List<byte> bytes, int at)
    {
        ulong value = random.Next(3) switch
        {
            0 => (ulong)random.NextInt64(),
            1 => (ulong)random.Next(1 << random.Next(1, 20)),
            _ => ulong.MaxValue >> random.Next(64),
        };
        int size = random.Next(2, 10);
        bool isMultibyte = random.Next(2) == 0;
        for (int i = 0; i < size && at + i < bytes.Count; i++)
        {
            int shift = isMultibyte ? 7 * i : Math.Min(63, 8 * i);
            byte low = (byte)(value >> shift);
            bytes[at + i] = isMultibyte ? (byte)(i < size - 1 ? low | 0x80 : low & 0x7F) : low;
        }
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
