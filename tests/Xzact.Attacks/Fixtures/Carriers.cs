using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>Files that are something else, and hold bytes where their format allows or ignores them.</summary>
internal static class Carriers
{
    private static readonly DateTimeOffset s_day = new(2019, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The carrier's content, and what takes the bytes out again.</summary>
    public static (byte[] Content, IReadOnlyList<Filter> Extract) Wrap(FixtureKind kind, byte[] data, Random random) =>
        kind switch
        {
            FixtureKind.ImageTail => Behind(Images.Any(random), data, [], random),
            FixtureKind.ElfObject => Behind(ElfHeader(random), data, [], random),
            FixtureKind.Blob => Behind(
                ByteTransforms.Junk(random, 24 + random.Next(200)), data,
                ByteTransforms.Junk(random, 8 + random.Next(100)), random),
            FixtureKind.Pdf => Pdf(data, random),
            FixtureKind.TarMember => Tar(data, random),
            FixtureKind.ZipMember => Zip(data, random),
            FixtureKind.Base64Text or FixtureKind.HexText or FixtureKind.UuencodedText or FixtureKind.Catalogue
                or FixtureKind.Document => TextCarriers.Wrap(kind, data, random),
            FixtureKind.LineEnds => LineEnds.Wrap(data, random),
            _ => (data, []),
        };

    private static (byte[], IReadOnlyList<Filter>) Behind(byte[] head, byte[] data, byte[] tail, Random random)
    {
        string from = $"tail -c +{head.Length + 1}";
        string cut = $"bs=1 skip={head.Length} count={data.Length} 2>/dev/null";
        Filter[] extract = tail.Length > 0
            ? [new(from, from + " {0}"), new($"head -c {data.Length}")]
            : [new(from, from + " {0}")];
        return ([.. head, .. data, .. tail],
            random.Next(2) == 0 ? extract : [new($"dd {cut}", $"dd if={{0}} {cut}")]);
    }

    // Of type ET_NONE, for no machine.
    private static byte[] ElfHeader(Random random) =>
        [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[57], .. ByteTransforms.Junk(random, 8 * (2 + random.Next(9)))];

    private static (byte[], IReadOnlyList<Filter>) Pdf(byte[] data, Random random)
    {
        string head = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
            + $"3 0 obj\n<< /Length {data.Length} >>\nstream\n";
        const string Tail = "\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
        return Behind(Encoding.ASCII.GetBytes(head), data, Encoding.ASCII.GetBytes(Tail), random);
    }

    private static (byte[], IReadOnlyList<Filter>) Tar(byte[] data, Random random)
    {
        string member = random.Pick("data/part-03.bin", "set/large", "files/block.2");
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Put(tar, "README", Encoding.ASCII.GetBytes("Cases for the reader of archives.\n"));
            Put(tar, member, data);
        }

        return (output.ToArray(), [new($"tar -xOf - {member}", $"tar -xOf {{0}} {member}")]);
    }

    private static void Put(TarWriter tar, string name, byte[] data)
    {
        using var stream = new MemoryStream(data);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = stream,
            ModificationTime = s_day,
        });
    }

    private static (byte[], IReadOnlyList<Filter>) Zip(byte[] data, Random random)
    {
        string member = random.Pick("data/part-03.bin", "set/large", "files/block.2");
        CompressionLevel level = random.Pick(CompressionLevel.NoCompression, CompressionLevel.Optimal);
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry(member, level);
            entry.LastWriteTime = s_day;
            using Stream stream = entry.Open();
            stream.Write(data);
        }

        // funzip writes the first member of what it reads.
        return (output.ToArray(), [new("funzip", $"unzip -p {{0}} {member}")]);
    }
}
