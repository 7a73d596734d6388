using System.IO.Compression;
using Samples;

namespace Xzact.Tests;

/// <summary>The samples that the pages show do what the pages say.</summary>
public sealed class SamplesTests
{
    private static readonly byte[] s_data = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i / 977))];

    [Fact]
    public async Task Files_go_there_and_back()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "data");
            await File.WriteAllBytesAsync(path, s_data, TestContext.Current.CancellationToken);
            Files.Compress(path, path + ".xz");
            Files.Decompress(path + ".xz", path + ".again");
            Assert.Equal(s_data, await File.ReadAllBytesAsync(path + ".again", TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Untrusted_data_is_read_within_limits()
    {
        using MemoryStream small = new(), large = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await Files.CompressSmallAsync(new MemoryStream(s_data), small, cancellation);
        small.Position = 0;
        Assert.Equal(s_data, Files.DecompressUntrusted(small));

        await using (var xz = new XzStream(large, CompressionLevel.Fastest, leaveOpen: true))
        {
            await xz.WriteAsync(new byte[100_000_001], cancellation);
        }

        large.Position = 0;
        Assert.Throws<ArgumentException>("source", () => Files.DecompressUntrusted(large));
    }

    [Fact]
    public void Spans_go_there_and_back()
    {
        using var target = new MemoryStream();
        using (var encoder = new XzEncoder())
        {
            Spans.Compress(encoder, new MemoryStream(s_data), target);
        }

        using var again = new MemoryStream();
        using (var decoder = new XzDecoder())
        {
            Spans.Decompress(decoder, new MemoryStream(target.ToArray()), again);
            Assert.Equal(s_data, again.ToArray());

            decoder.Reset();
            Assert.Throws<EndOfStreamException>(
                () => Spans.Decompress(decoder, new MemoryStream(target.ToArray()[..^1]), Stream.Null));
        }

        Assert.True(XzDecoder.TryDecompress(Spans.Compress(s_data), new byte[s_data.Length], out int length));
        Assert.Equal(s_data.Length, length);
    }

    [Fact]
    public void Blocks_are_listed_read_from_the_middle_and_recovered()
    {
        using MemoryStream file = new(), recovered = new();
        Archives.CompressExecutables(new MemoryStream(s_data), file);
        Assert.Equal(s_data[1000..1020], Archives.ReadAt(file, 1000, 20));
        Assert.Equal($"0 + {s_data.Length}: ", Assert.Single(Archives.Describe(file))[..12]);

        byte[] damaged = file.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        Assert.Contains("Lost", Assert.Single(Archives.Recover(new MemoryStream(damaged), recovered)));
        Assert.Equal(0, recovered.Length);
    }

    [Fact]
    public void Code_and_pictures_have_filters_of_their_own()
    {
        using MemoryStream file = new();
        Archives.CompressCodeAndPictures(s_data[..1000], s_data[1000..], file);
        Assert.Equal(2, XzIndex.Read(file).Blocks.Count);
        Assert.Equal(s_data[990..1020], Archives.ReadAt(file, 990, 30));
    }

    [Fact]
    public void Other_formats_are_read_and_written()
    {
        using MemoryStream lzip = new(), xz = new(), raw = new(), again = new();
        using (var writer = new LzipStream(lzip, CompressionMode.Compress, leaveOpen: true))
        {
            writer.Write(s_data);
        }

        lzip.Position = 0;
        OtherFormats.LzipToXz(lzip, xz);
        byte[] decoded = new byte[s_data.Length];
        Assert.True(XzDecoder.TryDecompress(xz.ToArray(), decoded, out _));
        Assert.Equal(s_data, decoded);

        OtherFormats.WriteRaw(new MemoryStream(s_data), raw);
        raw.Position = 0;
        OtherFormats.ReadRaw(raw, again);
        Assert.Equal(s_data, again.ToArray());
    }
}
