using Xzact.Tools.Options;

namespace Xzact.Tools.Files;

/// <summary>Names of targets, made from those of their sources.</summary>
internal static class Suffixes
{
    /// <summary>What decompression cuts off and what it puts in its place, in the order of trying.</summary>
    private static readonly (string Suffix, string Replacement)[] s_known =
    [
        (".xz", ""),
        (".txz", ".tar"),
        (".lzma", ""),
        (".tlz", ".tar"),
        (".lz", ""),
    ];

    /// <summary>The suffix that says that a source is compressed already; null if it has none.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="format">The format that is written; files of another one may be compressed.</param>
    /// <param name="custom">The suffix the user asked for, or null.</param>
    public static string? Compressed(string source, FileFormat format, string? custom)
    {
        string[] own = format switch
        {
            FileFormat.Lzma => [".lzma", ".tlz"],
            FileFormat.Lzip => [".lz", ".tlz"],
            FileFormat.Raw => [],
            _ => [".xz", ".txz"],
        };
        return Array.Find([.. own, custom ?? ""], suffix => suffix.Length > 0 && HasSuffix(source, suffix));
    }

    /// <summary>Name of the compressed file. Raw data has no suffix of its own.</summary>
    public static string Add(string source, FileFormat format, string? custom) => source + (custom ?? format switch
    {
        FileFormat.Lzma => ".lzma",
        FileFormat.Lzip => ".lz",
        _ => ".xz",
    });

    /// <summary>Name of the decompressed file; null if the source has no known suffix.</summary>
    public static string? Remove(string source, FileFormat format, string? custom)
    {
        foreach ((string suffix, string replacement) in s_known)
        {
            if (format != FileFormat.Raw && HasSuffix(source, suffix))
            {
                return source[..^suffix.Length] + replacement;
            }
        }

        return custom is not null && HasSuffix(source, custom) ? source[..^custom.Length] : null;
    }

    /// <summary>Whether a name ends with the suffix and has something of its own before it.</summary>
    private static bool HasSuffix(string name, string suffix) =>
        name.Length > suffix.Length
        && name[^(suffix.Length + 1)] != '/'
        && name.EndsWith(suffix, StringComparison.Ordinal);
}
