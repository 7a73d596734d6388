namespace Xzact.Attacks.Fixtures;

/// <summary>Names of files that hold bytes in hexadecimal, with a number before them.</summary>
internal static class NamesOfFiles
{
    private const int BytesInName = 16;

    /// <summary>The names, in the order of the bytes.</summary>
    /// <param name="stem">What each begins with.</param>
    /// <param name="data">At least one byte, at most 16 thousand.</param>
    public static IEnumerable<string> Of(string stem, byte[] data) => data.Chunk(BytesInName)
        .Select((part, i) => $"{stem}-{i:D3}-{Convert.ToHexStringLower(part)}.dat");

    /// <summary>What such a file holds, for it must hold something.</summary>
    public static byte[] Content(Random random) => ByteTransforms.Junk(random, 16 + random.Next(48));

    /// <summary>What makes the bytes out of a list of names or paths.</summary>
    public static IReadOnlyList<Filter> Extract(string stem, Random random) =>
    [
        new($"sed -n 's/^.*{stem}-[0-9]*-\\([0-9a-f]*\\)[.].*/\\1/p'"),
        new(random.Pick("xxd -r -p", "perl -ne 'chomp;print pack(\"H*\",$_)'")),
    ];
}
