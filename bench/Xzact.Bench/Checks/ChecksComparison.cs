using Xzact.Checks;
using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Checks;

/// <summary>
/// The checks against liblzma's, in process. liblzma exports no SHA-256: its time is that of decoding stored chunks
/// with the check less that of decoding them without it.
/// </summary>
internal static class ChecksComparison
{
    private const uint NoCheck = 0;
    private const uint Sha256Check = 10;

    /// <summary>So many calls in one timed job that the delegate does not count.</summary>
    private const int BytesPerJob = 1 << 16;

    private static readonly int[] s_sizes =
        [16, 64, 100, 256, 1024, 4096, 1 << 16, 1 << 20, 1 << 24];

    private static ulong s_sink;

    public static void Print(TextWriter output)
    {
        byte[] data = new byte[s_sizes[^1]];
        new Random(1).NextBytes(data);
        output.WriteLine($"liblzma {SystemLiblzma.VersionNumber}, .NET {Environment.Version}");
        output.WriteLine("check   size      ours GB/s  liblzma GB/s  ratio  +-     table GB/s");
        foreach (int size in s_sizes)
            Line<uint>(output, "CRC32", data.AsMemory(0, size),
                Crc32.Append, SystemLiblzma.Crc32, Crc32.AppendByTable);
        foreach (int size in s_sizes)
            Line<ulong>(output, "CRC64", data.AsMemory(0, size),
                Crc64.Append, SystemLiblzma.Crc64, Crc64.AppendByTable);
        foreach (int size in s_sizes.Where(size => size >= BytesPerJob))
            Sha256Line(output, data.AsMemory(0, size));
        GC.KeepAlive(s_sink);
    }

    private delegate T Append<T>(T crc, ReadOnlySpan<byte> data);

    private static void Line<T>(
        TextWriter output, string name, ReadOnlyMemory<byte> data, Append<T> ours, Append<T> theirs, Append<T> table)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        int calls = Math.Max(1, BytesPerJob / data.Length);
        Pair pair = Pair.Measure(() => Repeat(ours, data.Span, calls), () => Repeat(theirs, data.Span, calls));
        Pair twin = Pair.Measure(() => Repeat(table, data.Span, calls), () => Repeat(theirs, data.Span, calls));
        double gigabytes = (double)data.Length * calls / 1e9;
        output.WriteLine(
            $"{name,-7} {data.Length,-9} {gigabytes / pair.A,9:F2}  {gigabytes / pair.B,12:F2}  "
            + $"{pair.Ratio,5:F2}  {pair.Spread:F2}  {gigabytes / twin.A,10:F2}");
    }

    /// <summary>Each call starts from the last one's result, as a container's do.</summary>
    private static void Repeat<T>(Append<T> append, ReadOnlySpan<byte> data, int calls)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        T crc = T.Zero;
        for (int i = 0; i < calls; i++)
            crc = append(crc, data);
        s_sink += ulong.CreateTruncating(crc);
    }

    private static void Sha256Line(TextWriter output, ReadOnlyMemory<byte> data)
    {
        // The data is random, so LZMA2 stores it and decoding is copying.
        LiblzmaFilter stored = LiblzmaFilter.Lzma2(new LzmaSettings(Preset: 0));
        byte[] withCheck = SystemLiblzma.StreamEncode(data.Span, Sha256Check, stored).Output;
        byte[] without = SystemLiblzma.StreamEncode(data.Span, NoCheck, stored).Output;
        var sha = new Sha256();
        Pair theirs = Pair.Measure(
            () => SystemLiblzma.StreamDecode(without), () => SystemLiblzma.StreamDecode(withCheck));
        Pair twin = Pair.Measure(() => Hash(sha, data.Span), () => HashOneByOne(data.Span));
        double gigabytes = data.Length / 1e9;
        double liblzma = theirs.B - theirs.A;
        output.WriteLine(
            $"SHA-256 {data.Length,-9} {gigabytes / twin.A,9:F3}  {gigabytes / liblzma,12:F3}  "
            + $"{liblzma / twin.A,5:F2}  {"",4}  {gigabytes / twin.B,10:F3}");
    }

    private static void Hash(Sha256 sha, ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Sha256.DigestSize];
        sha.Reset();
        sha.Append(data);
        sha.Finish(digest);
        s_sink += digest[0];
    }

    private static void HashOneByOne(ReadOnlySpan<byte> data)
    {
        Span<uint> state = stackalloc uint[Sha256Blocks.StateWords];
        Sha256Blocks.InitialState.CopyTo(state);
        Sha256Blocks.AppendOneByOne(state, data);
        s_sink += state[0];
    }
}
