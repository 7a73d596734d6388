namespace Xzact.Audit.Content.Transforms;

/// <summary>Computes maps from the first bytes: if they are those of a known format under xor, addition or an exchange
/// of values, then the difference to its signature is the key.</summary>
internal static class KnownPlaintext
{
    // Two exchanges explain any two wrong bytes; more would explain everything.
    private const int MaxPairs = 2;

    private static readonly byte[][] s_signatures =
    [
        [.. "#!/bin/"u8], [.. "#!/usr/bin/"u8], [.. "#! /bin/"u8],
        [0x7F, .. "ELF"u8], [0xFD, .. "7zXZ\0"u8], [0x1F, 0x8B, 8], [.. "LZIP\x01"u8],
        [.. "BZh9"u8, 0x31, 0x41, 0x59], [.. "PK\u0003\u0004"u8], [.. "!<arch>\n"u8],
    ];

    /// <summary>Maps under which content begins with a signature; not the identity.</summary>
    /// <remarks>An exchange counts only if it changes something behind the signature, too: one wrong byte in a
    /// signature is damage and no map.</remarks>
    /// <param name="head">The first bytes.</param>
    public static IEnumerable<ByteMap> Maps(byte[] head)
    {
        foreach (byte[] signature in s_signatures.Where(signature => signature.Length <= head.Length))
        {
            byte xor = (byte)(head[0] ^ signature[0]);
            byte add = (byte)(signature[0] - head[0]);
            if (xor != 0 && signature.Index().All(byteOf => (head[byteOf.Index] ^ xor) == byteOf.Item))
            {
                yield return ByteMap.Xor(xor);
            }

            if (add != 0 && signature.Index().All(byteOf => (byte)(head[byteOf.Index] + add) == byteOf.Item))
            {
                yield return ByteMap.Add(add);
            }

            if (Pairs(head, signature) is { Count: > 0 and <= MaxPairs } pairs && pairs.Count * 2 < signature.Length
                && head.AsSpan(signature.Length).IndexOfAny([.. pairs.SelectMany(Both)]) >= 0)
            {
                yield return ByteMap.Exchange(pairs);
            }
        }
    }

    private static byte[] Both((byte Left, byte Right) pair) => [pair.Left, pair.Right];

    private static List<(byte Left, byte Right)>? Pairs(byte[] head, byte[] signature)
    {
        Dictionary<byte, byte> map = [];
        for (int i = 0; i < signature.Length; i++)
        {
            (byte from, byte to) = (head[i], signature[i]);
            if (map.GetValueOrDefault(from, to) != to || map.GetValueOrDefault(to, from) != from)
            {
                return null;
            }

            (map[from], map[to]) = (to, from);
        }

        return [.. map.Where(pair => pair.Key < pair.Value).Select(pair => (pair.Key, pair.Value))];
    }
}
