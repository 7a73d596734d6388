using System.IO.Compression;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class InflateStreamTests
{
    [Fact]
    public void It_gives_the_bytes_of_the_base_library_and_stops_at_the_exact_byte()
    {
        var random = new Random(1951);
        CompressionLevel[] levels =
            [CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.NoCompression];
        for (int i = 0; i < 300; i++)
        {
            byte[] content = new byte[random.Next(i < 200 ? 600 : 200_000)];
            int alphabet = random.Next(1, 257);
            for (int at = 0; at < content.Length; at++)
            {
                content[at] = (byte)random.Next(alphabet);
            }

            byte[] packed = Deflate(content, levels[i % levels.Length]);
            byte[] trailing = new byte[random.Next(1, 300)];
            random.NextBytes(trailing);

            ArchiveInput input = Input([.. packed, .. trailing], random.Next(1, 3000));
            Assert.Equal(content, ReadAll(input, random.Next(1, 70_000)));
            Assert.Equal(packed.Length, input.Offset);
            Assert.Equal(trailing[0], input.ReadByte());
        }
    }

    [Fact]
    public void Every_cut_is_truncation()
    {
        byte[] packed = Deflate([.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i))], CompressionLevel.Optimal);

        for (int length = 0; length < packed.Length; length++)
        {
            ArchiveException exception =
                Assert.Throws<ArchiveException>(() => ReadAll(Input(packed[..length], 4096), 4096));
            Assert.Equal(
                (ArchiveErrorReason.Truncated, (long)length), (exception.Reason, exception.Offset));
        }
    }

    [Fact]
    public void A_distance_beyond_the_start_and_a_reserved_block_are_corrupt()
    {
        // Fixed codes: literal 'a', length 3 at distance 4, end of block.
        byte[] tooFar = [0x4B, 0x04, 0x62, 0x00];
        byte[] reserved = [0x07];

        foreach (byte[] packed in (byte[][])[tooFar, reserved])
        {
            Assert.Equal(
                ArchiveErrorReason.Corrupt,
                Assert.Throws<ArchiveException>(() => ReadAll(Input([.. packed, .. new byte[64]], 4096), 4096)).Reason);
        }
    }

    private static ArchiveInput Input(byte[] bytes, int atOnce) =>
        new(new ForwardOnly(bytes, atOnce), new ArchiveContext(ArchiveLimits.Default));

    private static byte[] ReadAll(ArchiveInput input, int atOnce)
    {
        using var inflate = new InflateStream(input);
        using var content = new MemoryStream();
        inflate.CopyTo(content, atOnce);
        return content.ToArray();
    }

    private static byte[] Deflate(byte[] content, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, level, true))
        {
            deflate.Write(content);
        }

        return content.Length > 0 ? packed.ToArray() : [3, 0];
    }
}
