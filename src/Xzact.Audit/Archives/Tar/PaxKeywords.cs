namespace Xzact.Audit.Archives.Tar;

/// <summary>What a pax record can do to a member.</summary>
internal enum PaxEffect
{
    /// <summary>Owner and times, which all readers take alike and which change no content.</summary>
    None,

    /// <summary>Name, link target or size, which all readers know in a member's own header.</summary>
    Member,

    /// <summary>Name, size, type or content, for the readers of some vendors.</summary>
    Vendor,

    /// <summary>Nothing that is known.</summary>
    Unknown,
}

/// <summary>The keywords of pax records (POSIX.1-2017, pax; GNU tar, "Extended Headers"; star(5); libarchive's
/// tar(5)).</summary>
internal static class PaxKeywords
{
    private const string Charset = "hdrcharset";

    private static readonly HashSet<string> s_harmless =
    [
        "mtime", "atime", "ctime", "uid", "gid", "uname", "gname", "LIBARCHIVE.creationtime", "SCHILY.dev",
        "SCHILY.ino", "SCHILY.nlink",
    ];

    // Extensions for sparse files, incremental backups, volumes and types of files.
    private static readonly string[] s_vendors =
    [
        "GNU.", "SUN.holesdata", "SCHILY.realsize", "SCHILY.filetype", "SCHILY.dir", "SCHILY.offset",
        "SCHILY.xattr.security.capability", "SCHILY.devmajor", "SCHILY.devminor",
    ];

    // The two sets of letters in which names are bytes that everyone takes as they are.
    private static readonly string[] s_charsets = ["BINARY", "ISO-IR 10646 2000 UTF-8"];

    /// <summary>What a record can do.</summary>
    /// <param name="keyword">Its keyword.</param>
    /// <param name="records">The header that holds it.</param>
    public static PaxEffect Of(string keyword, PaxRecords records) => keyword switch
    {
        PaxRecords.Path or PaxRecords.LinkPath or PaxRecords.Size => PaxEffect.Member,
        Charset => IsKnownCharset(records.Find(Charset)) ? PaxEffect.None : PaxEffect.Vendor,
        _ when s_harmless.Contains(keyword) => PaxEffect.None,
        _ when Array.Exists(s_vendors, v => keyword.StartsWith(v, StringComparison.Ordinal)) => PaxEffect.Vendor,
        _ => PaxEffect.Unknown,
    };

    private static bool IsKnownCharset(byte[]? value) =>
        value is null || s_charsets.Contains(System.Text.Encoding.Latin1.GetString(value));
}
