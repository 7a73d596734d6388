using Xzact.Filters;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Judging;

/// <summary>
/// Holds a simple filter against liblzma's. liblzma runs it only in front of LZMA2, so what it does is seen by encoding
/// with the whole chain and decoding without the filter, and the other way round.
/// </summary>
internal static class FilterDifferential
{
    private const byte Canary = 0x5A;
    private static readonly LiblzmaFilter s_lzma2 =
        LiblzmaFilter.Lzma2(new LzmaSettings(Preset: 0) { DictionarySize = 1 << 16 });

    /// <summary>
    /// Both directions over the same bytes equal liblzma's, whole and cut at random, and encoding then decoding
    /// restores the bytes. Without a reference only the latter, and the same in whatever pieces.
    /// </summary>
    public static void Verify(
        byte[] original, LiblzmaFilter? reference, Func<FilterDirection, SimpleFilter> create, Random random)
    {
        SimpleFilter encoder = create(FilterDirection.Encode);
        SimpleFilter decoder = create(FilterDirection.Decode);
        byte[] encoded = reference is null
            ? Apply(encoder, original, int.MaxValue, random)
            : Reference(original, reference, FilterDirection.Encode);
        byte[] decoded = reference is null
            ? Apply(decoder, original, int.MaxValue, random)
            : Reference(original, reference, FilterDirection.Decode);
        foreach (int largestPiece in (int[])[int.MaxValue, 1, 2 + random.Next(20), 100 + random.Next(1000)])
        {
            Require.Same(encoded, Apply(encoder, original, largestPiece, random), $"{encoder} encoding");
            Require.Same(decoded, Apply(decoder, original, largestPiece, random), $"{decoder} decoding");
            Require.Same(original, Apply(decoder, encoded, largestPiece, random), $"{decoder} there and back");
        }
    }

    /// <summary>What liblzma's filter makes of the bytes.</summary>
    public static byte[] Reference(byte[] original, LiblzmaFilter reference, FilterDirection direction) =>
        direction == FilterDirection.Encode
            ? Unfiltered(Encoded(original, reference))
            : Filtered(Encoded(original, null), reference);

    /// <summary>Runs a filter over pieces, giving what it left again in front of the next piece.</summary>
    public static byte[] Apply(SimpleFilter filter, ReadOnlySpan<byte> data, int largestPiece, Random random)
    {
        const int CanaryLength = 8;
        filter.Reset();
        byte[] result = data.ToArray();
        byte[] window = new byte[result.Length + CanaryLength];
        int converted = 0;
        int given = 0;
        while (given < result.Length)
        {
            int piece = largestPiece == int.MaxValue ? largestPiece : 1 + random.Next(largestPiece);
            given += Math.Min(result.Length - given, piece);
            int pending = given - converted;
            result.AsSpan(converted, pending).CopyTo(window);
            window.AsSpan(pending, CanaryLength).Fill(Canary);
            int done = filter.Convert(window.AsSpan(0, pending));

            // Plain conditions: this loop runs once a byte.
            if (done < 0 || done > pending || window.AsSpan(pending, CanaryLength).ContainsAnyExcept(Canary)
                || !result.AsSpan(converted + done, pending - done).SequenceEqual(window.AsSpan(done, pending - done)))
            {
                throw new RequirementException(
                    $"{filter}: {done} of {pending} bytes converted, or bytes changed that it left.");
            }

            window.AsSpan(0, done).CopyTo(result.AsSpan(converted));
            converted += done;
        }

        return result;
    }

    private static byte[] Encoded(byte[] data, LiblzmaFilter? filter) =>
        Succeeded(SystemLiblzma.RawEncode(data, filter is null ? [s_lzma2] : [filter, s_lzma2]));

    private static byte[] Unfiltered(byte[] compressed) => Succeeded(SystemLiblzma.RawDecode(compressed, s_lzma2));

    private static byte[] Filtered(byte[] compressed, LiblzmaFilter filter) =>
        Succeeded(SystemLiblzma.RawDecode(compressed, filter, s_lzma2));

    private static byte[] Succeeded(LiblzmaResult result)
    {
        Require.That(result.Status == LiblzmaStatus.StreamEnd, $"liblzma: {result.Status}");
        return result.Output;
    }
}
