using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Xzact.Audit.Content.Transforms;

/// <summary>Tries transforms on content that is opaque or damaged. A small head of each result is made first; only
/// where it begins as code or as a compressed stream is the whole result made, and read by that format.</summary>
internal sealed class TransformSearch(TransformHints hints, ContentLimits limits)
{
    private const int Head = 512;
    private const int MaxExcerpt = 64;
    private const int MaxFound = 8;
    private const int Keys = 256;

    private static readonly Rearrangement[] s_rearrangements =
    [
        Rearrangement.Identity, Rearrangement.Reversed, Rearrangement.SwapWords(2), Rearrangement.SwapWords(4),
        .. from step in (int[])[2, 3, 4]
           from first in Enumerable.Range(0, step)
           select Rearrangement.Every(step, first),
    ];

    private static readonly ByteMap[] s_maps =
        [ByteMap.Identity, ByteMap.ReversedBits, ByteMap.SwappedNibbles, ByteMap.Xor(byte.MaxValue)];

    /// <summary>What content turns into, at most eight times.</summary>
    /// <param name="path">Its path, for the evidence.</param>
    /// <param name="content">The content, which is no text and not whole as it is.</param>
    public IReadOnlyList<TransformEvidence> Find(string path, ReadOnlyMemory<byte> content)
    {
        List<TransformEvidence> found = [];
        long budget = limits.MaxTransformedBytes;
        ContentBudget decoding = new(limits);
        foreach ((Rearrangement order, bool isOrderNamed) in Marked(
            hints.Rearrangements, s_rearrangements.Concat(hints.OfTests?.Rearrangements ?? [])))
        {
            byte[] head = order.Apply(content.Span, Head);
            IEnumerable<(ByteMap, bool)> maps = Marked(
                hints.Maps, s_maps.Concat(hints.OfTests?.Maps ?? []).Concat(KnownPlaintext.Maps(head))
                    .Concat(TextKeys(order, head)));
            foreach ((ByteMap map, bool isMapNamed) in maps)
            {
                bool changes = order != Rearrangement.Identity || map != ByteMap.Identity;
                if (!changes || !TransformTarget.Begins(Mapped(head, map)) || budget <= 0)
                {
                    continue;
                }

                byte[] result = Mapped(order.Apply(content.Span, content.Length), map);
                budget -= result.Length;
                bool isNamed = (isOrderNamed || order == Rearrangement.Identity)
                    && (isMapNamed || map == ByteMap.Identity);

                // Every second byte of a file that is nearly text is text, too.
                if (TransformTarget.Read(result, decoding) is not { } target
                    || (target.Class == ContentClass.Text && order != Rearrangement.Identity && !isNamed))
                {
                    continue;
                }

                found.Add(Evidence(path, Describe(order, map), isNamed, target, result) with
                {
                    HoldsCode = TransformTarget.HoldsCode(result, decoding),
                });
                if (found.Count == MaxFound)
                {
                    return found;
                }
            }
        }

        return found;
    }

    /// <summary>Evidence of one result.</summary>
    internal static TransformEvidence Evidence(
        string path, string transform, bool isNamed, (ContentClass Class, string? Format) target,
        ReadOnlySpan<byte> result) =>
        new(path, transform, isNamed, target.Class, target.Format, result.Length,
            Convert.ToHexStringLower(SHA256.HashData(result)), Excerpt(result));

    // What scripts name comes first, because what is found first counts.
    private static IEnumerable<(T Value, bool IsNamed)> Marked<T>(IEnumerable<T> named, IEnumerable<T> known) =>
        named.Select(value => (value, true)).Concat(known.Select(value => (value, false)));

    // Of a short head every key gives something like text; and text in another order is not worth 512 keys each.
    private static IEnumerable<ByteMap> TextKeys(Rearrangement order, byte[] head)
    {
        if (order != Rearrangement.Identity || head.Length < TransformTarget.MinText)
        {
            yield break;
        }

        for (int key = 1; key < Keys; key++)
        {
            if (TransformTarget.IsPlainText(head, value => (byte)(value ^ key)))
            {
                yield return ByteMap.Xor((byte)key);
            }

            if (TransformTarget.IsPlainText(head, value => (byte)(value + key)))
            {
                yield return ByteMap.Add((byte)key);
            }
        }
    }

    private static byte[] Mapped(byte[] data, ByteMap map)
    {
        if (map == ByteMap.Identity)
        {
            return data;
        }

        byte[] mapped = [.. data];
        map.Apply(mapped);
        return mapped;
    }

    private static string Describe(Rearrangement order, ByteMap map) =>
        order == Rearrangement.Identity ? map.Description
        : map == ByteMap.Identity ? order.Description
        : $"{order.Description}, then {map.Description}";

    private static string Excerpt(ReadOnlySpan<byte> data)
    {
        StringBuilder text = new();
        foreach (byte value in data[..Math.Min(MaxExcerpt, data.Length)])
        {
            text = value is >= 0x20 and < 0x7F && value != '\\'
                ? text.Append((char)value)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }
}
