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
        Block hex = new("hexadecimal", TextCodec.FromHex);
        Block base64 = new("base64", TextCodec.FromBase64);
        Block uu = new("uuencoded", TextCodec.FromUuencode);
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
            Collect(walk, hex, isHex, line, at);
            bool isBase64 = !isHex && IsBase64(line, base64.Length > 0);
            Collect(walk, base64, isBase64, line, at);
            Collect(walk, uu, IsUuencoded(raw), raw, at);
            at += length + 1;
        }

        Finish(walk, hex);
        Finish(walk, base64);
        Finish(walk, uu);
    }

    private static void Collect(FormatWalk walk, Block block, bool belongs, ReadOnlySpan<byte> line, int at)
    {
        if (belongs)
        {
            block.Add(line, at);
        }
        else
        {
            Finish(walk, block);
        }
    }

    private static void Finish(FormatWalk walk, Block block)
    {
        if (block.Length >= MinEncoded && block.Decode() is { } content)
        {
            walk.Budget.TakeDecoded(content.Length);
            if (ContentClassifier.Classify(content) is ContentClass.Script
                || (FormatCatalog.Find(content) is { } format && format.Class != ContentClass.Data))
            {
                walk.Part($"{block.Name} at {block.Offset}", content);
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

    private sealed class Block(string name, Func<byte[], byte[]?> decode)
    {
        private readonly List<byte> _bytes = [];

        public string Name => name;

        public int Length => _bytes.Count;

        public int Offset { get; private set; }

        public void Add(ReadOnlySpan<byte> line, int at)
        {
            Offset = _bytes.Count == 0 ? at : Offset;
            _bytes.AddRange(line);
            _bytes.Add((byte)'\n');
        }

        public byte[]? Decode() => decode([.. _bytes]);

        public void Clear() => _bytes.Clear();
    }
}
