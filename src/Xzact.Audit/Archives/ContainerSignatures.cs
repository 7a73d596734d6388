using System.Buffers;
using System.Buffers.Binary;

namespace Xzact.Audit.Archives;

/// <summary>The signatures by which common readers (libarchive, 7-Zip) find that a file is a container or compressed
/// data, before they look whether it is a tar: the first field of a tar is free text, and can be one of them.
/// </summary>
internal static class ContainerSignatures
{
    private const byte Any = 0xFF;

    private static readonly SearchValues<byte> s_octal = SearchValues.Create("01234567"u8);
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly (string Name, byte[] Magic)[] s_known =
    [
        ("gzip data", [0x1F, 0x8B]),
        ("bzip2 data", [.. "BZh"u8, Any, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
        ("xz data", [0xFD, .. "7zXZ\0"u8]),
        ("compress (.Z) data", [0x1F, 0x9D]),
        ("packed data", [0x1F, 0x1E]),
        ("lzh data", [0x1F, 0xA0]),
        ("Zstandard data", [0x28, 0xB5, 0x2F, 0xFD]),
        ("LZ4 data", [0x04, 0x22, 0x4D, 0x18]),
        ("LZ4 data of the old form", [0x02, 0x21, 0x4C, 0x18]),
        ("lzip data", [.. "LZIP"u8, 0]),
        ("lzip data", [.. "LZIP"u8, 1]),
        ("lrzip data", [.. "LRZI"u8, 0]),
        ("lzop data", [0x89, .. "LZO\0\r\n\u001a\n"u8]),
        ("grzip data", [.. "GRZipII\0"u8]),
        ("an RPM package", [0xED, 0xAB, 0xEE, 0xDB]),
        ("a zip", [.. "PK\u0003\u0004"u8]),
        ("a zip", [.. "PK\u0005\u0006"u8]),
        ("a zip", [.. "PK\u0007\u0008"u8]),
        ("a zip", [.. "PK00PK"u8]),
        ("a 7-Zip archive", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("a RAR archive", [.. "Rar!\u001a\u0007"u8]),
        ("a cabinet", [.. "MSCF\0\0\0\0"u8]),
        ("an ar archive", [.. "!<arch>\n"u8]),
        ("a xar archive", [.. "xar!\0"u8]),
        ("a WARC file", [.. "WARC/"u8]),
        ("an mtree listing", [.. "#mtree"u8]),
        ("a disk image (WIM)", [.. "MSWIM\0\0\0"u8]),
        ("a program that may unpack itself", [0x7F, .. "ELF"u8]),
        ("a program that may unpack itself", [.. "MZ"u8, 0x90]),
    ];

    /// <summary>What else a file begins as; null if no signature is there.</summary>
    /// <param name="start">The first block of a tar.</param>
    public static string? Find(ReadOnlySpan<byte> start)
    {
        foreach ((string name, byte[] magic) in s_known)
        {
            if (Begins(start, magic))
            {
                return name;
            }
        }

        return IsSkippableFrame(start) ? "a frame that Zstandard and LZ4 pass over"
            : IsLzma(start) ? ".lzma data"
            : IsCpio(start) ? "a cpio archive"
            : IsLha(start) ? "an LHA archive"
            : HasUuencode(start) ? "uuencoded or base64 text"
            : null;
    }

    private static bool Begins(ReadOnlySpan<byte> start, byte[] magic)
    {
        for (int i = 0; i < magic.Length; i++)
        {
            // 0xFF stands in none of the signatures for itself.
            if (i >= start.Length || (magic[i] != Any && magic[i] != start[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSkippableFrame(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && (start[0] & 0xF0) == 0x50 && start[1..4].SequenceEqual("\u002A\u004D\u0018"u8);

    /// <summary>.lzma has no signature: a byte of properties, a dictionary of a power of two or of whole MiB, and a
    /// size.</summary>
    private static bool IsLzma(ReadOnlySpan<byte> start)
    {
        const int MaxProperties = (((4 * 5) + 4) * 9) + 8;
        const int MinDictionary = 1 << 12;
        const int MiB = 1 << 20;
        if (start.Length < 13 || start[0] > MaxProperties)
        {
            return false;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(start[1..]);
        bool isUsual = dictionary >= MinDictionary && (dictionary & (dictionary - 1)) == 0;
        return isUsual || (dictionary >= MiB && dictionary % MiB == 0);
    }

    /// <summary>Numbers as text (odc, newc, crc), or the binary form in both byte orders.</summary>
    private static bool IsCpio(ReadOnlySpan<byte> start)
    {
        const int OldHeader = 76;
        const int NewHeader = 110;
        return (start.StartsWith("070707"u8) && !start[..OldHeader].ContainsAnyExcept(s_octal))
            || ((start.StartsWith("070701"u8) || start.StartsWith("070702"u8))
                && !start[..NewHeader].ContainsAnyExcept(s_hex))
            || start.StartsWith((ReadOnlySpan<byte>)[0xC7, 0x71])
            // 0xC7 begins a letter of UTF-8 if a byte of it follows.
            || (start.StartsWith((ReadOnlySpan<byte>)[0x71, 0xC7]) && (start[2] & 0xC0) != 0x80);
    }

    private static bool IsLha(ReadOnlySpan<byte> start) =>
        (start[2..].StartsWith("-lh"u8) || start[2..].StartsWith("-lz"u8)) && start[6] == '-';

    /// <summary>Readers look for the line that begins the data behind lines of other text.</summary>
    private static bool HasUuencode(ReadOnlySpan<byte> start)
    {
        for (int at = 0; at < start.Length;)
        {
            ReadOnlySpan<byte> line = start[at..];
            ReadOnlySpan<byte> mode = line.StartsWith("begin "u8) ? line[6..]
                : line.StartsWith("begin-base64 "u8) ? line[13..]
                : default;
            if (mode.Length > 3 && mode[3] == ' ' && !mode[..3].ContainsAnyExcept(s_octal))
            {
                return true;
            }

            int end = line.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                return false;
            }

            at += end + 1;
        }

        return false;
    }
}
