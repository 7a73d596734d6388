using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Ar;

namespace Xzact.Audit.Exposure.Contents;

/// <summary>
/// Finds copies of liblzma in executables, shared libraries and archives of objects. A program that only uses the
/// library has the names of its functions too, but defines none of them.
/// </summary>
internal static class LibraryFinder
{
    private const string Library = "liblzma";
    private const int MinFunctions = 3;
    private const int MaxReleases = 16;

    /// <summary>How much of a file decides whether it is looked into.</summary>
    public const int HeadLength = 8;

    // The first entries of the table, after the zero: what the polynomial makes of 1 and 2.
    private static readonly byte[] s_table =
        [0x6F, 0x5F, 0xA7, 0x03, 0xBE, 0x4C, 0x2E, 0xB3, 0x5B, 0xA0, 0x40, 0xA8, 0x57, 0x36, 0x84, 0xF4];

    // What a copy has that computes its table when it runs: the polynomial, and how its files begin.
    private static readonly byte[] s_polynomial = [0x42, 0x0F, 0x87, 0xD7, 0x95, 0x57, 0x6C, 0xC9];
    private static readonly byte[] s_begin = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00];

    private static readonly HashSet<string> s_functions =
    [
        "lzma_code", "lzma_end", "lzma_stream_decoder", "lzma_stream_encoder", "lzma_easy_encoder", "lzma_raw_decoder",
        "lzma_raw_encoder", "lzma_auto_decoder", "lzma_alone_decoder", "lzma_block_decoder", "lzma_index_decoder",
        "lzma_index_hash_init", "lzma_stream_buffer_decode", "lzma_crc32", "lzma_crc64", "lzma_vli_decode",
        "lzma_properties_decode", "lzma_stream_header_decode", "lzma_check_is_supported", "lzma_version_string",
        "lzma_version_number", "lzma_lz_decoder_init", "lzma_lzma_decoder_init", "lzma_lzma2_decoder_init",
        "lzma_next_filter_init", "lzma_filters_copy",
    ];

    /// <summary>Whether a file that begins so is looked into: ELF, or an archive of objects.</summary>
    public static bool IsCandidate(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x7F, .. "ELF"u8]) || ArReader.Begins(head);

    /// <summary>The copy in a file; null if there is none.</summary>
    public static LibraryCopy? Find(string path, ReadOnlyMemory<byte> content)
    {
        ReadOnlySpan<byte> file = content.Span;
        int functions = file.IndexOf("lzma_"u8) < 0 ? 0 : Functions(content);
        bool hasTable = file.IndexOf(s_table) >= 0;
        bool isComputed = !hasTable && file.IndexOf(s_polynomial) >= 0 && file.IndexOf(s_begin) >= 0;
        return functions < MinFunctions && !hasTable && !isComputed ? null
            : new(path, Library, Releases(file), functions < MinFunctions ? 0 : functions) { IsComputed = isComputed };
    }

    private static int Functions(ReadOnlyMemory<byte> file)
    {
        HashSet<string> defined = ElfSymbols.Defined(file, "lzma_"u8);
        if (ArReader.Begins(file.Span))
        {
            using MemoryStream view = new(file.ToArray(), writable: false);
            try
            {
                foreach (ArMember member in ArReader.Read(view))
                {
                    defined.UnionWith(
                        ElfSymbols.Defined(file.Slice((int)member.Offset, (int)member.Length), "lzma_"u8));
                }
            }
            catch (ArchiveException)
            {
                // What is before the damage counts.
            }
        }

        return defined.Count(s_functions.Contains);
    }

    // The library keeps its number as text of its own: digits and dots between two zero bytes.
    private static string[] Releases(ReadOnlySpan<byte> file)
    {
        SortedSet<string> releases = new(StringComparer.Ordinal);
        for (int at = 0; releases.Count < MaxReleases;)
        {
            int found = file[at..].IndexOf("5."u8);
            if (found < 0)
            {
                break;
            }

            int start = at + found;
            at = start + 2;
            if (start > 0 && char.IsAsciiLetterOrDigit((char)file[start - 1])
                || (start > 0 && (char)file[start - 1] is '.' or '_' or '-' or ' ' or '/'))
            {
                continue;
            }

            ReadOnlySpan<byte> text = file[start..Math.Min(file.Length, start + 24)];
            int end = text.IndexOf((byte)0);
            if (end > 0 && IsRelease(text[..end]))
            {
                releases.Add(Encoding.ASCII.GetString(text[..end]));
            }
        }

        return [.. releases];
    }

    // "5.6.1", "5.5.1alpha": three numbers, the second of which is one or two digits, and a word perhaps.
    private static bool IsRelease(ReadOnlySpan<byte> text)
    {
        string[] parts = Encoding.ASCII.GetString(text).Split('.');
        if (parts.Length != 3 || parts[1].Length is 0 or > 2 || !parts[1].All(char.IsAsciiDigit))
        {
            return false;
        }

        string patch = parts[2].TrimEnd("abehlpt".ToCharArray());
        return patch.Length is 1 or 2 && patch.All(char.IsAsciiDigit) && parts[2][patch.Length..] is "" or "alpha"
            or "beta";
    }
}
