using System.Buffers;

namespace Xzact.Audit.Content;

/// <summary>Finds blocks of base64, hexadecimal digits and uuencode in text, and hands out those that stand for
/// something that is no text, or for a script.</summary>
internal static class EncodedText
{
    // A digest or a key is shorter.
    private const int MinEncoded = 160;
    private const int MinLine = 40;

    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> s_base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    public static void Find(FormatWalk walk)
    {
        ReadOnlySpan<byte> data = walk.Data;
        Block base64 = new(), hex = new(), uu = new();
        for (int at = 0; at < data.Length;)
        {
            int length = data[at..].IndexOf((byte)'\n') is >= 0 and int end ? end : data.Length - at;
            bool isOpen = base64.Length + hex.Length + uu.Length > 0;
            if (length < MinLine && !isOpen)
            {
                at += length + 1;
                continue;
            }

            ReadOnlySpan<byte> raw = data.Slice(at, length).TrimEnd((byte)'\r');
            ReadOnlySpan<byte> line = raw.Trim(" \t\r\"',;\\"u8);
            bool isHex = line.Length >= MinLine && !line.ContainsAnyExcept(s_hex);
            Collect(walk, hex, isHex, line, at, "hexadecimal", TextCodec.FromHex);
            bool isBase64 = !isHex && IsBase64(line, base64.Length > 0);
            Collect(walk, base64, isBase64, line, at, "base64", TextCodec.FromBase64);
            Collect(walk, uu, IsUuencoded(raw), raw, at, "uuencoded", TextCodec.FromUuencode);
            at += length + 1;
        }

        Collect(walk, hex, false, default, 0, "hexadecimal", TextCodec.FromHex);
        Collect(walk, base64, false, default, 0, "base64", TextCodec.FromBase64);
        Collect(walk, uu, false, default, 0, "uuencoded", TextCodec.FromUuencode);
    }

    private static void Collect(
        FormatWalk walk, Block block, bool belongs, ReadOnlySpan<byte> line, int at, string name,
        Func<byte[], byte[]?> decode)
    {
        if (belongs)
        {
            block.Add(line, at);
            return;
        }

        if (block.Length >= MinEncoded && decode(block.Take(out int offset)) is { } content)
        {
            walk.Budget.TakeDecoded(content.Length);
            if (ContentClassifier.Classify(content) is ContentClass.Script
                || (FormatCatalog.Find(content) is { } format && format.Class != ContentClass.Data))
            {
                walk.Part($"{name} at {offset}", content);
            }
        }

        block.Clear();
    }

    // The last line of a block may be short.
    private static bool IsBase64(ReadOnlySpan<byte> line, bool inside)
    {
        if (line.IsEmpty || (line.Length < MinLine && !inside))
        {
            return false;
        }

        return !line.TrimEnd((byte)'=').ContainsAnyExcept(s_base64);
    }

    private static bool IsUuencoded(ReadOnlySpan<byte> line) =>
        line.Length > 1 && line[0] is > 32 and <= 96
        && line.Length - 1 == ((((line[0] - 32) & 63) + 2) / 3 * 4)
        && !line.ContainsAnyExceptInRange((byte)' ', (byte)'`');

    private sealed class Block
    {
        private readonly List<byte> _bytes = [];
        private int _offset;

        public int Length => _bytes.Count;

        public void Add(ReadOnlySpan<byte> line, int at)
        {
            _offset = _bytes.Count == 0 ? at : _offset;
            _bytes.AddRange(line);
            _bytes.Add((byte)'\n');
        }

        public byte[] Take(out int offset)
        {
            offset = _offset;
            return [.. _bytes];
        }

        public void Clear() => _bytes.Clear();
    }
}
