using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Tests.Archives.Compression;
using Xzact.Audit.Tests.Archives.Cpio;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed partial class RpmPackageReaderTests
{
    private static RpmBuilder Plain() => new RpmBuilder()
        .Add("demo-1.0.tar", [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i))])
        .Add("demo.spec", "Name: demo\n");

    private static (List<(string Name, long Size)> Members, IReadOnlyList<ArchiveObservation> Observations) Read(
        byte[] package, ArchiveLimits? limits = null)
    {
        using RpmPackageReader reader = new(new MemoryStream(package), limits ?? ArchiveLimits.Default);
        List<(string, long)> members = [];
        while (reader.ReadNext() is { } member)
        {
            members.Add((member.Name, member.Size));
        }

        Assert.Null(reader.ReadNext());
        return (members, reader.Observations);
    }

    private static ArchiveException Fails(byte[] package, ArchiveLimits? limits = null) =>
        Assert.Throws<ArchiveException>(() => Read(package, limits));

    private static void AssertObserved(RpmBuilder builder, params ArchiveObservationKind[] kinds) =>
        Assert.Equal(kinds, Read(builder.Build()).Observations.Select(o => o.Kind));

    public static TheoryData<string> Compressions => ["none", "gzip", "bzip2", "xz", "lzma"];

    internal static (string, Func<byte[], byte[]>) Compression(string name) => (name, name switch
    {
        "gzip" => GzipDecoderTests.Gzip,
        "bzip2" => Bzip2DecoderTests.Bzip2,
        "xz" => XzOf,
        "lzma" => LzmaFileDecoderTests.Lzma,
        _ => data => data,
    });

    private static byte[] XzOf(byte[] data)
    {
        using MemoryStream output = new();
        using (XzStream stream = new(output, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void A_package_of_every_compression_is_read_with_nothing_to_observe(string name)
    {
        RpmBuilder builder = Plain();
        builder.Compression = Compression(name);
        byte[] package = builder.Build();
        using RpmPackageReader reader = new(new MemoryStream(package), ArchiveLimits.Default);
        Assert.Equal((name, true), (reader.CompressionName, reader.IsSource));
        Assert.Equal([("demo-1.0.tar", 3000L), ("demo.spec", 11L)], Read(package).Members);
        Assert.Empty(Read(package).Observations);
    }

    [Fact]
    public void A_package_that_is_cut_off_fails_wherever_that_is()
    {
        RpmBuilder builder = Plain();
        builder.Compression = Compression("gzip");
        byte[] package = builder.Build();
        for (int length = 4; length < package.Length; length += length < 800 ? 1 : 37)
        {
            ArchiveErrorReason reason = Fails(package[..length]).Reason;
            Assert.True(reason is ArchiveErrorReason.Truncated or ArchiveErrorReason.Corrupt, $"{length}: {reason}");
        }
    }

    [Fact]
    public void One_bit_anywhere_behind_the_signature_is_noticed()
    {
        byte[] package = Plain().Build();
        int header = package.AsSpan(100).IndexOf(RpmHeaderBuilder.Hex("8eade801 00000000")) + 100;
        Random random = new(7);
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. package];
            int at = random.Next(header, package.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            bool isNoticed;
            try
            {
                isNoticed = Read(changed).Observations.Count > 0;
            }
            catch (ArchiveException)
            {
                isNoticed = true;
            }

            Assert.True(isNoticed, $"the change at {at} was not");
        }
    }

    [Fact]
    public void What_a_change_of_the_payload_breaks_is_told_by_digest()
    {
        RpmBuilder builder = Plain();
        builder.ChangePacked = packed =>
        {
            packed[200] ^= 1; // in the content of the first file
            return packed;
        };
        IReadOnlyList<ArchiveObservation> observations = Read(builder.Build()).Observations;
        Assert.All(observations, o => Assert.Equal(ArchiveObservationKind.DigestMismatch, o.Kind));
        Assert.Equal(["demo-1.0.tar", null, null, null], observations.Select(o => o.MemberName));
        Assert.Equal(
            ["'demo-1.0.tar'", "the payload", "the unpacked payload", "what follows the signature"],
            observations.Select(o => o.Text.Split(" has ")[0]));
    }

    [Theory]
    [InlineData(269u)]
    [InlineData(273u)]
    public void A_digest_of_the_header_that_does_not_fit_is_told(uint tag)
    {
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature.Remove(tag).Text(tag, new string('0', 64));
        AssertObserved(builder, ArchiveObservationKind.DigestMismatch);
    }

    [Fact]
    public void A_package_without_any_digest_of_its_header_is_not_verified()
    {
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature.Remove(269).Remove(273);
        AssertObserved(builder, ArchiveObservationKind.UnverifiedData);
    }

    [Theory]
    [InlineData(1000u)]
    [InlineData(1007u)]
    public void A_size_that_does_not_fit_is_told(uint tag)
    {
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature.Remove(tag).Numbers(tag, 5);
        AssertObserved(builder, ArchiveObservationKind.SizesDiffer);
    }

    [Fact]
    public void Bytes_behind_the_payload_are_told()
    {
        foreach (string name in (string[])["none", "gzip", "lzma"])
        {
            RpmBuilder builder = Plain();
            builder.Compression = (name, data => [.. Compression(name).Item2(data), .. "tail"u8]);
            Assert.Contains(
                name == "none" ? ArchiveObservationKind.DataAfterEndOfArchive : ArchiveObservationKind.TrailingData,
                Read(builder.Build()).Observations.Select(o => o.Kind));
        }
    }

    [Fact]
    public void Space_kept_for_signatures_is_zeros()
    {
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature.Remove(1008).Binary(1008, [.. new byte[9], .. "carrier"u8]);
        AssertObserved(builder, ArchiveObservationKind.NonZeroPadding);
    }

    [Fact]
    public void Signatures_are_listed_by_key_and_give_no_doubt()
    {
        byte[] packet = RpmHeaderBuilder.Hex("c2 12 04 00 01 08 0000 000a 09 10 0123456789abcdef");
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature
            .Binary(268, packet).Binary(1002, "nonsense"u8.ToArray())
            .Texts(278, Convert.ToBase64String(packet), "no base64!");
        IReadOnlyList<ArchiveObservation> observations = Read(builder.Build()).Observations;
        Assert.All(observations, o => Assert.Equal(ArchiveObservationKind.Signature, o.Kind));
        Assert.Equal(4, observations.Count);
        Assert.Equal(2, Naming("by the key 0123456789abcdef"));
        Assert.Equal(2, Naming("names no key"));

        int Naming(string text) => observations.Count(o => o.Text.Contains(text, StringComparison.Ordinal));
    }

    public static TheoryData<string, ArchiveObservationKind[]> Lies => new()
    {
        { "size", [ArchiveObservationKind.SizesDiffer] },
        { "mode", [ArchiveObservationKind.TypesDiffer] },
        { "type", [ArchiveObservationKind.TypesDiffer] },
        { "digest", [ArchiveObservationKind.DigestMismatch] },
        { "digest by nothing", [ArchiveObservationKind.UnverifiedData, ArchiveObservationKind.UnverifiedData] },
        { "file more", [ArchiveObservationKind.NamesDiffer] },
        { "file less", [ArchiveObservationKind.NamesDiffer] },
        { "file twice", [ArchiveObservationKind.DuplicateName, ArchiveObservationKind.NamesDiffer] },
        { "compression", [ArchiveObservationKind.FormatDiffersFromName] },
        { "lead of programs", [ArchiveObservationKind.TypesDiffer] },
        { "lead of another", [ArchiveObservationKind.Comment] },
        { "tag of nobody", [ArchiveObservationKind.UnknownExtraField] },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_header_that_says_something_else_is_told(string lie, ArchiveObservationKind[] kinds)
    {
        RpmBuilder builder = Plain();
        switch (lie)
        {
            case "lead of programs":
                builder.ChangeLead = lead => lead[7] = 0;
                break;
            case "lead of another":
                builder.ChangeLead = lead => lead[10] = (byte)'x';
                break;
            case "file more":
                builder.Payload = cpio => cpio.Add("more", "x").End();
                break;
            case "file twice":
                builder.Payload = cpio => cpio.Add("demo.spec", "Name: demo\n").End();
                break;
            case "file less":
                builder.Payload = _ => new CpioBuilder().Add("demo.spec", "Name: demo\n").End();
                break;
            default:
                builder.ChangeHeader = header => _ = lie switch
                {
                    "size" => header.Remove(1028).Numbers(1028, 3000, 12),
                    "mode" => header.Remove(1030).Shorts(1030, 0x81A4, 0x81A5),
                    "type" => header.Remove(1030).Shorts(1030, 0x81A4, 0xA1A4),
                    "digest" => header.Remove(1035).Texts(1035, "", "00"),
                    "digest by nothing" => header.Remove(5011).Numbers(5011, 11),
                    "compression" => header.Remove(1125).Text(1125, "xz"),
                    _ => header.Text(600, "carrier"),
                };
                break;
        }

        AssertObserved(builder, kinds);
    }

    [Theory]
    [InlineData(1124u, "ustar", ArchiveErrorReason.Unsupported)]
    [InlineData(1125u, "gzip", ArchiveErrorReason.Corrupt)]
    public void A_payload_of_another_form_is_refused(uint tag, string text, ArchiveErrorReason reason)
    {
        RpmBuilder builder = Plain();
        builder.ChangeHeader = header => header.Remove(tag).Text(tag, text);
        builder.ChangePacked = packed => [.. "something else"u8, .. packed];
        Assert.Equal(reason, Fails(builder.Build()).Reason);
    }

    [Fact]
    public void Damaged_zstandard_is_damage()
    {
        RpmBuilder builder = Plain();
        // RFC 8878, section 3.1.1: the magic of a frame, a window of 1 KiB, a block of the reserved type.
        builder.Compression = ("zstd", _ => RpmHeaderBuilder.Hex("28b52ffd 00 00 070000"));
        Assert.Equal(ArchiveErrorReason.Corrupt, Fails(builder.Build()).Reason);
    }

    [Fact]
    public void A_payload_that_unpacks_to_too_much_is_over_the_limit()
    {
        RpmBuilder builder = new RpmBuilder().Add("zeros", new byte[4 << 20]);
        builder.Compression = Compression("gzip");
        byte[] package = builder.Build();
        Assert.Equal(ArchiveErrorReason.OverLimit, Fails(package, new() { MaxTotalBytes = 1 << 20 }).Reason);
        Assert.Equal(
            ArchiveErrorReason.OverLimit, Fails(package, new() { RatioThreshold = 1 << 20, MaxRatio = 100 }).Reason);
        Assert.Single(Read(package).Members);
    }

    [Fact]
    public void The_signature_is_filled_with_zeros()
    {
        RpmBuilder builder = Plain();
        builder.ChangeSignature = signature => signature.Remove(1008).Binary(1008, new byte[29]);
        byte[] package = builder.Build();
        int header = package.AsSpan(100).IndexOf(RpmHeaderBuilder.Hex("8eade801 00000000")) + 100;
        Assert.Equal(0, package[header - 1]);
        package[header - 1] = 1;
        Assert.Equal(ArchiveObservationKind.NonZeroPadding, Assert.Single(Read(package).Observations).Kind);
    }

    [Fact]
    public void Content_can_be_read_once_and_until_the_next_member()
    {
        using RpmPackageReader reader = new(new MemoryStream(Plain().Build()), ArchiveLimits.Default);
        ArchiveMember first = reader.ReadNext()!;
        using Stream content = first.OpenContent();
        Assert.Throws<InvalidOperationException>(first.OpenContent);
        Assert.Equal(0, content.ReadByte());
        ArchiveMember second = reader.ReadNext()!;
        Assert.Throws<ObjectDisposedException>(() => content.ReadByte());
        using StreamReader text = new(second.OpenContent(), Encoding.ASCII);
        Assert.Equal("Name: demo\n", text.ReadToEnd());
    }
}
