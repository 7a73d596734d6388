namespace Xzact.Attacks.Fixtures;

/// <summary>Hides a content in a fixture: compresses, transforms and wraps it, and says what undoes it.</summary>
internal sealed class FixtureBuilder(AxisValues axes, CaseNames names, Random random)
{
    private static readonly CompressedFormat[] s_formats = Enum.GetValues<CompressedFormat>();

    // Apart from the others, which draw more for a longer content: so attack and twin have the same carrier.
    private readonly Random _carriers = new(random.Next());

    private bool IsCompressedFile => axes.Fixture <= FixtureKind.Zstd;

    // The name of the tool must be there for a script that takes it from the name of the file.
    private bool NeedsTool => axes.Indirection == Indirection.ExtensionAsCommand;

    /// <param name="content">What the fixture decodes to.</param>
    /// <param name="folder">Where fixtures of this kind are kept, with a slash at the end.</param>
    public DecodePlan Build(byte[] content, string folder) => axes.Transform == Transform.Concatenation
        ? Concatenated(content, folder)
        : Single(content, folder);

    private DecodePlan Single(byte[] content, string folder)
    {
        (byte[] data, List<Filter> filters, string? tool) = TextTransforms.Takes(axes.Transform, random)
            ? OfLines(content)
            : OfBytes(content);
        if (axes.Fixture == FixtureKind.TwoPieces)
        {
            int cut = 1 + random.Next(data.Length - 1);
            return new(
                [File(folder, data[..cut], [], tool, "-a"), File(folder, data[cut..], [], tool, "-b")], filters, tool);
        }

        (byte[] carried, IReadOnlyList<Filter> extract) = Carriers.Wrap(axes.Fixture, data, _carriers);
        return new([File(folder, carried, extract, tool, "")], filters, tool);
    }

    // Each half of the content is a stream of its own; formats whose streams may follow one another.
    private DecodePlan Concatenated(byte[] content, string folder)
    {
        CompressedFormat format = IsCompressedFile
            ? (CompressedFormat)axes.Fixture
            : random.Pick(CompressedFormat.Xz, CompressedFormat.Gzip, CompressedFormat.Bzip2);
        string tool = Compression.Tool(format);
        (byte[] first, byte[] second) = Halves(content, format);
        FixtureFile half(byte[] part, string suffix)
        {
            (byte[] carried, IReadOnlyList<Filter> extract) = Carriers.Wrap(axes.Fixture, part, _carriers);
            return File(folder, carried, extract, tool, suffix);
        }

        return new([half(first, "-1"), half(second, "-2")], [Compression.Decoder(format, random)], tool);
    }

    // A .lzma file holds one stream, so that one is cut.
    private (byte[] First, byte[] Second) Halves(byte[] content, CompressedFormat format)
    {
        if (format == CompressedFormat.Lzma)
        {
            byte[] whole = Compression.Compress(format, content);
            int at = 1 + random.Next(whole.Length - 1);
            return (whole[..at], whole[at..]);
        }

        int cut = 1 + random.Next(content.Length - 1);
        return (Compression.Compress(format, content[..cut]), Compression.Compress(format, content[cut..]));
    }

    private (byte[] Data, List<Filter> Filters, string? Tool) OfBytes(byte[] content)
    {
        byte[] data = content;
        List<Filter> filters = [];
        string? tool = null;
        void compress(CompressedFormat format)
        {
            data = Compression.Compress(format, data);
            filters.Insert(0, Compression.Decoder(format, random));
            tool = Compression.Tool(format);
        }

        if (axes.Transform == Transform.DoubleCompression)
            compress(random.Pick(CompressedFormat.Gzip, CompressedFormat.Bzip2, CompressedFormat.Lzma));
        if (IsCompressedFile)
            compress((CompressedFormat)axes.Fixture);
        else if (NeedsTool || axes.Transform == Transform.DoubleCompression || !HidesAlone() || random.Next(4) > 0)
            compress(random.Pick(s_formats));

        (data, IReadOnlyList<Filter> undo) = ByteTransforms.Apply(axes.Transform, data, random);
        return (data, [.. undo, .. filters], tool);
    }

    private (byte[] Data, List<Filter> Filters, string? Tool) OfLines(byte[] content)
    {
        byte[] data = content;
        List<Filter> filters = [];
        string? tool = null;
        if (IsCompressedFile ? random.Next(2) == 0 : NeedsTool || random.Next(4) > 0)
        {
            CompressedFormat inner = random.Pick(s_formats);
            data = Compression.Compress(inner, data);
            filters.Add(Compression.Decoder(inner, random));
            tool = Compression.Tool(inner);
        }

        (data, IReadOnlyList<Filter> undo) = TextTransforms.Apply(axes.Transform, data, random);
        filters.InsertRange(0, undo);
        if (IsCompressedFile)
        {
            var outer = (CompressedFormat)axes.Fixture;
            data = Compression.Compress(outer, data);
            filters.Insert(0, Compression.Decoder(outer, random));
            tool = Compression.Tool(outer);
        }

        return (data, filters, tool);
    }

    // Whether nothing of the content can be read in the file even if it is not compressed.
    private bool HidesAlone() => axes.Transform is Transform.TrMap or Transform.Xor or Transform.Add
            or Transform.ByteSwap or Transform.Reverse
        || axes.Fixture is FixtureKind.Base64Text or FixtureKind.HexText or FixtureKind.UuencodedText
            or FixtureKind.Catalogue or FixtureKind.Document;

    private FixtureFile File(
        string folder, byte[] content, IReadOnlyList<Filter> extract, string? tool, string suffix)
    {
        string extension = axes.Fixture switch
        {
            FixtureKind.ImageTail => Images.Extension(content),
            FixtureKind.TarMember => "tar",
            FixtureKind.ZipMember => "zip",
            FixtureKind.Pdf => "pdf",
            FixtureKind.Base64Text or FixtureKind.Document => "txt",
            FixtureKind.HexText => "hex",
            FixtureKind.UuencodedText => "uu",
            FixtureKind.Catalogue => "po",
            FixtureKind.ElfObject => "o",
            FixtureKind.Blob or FixtureKind.TwoPieces => "dat",
            _ => Compression.Extension((CompressedFormat)axes.Fixture),
        };
        if (NeedsTool && tool is not null && extension != tool)
            extension = IsCompressedFile ? tool : $"{tool}.{extension}";
        return new($"{folder}{names.Fixture}{suffix}.{extension}", content, extract);
    }
}
