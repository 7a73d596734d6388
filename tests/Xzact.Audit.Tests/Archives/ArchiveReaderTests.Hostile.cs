using System.Diagnostics;
using Xzact.Audit.Archives;
using Xzact.Audit.Tests.Archives.Compression;

namespace Xzact.Audit.Tests.Archives;

public sealed partial class ArchiveReaderTests
{
    private const int Mutations = 1500;

    /// <summary>Small limits keep each case short; what passes them is an error like any other.</summary>
    private static readonly ArchiveLimits s_fuzzLimits = new()
    {
        MaxMembers = 1000,
        MaxTotalBytes = 8 << 20,
        MaxMemberBytes = 4 << 20,
        MaxDuration = TimeSpan.FromSeconds(20),
    };

    [Theory]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tar.bz2")]
    [InlineData("tar.xz")]
    [InlineData("zip")]
    public void A_mutated_archive_is_read_or_refused_and_nothing_else(string format)
    {
        byte[][] seeds = Seeds(format);
        var random = new Random(3094);
        var clock = Stopwatch.StartNew();
        (int read, int refused) = (0, 0);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] archive = Mutate(seeds[i % seeds.Length], random);
            try
            {
                ArchiveListing.Read(archive, s_fuzzLimits);
                read++;
            }
            catch (ArchiveException exception)
            {
                Assert.InRange(exception.Offset, 0, 64 << 20);
                Assert.DoesNotContain("took longer", exception.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i} of {format}, {archive.Length} bytes: {exception}");
            }
        }

        // Both must happen, or the mutations are too weak or too strong to find anything.
        Assert.InRange(read, 1, Mutations - 1);
        Assert.InRange(refused, Mutations / 20, Mutations - 1);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void Mutations_behind_the_checksum_of_a_tar_header_are_read_or_refused_too()
    {
        byte[] seed = Seeds("tar")[0];
        var random = new Random(5803);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] archive = [.. seed];
            for (int block = 0; block + 512 <= archive.Length; block += 512)
            {
                if (archive.AsSpan(block + 257, 5).SequenceEqual("ustar"u8))
                {
                    int count = random.Next(3);
                    for (int change = 0; change < count; change++)
                    {
                        archive[block + random.Next(512)] = (byte)random.Next(256);
                    }

                    byte[] header = archive[block..(block + 512)];
                    TarBuilder.Seal(header);
                    TarBuilder.Put(archive, block, header);
                }
            }

            try
            {
                ArchiveListing.Read(archive, s_fuzzLimits);
            }
            catch (ArchiveException)
            {
                // Refused, which is right.
            }
        }
    }

    private static byte[][] Seeds(string format)
    {
        byte[] tar = new TarBuilder()
            .Pax('g', ("comment", new string('c', 40)))
            .Add("top/", type: '5')
            .Add("top/a", string.Concat(Enumerable.Range(0, 2000)))
            .Pax('x', ("path", "top/" + new string('p', 200)), ("mtime", "1.5"))
            .Add("top/" + new string('p', 96), "content")
            .Add("././@LongLink", "top/" + new string('l', 200) + "\0", 'L')
            .Add("top/" + new string('l', 96), type: '2', link: "a")
            .Add("top/link", type: '1', link: "top/a")
            .End();
        ZipBuilderEntry text = new("top/a", string.Concat(Enumerable.Range(0, 2000))) { Deflate = true };
        return format switch
        {
            "tar" => [tar],
            "tar.gz" =>
            [
                GzipDecoderTests.Gzip(tar),
                [.. GzipDecoderTests.Gzip(tar[..999]), .. GzipDecoderTests.Gzip(tar[999..])],
            ],
            "tar.xz" => [XzFileDecoderTests.Xz(tar), XzFileDecoderTests.Xz(tar, "--check=none", "--x86", "--lzma2")],
            "tar.bz2" => [Bzip2DecoderTests.Bzip2(tar)],
            _ =>
            [
                new ZipBuilder().Add("top/", "").Add(text).Add(text with { Name = "b", Descriptor = true }).End(),
                new ZipBuilder { WithZip64End = true, Comment = "note"u8.ToArray() }
                    .Add(text with { IsZip64 = true })
                    .Add(new ZipBuilderEntry("link", "a") { UnixMode = 0xA1FF })
                    .Add(new ZipBuilderEntry("t", "t") { CentralExtra = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 1] })
                    .End(),
            ],
        };
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        int changes = random.Next(1, 5);
        for (int i = 0; i < changes; i++)
        {
            // Headers are at both ends, so half of the changes go there.
            int at = random.Next(4) switch
            {
                0 => random.Next(Math.Min(bytes.Count, 64)),
                1 => bytes.Count - 1 - random.Next(Math.Min(bytes.Count, 128)),
                _ => random.Next(bytes.Count),
            };
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at)));
                    break;
                case 4:
                    int from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, random.Next(Math.Min(80, bytes.Count - from))));
                    break;
                default:
                    bytes.RemoveRange(Math.Max(1, at), bytes.Count - Math.Max(1, at));
                    break;
            }
        }

        return [.. bytes];
    }
}
