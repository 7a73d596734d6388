using Xzact.Audit.Content.Formats;

namespace Xzact.Audit.Content;

/// <summary>All formats that are known here, those with the strongest signatures first.</summary>
internal static class FormatCatalog
{
    public static IReadOnlyList<FormatReader> All { get; } =
    [
        new XzFormat(), new LzipFormat(), new GzipFormat(), new Bzip2Format(), new ZstdFormat(),
        new PngFormat(), new GifFormat(), new JpegFormat(), new RiffFormat(), new PdfFormat(),
        new ElfFormat(), new PeFormat(), new ArFormat(), new ZipFormat(), new CpioFormat(), new TarFormat(),
        new MoFormat(), new SfntFormat(), new IconFormat(), new BitmapFormat(), new SqliteFormat(), new DerFormat(),
        new OpenPgpFormat(), new BoxFormat(), new PortableMapFormat(), new InfoFormat(), new LzmaFormat(),
        .. UnreadFormat.All,
    ];

    /// <summary>The format of content, or null.</summary>
    public static FormatReader? Find(ReadOnlySpan<byte> data)
    {
        foreach (FormatReader format in All)
        {
            if (format.Begins(data))
            {
                return format;
            }
        }

        return null;
    }
}
