using System.Runtime.InteropServices;

namespace Xzact.Audit.Archives;

/// <summary>What the end of a file name says about the format of the file: programs that unpack go by it, or show the
/// file by it to whoever chooses the program.</summary>
/// <param name="Ending">The ending with its dot.</param>
/// <param name="Container">The container; null where the ending names one that is not read here, or only a compression.
/// </param>
/// <param name="Compression">The compression; null where it is one that is not read here.</param>
/// <param name="SaysContainer">Whether the ending says which container it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ArchiveName(
    string Ending, ArchiveContainer? Container, ArchiveCompression? Compression, bool SaysContainer = true)
{
    private const ArchiveContainer Tar = ArchiveContainer.Tar;
    private const ArchiveContainer Zip = ArchiveContainer.Zip;

    // The first that fits counts, so that .tar.gz comes before .gz.
    private static readonly ArchiveName[] s_endings =
    [
        .. Each(Tar, ArchiveCompression.Gzip, ".tar.gz", ".tgz", ".taz", ".crate"),
        .. Each(Tar, ArchiveCompression.Bzip2, ".tar.bz2", ".tar.bz", ".tbz", ".tbz2", ".tb2", ".tz2"),
        .. Each(Tar, ArchiveCompression.Xz, ".tar.xz", ".txz"),
        .. Each(Tar, ArchiveCompression.Lzip, ".tar.lz", ".tlz"),
        .. Each(Tar, ArchiveCompression.None, ".tar", ".gem"),
        .. Each(Tar, ArchiveCompression.Zstandard, ".tar.zst", ".tzst"),
        .. Each(Tar, null, ".tar.lzma", ".tar.lz4", ".tar.lzo", ".tar.z"),
        .. Each(Zip, ArchiveCompression.None, ".zip", ".jar", ".war", ".whl", ".egg", ".nupkg"),
        .. Each(null, null, ".7z", ".rar", ".cpio", ".iso", ".cab", ".deb", ".rpm", ".ar", ".lha", ".lzh", ".xar"),
        new(".gz", null, ArchiveCompression.Gzip, SaysContainer: false),
        new(".bz2", null, ArchiveCompression.Bzip2, SaysContainer: false),
        new(".xz", null, ArchiveCompression.Xz, SaysContainer: false),
        new(".lz", null, ArchiveCompression.Lzip, SaysContainer: false),
        new(".zst", null, ArchiveCompression.Zstandard, SaysContainer: false),
        new(".lzma", null, null, SaysContainer: false),
    ];

    /// <summary>What a name says; null for a name that ends like no archive.</summary>
    public static ArchiveName? Read(string name)
    {
        foreach (ArchiveName known in s_endings)
        {
            if (name.EndsWith(known.Ending, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Whether a file of this name may be of a format.</summary>
    public bool Allows(ArchiveFormat format) =>
        Compression == format.Compression && (!SaysContainer || Container == format.Container);

    private static IEnumerable<ArchiveName> Each(
        ArchiveContainer? container, ArchiveCompression? compression, params string[] endings) =>
        endings.Select(ending => new ArchiveName(ending, container, compression));
}
