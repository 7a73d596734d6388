namespace Xzact.Attacks.Fixtures;

/// <summary>Hides a content in a fixture: compresses, transforms and wraps it, and says what undoes it.</summary>
internal sealed class FixtureBuilder(AxisValues axes, CaseNames names, Random random)
{
    private static readonly CompressedFormat[] s_formats = Enum.GetValues<CompressedFormat>();

    // Apart from the others, which draw more for a longer content: so attack and twin have the same carrier.
    private readonly Random _carriers = new(random.Next());

    private readonly List<(string Path, byte[] Content)> _others = [];

    private bool IsCompressedFile => axes.Fixture <= FixtureKind.Zstd;

    // The name of the tool must be there for a script that takes it from the name of the file.
    private bool NeedsTool => axes.Indirection == Indirection.ExtensionAsCommand;

    /// <param name="content">What the fixture decodes to.</param>
    /// <param name="folder">Where fixtures of this kind are kept, with a slash at the end.</param>
    public DecodePlan Build(byte[] content, string folder) => (axes.Transform == Transform.Concatenation
        ? Concatenated(content, folder)
        : Single(content, folder)) with
    { Others = _others };

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

        return new([Carried(folder, data, tool, "")], filters, tool);
    }

    // Each half of the content is a stream of its own; formats whose streams may follow one another.
    private DecodePlan Concatenated(byte[] content, string folder)
    {
        CompressedFormat format = IsCompressedFile
            ? (CompressedFormat)axes.Fixture
            : random.Pick(CompressedFormat.Xz, CompressedFormat.Gzip, CompressedFormat.Bzip2);
        string tool = Compression.Tool(format);
        (byte[] first, byte[] second) = Halves(content, format);
        return new(
            [Carried(folder, first, tool, "-1"), Carried(folder, second, tool, "-2")],
            [Compression.Decoder(format, random)], tool);
    }

    private FixtureFile Carried(string folder, byte[] data, string? tool, string suffix)
    {
        switch (axes.Fixture)
        {
            case FixtureKind.FileNames:
                string stem = names.Fixture + suffix;
                string[] parts = [.. NamesOfFiles.Of(stem, data).Select(name => folder + name)];
                _others.AddRange(parts[1..].Select(path => (path, NamesOfFiles.Content(_carriers))));
                return new(parts[0], NamesOfFiles.Content(_carriers), NamesOfFiles.Extract(stem, _carriers))
                {
                    Folder = folder.TrimEnd('/'),
                    Sought = stem + "-*",
                };
            case FixtureKind.Fenced:
                var fence = new Fence(names.Fixture + suffix, _carriers);
                (byte[] fenced, IReadOnlyList<Filter> cut) = fence.Wrap(data, _carriers);
                return File(folder, fenced, cut, tool, suffix) with { Sought = fence.Pattern };
            default:
                (byte[] carried, IReadOnlyList<Filter> extract) = Carriers.Wrap(axes.Fixture, data, _carriers);
                return File(folder, carried, extract, tool, suffix);
        }
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
        else if (NeedsTool || axes.Transform == Transform.DoubleCompression
            || !HidesAlone() || (!NeedsNoDecoder() && random.Next(4) > 0))
            compress(random.Pick(s_formats));

        if (axes.Transform == Transform.KeyStream)
        {
            var key = new KeyStream(names, random);
            if (key.Program is { } program)
                _others.Add(program);
            return (key.Apply(data), [key.Undo, .. filters], tool);
        }

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
            or Transform.ByteSwap or Transform.Reverse or Transform.KeyStream
        || axes.Fixture is FixtureKind.Base64Text or FixtureKind.HexText or FixtureKind.UuencodedText
            or FixtureKind.Catalogue or FixtureKind.Document or FixtureKind.FileNames or FixtureKind.LineEnds;

    // Such a case is to have a path without any decoder that has a name, where its other axes let it.
    private bool NeedsNoDecoder() => axes.Transform == Transform.KeyStream
        || axes.Fixture is FixtureKind.FileNames or FixtureKind.LineEnds;

    private FixtureFile File(
        string folder, byte[] content, IReadOnlyList<Filter> extract, string? tool, string suffix)
    {
        string extension = axes.Fixture switch
        {
            FixtureKind.ImageTail => Images.Extension(content),
            FixtureKind.TarMember => "tar",
            FixtureKind.ZipMember => "zip",
            FixtureKind.Pdf => "pdf",
            FixtureKind.Base64Text or FixtureKind.Document or FixtureKind.LineEnds => "txt",
            FixtureKind.HexText => "hex",
            FixtureKind.UuencodedText => "uu",
            FixtureKind.Catalogue => "po",
            FixtureKind.ElfObject => "o",
            FixtureKind.Blob or FixtureKind.TwoPieces or FixtureKind.Fenced => "dat",
            _ => Compression.Extension((CompressedFormat)axes.Fixture),
        };
        if (NeedsTool && tool is not null && extension != tool)
            extension = IsCompressedFile ? tool : $"{tool}.{extension}";
        return new($"{folder}{names.Fixture}{suffix}.{extension}", content, extract);
    }
}
