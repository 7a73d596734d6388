using System.Buffers;

namespace Xzact.Audit.Archives;

/// <summary>Names what a file that is no archive seems to be, so that a mistake is seen at once.</summary>
internal static class FirstBytes
{
    private const int Shown = 8;

    private static readonly byte[] s_zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    // Formats that people confuse with release archives, by their first bytes.
    private static readonly (string Name, byte[] Magic)[] s_known =
    [
        ("7-Zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("RAR", [.. "Rar!\u001a\u0007"u8]),
        ("Zstandard data", s_zstandard),
        ("LZ4 data", [0x04, 0x22, 0x4D, 0x18]),
        ("lzip data", [.. "LZIP"u8]),
        (".lzma data", [0x5D, 0x00, 0x00]),
        ("lzop data", [0x89, .. "LZO"u8]),
        ("compress (.Z) data", [0x1F, 0x9D]),
        ("a Debian package or another ar archive", [.. "!<arch>\n"u8]),
        ("an RPM package", [0xED, 0xAB, 0xEE, 0xDB]),
        ("a cpio archive", [.. "07070"u8]),
        ("a cabinet", [.. "MSCF"u8]),
        ("a git bundle", [.. "# v"u8]),
        ("an ELF program or library", [0x7F, .. "ELF"u8]),
        ("a Windows program or library", [.. "MZ"u8]),
        ("a PDF document", [.. "%PDF"u8]),
        ("a PNG image", [0x89, .. "PNG"u8]),
        ("an OpenPGP signature", [.. "-----BEGIN PGP"u8]),
        ("a script", [.. "#!"u8]),
    ];

    private static readonly SearchValues<byte> s_text =
        SearchValues.Create([.. "\t\n\f\r"u8, .. Enumerable.Range(0x20, 0x5F).Select(i => (byte)i)]);

    /// <summary>Whether a frame of Zstandard begins like this (RFC 8878, section 3.1.1).</summary>
    public static bool IsZstandard(ReadOnlySpan<byte> start) => start.StartsWith(s_zstandard);

    /// <summary>What begins like this: a format, a web page, text, or bytes that say nothing.</summary>
    /// <param name="start">The first bytes, at most a tar block of them; not empty.</param>
    public static string Describe(ReadOnlySpan<byte> start)
    {
        string bytes = $"begins with the bytes {Convert.ToHexStringLower(start[..Math.Min(start.Length, Shown)])}";
        foreach ((string name, byte[] magic) in s_known)
        {
            if (start.StartsWith(magic))
            {
                return $"it looks like {name} and {bytes}";
            }
        }

        return start.ContainsAnyExcept(s_text) ? "it " + bytes
            : IsPage(start) ? "it looks like a web page, such as a server's message in place of the file"
            : "it looks like text";
    }

    private static bool IsPage(ReadOnlySpan<byte> start)
    {
        string text = System.Text.Encoding.ASCII.GetString(start).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
