namespace Xzact.Audit.Content.Formats;

/// <summary>A format that is known by its signature and has no reader here: it has a name, and no byte of it is
/// accounted for.</summary>
internal sealed class UnreadFormat : FormatReader
{
    private readonly byte[] _magic;
    private readonly int _offset;

    private UnreadFormat(string name, byte[] magic, ContentClass contentClass = ContentClass.Unread, int offset = 0)
        : base(name, contentClass)
    {
        (_magic, _offset) = (magic, offset);
    }

    public static IEnumerable<UnreadFormat> All { get; } =
    [
        new("Mach-O", [0xFE, 0xED, 0xFA, 0xCE], ContentClass.ObjectCode),
        new("Mach-O", [0xFE, 0xED, 0xFA, 0xCF], ContentClass.ObjectCode),
        new("Mach-O", [0xCE, 0xFA, 0xED, 0xFE], ContentClass.ObjectCode),
        new("Mach-O", [0xCF, 0xFA, 0xED, 0xFE], ContentClass.ObjectCode),
        new("Java class or Mach-O", [0xCA, 0xFE, 0xBA, 0xBE], ContentClass.ObjectCode),
        new("WebAssembly", [0, .. "asm"u8, 1, 0, 0, 0], ContentClass.ObjectCode),
        new("LLVM bitcode", [.. "BC"u8, 0xC0, 0xDE], ContentClass.ObjectCode),
        new("thin ar", [.. "!<thin>\n"u8], ContentClass.ObjectCode),
        new("compress (.Z)", [0x1F, 0x9D]),
        new("pack", [0x1F, 0x1E]),
        new("LZ4", [0x04, 0x22, 0x4D, 0x18]),
        new("lrzip", [.. "LRZI"u8]),
        new("lzop", [0x89, .. "LZO\0\r\n\x1A\n"u8]),
        new("7-Zip", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]),
        new("RAR", [.. "Rar!\x1A\x07"u8]),
        new("cabinet", [.. "MSCF\0\0\0\0"u8]),
        new("xar", [.. "xar!\0"u8]),
        new("LHA", [.. "-lh"u8], offset: 2),
        new("LHA", [.. "-lz"u8], offset: 2),
        new("RPM", [0xED, 0xAB, 0xEE, 0xDB]),
        new("WARC", [.. "WARC/"u8]),
        new("ISO 9660", [.. "CD001"u8], offset: 32769),
        new("cpio of an old form", [.. "070707"u8]),
        new("cpio of an old form", [0xC7, 0x71]),
        new("OLE compound file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        new("Ogg", [.. "OggS"u8]),
        new("FLAC", [.. "fLaC"u8]),
        new("MP3", [.. "ID3"u8]),
        new("MIDI", [.. "MThd"u8]),
        new("TIFF", [.. "II*\0"u8]),
        new("TIFF", [.. "MM\0*"u8]),
        new("WOFF", [.. "wOFF"u8]),
        new("WOFF2", [.. "wOF2"u8]),
        new("pcap", [0xD4, 0xC3, 0xB2, 0xA1]),
        new("pcapng", [0x0A, 0x0D, 0x0D, 0x0A]),
        new("git pack", [.. "PACK\0\0\0"u8]),
        new("DVI", [0xF7, 2, 1, 0x83]),
        new("EBML", [0x1A, 0x45, 0xDF, 0xA3]),
    ];

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > _offset + _magic.Length && data[_offset..].StartsWith(_magic);

    public override void Read(FormatWalk walk) =>
        walk.Take(walk.Left, SpanKind.Unread, "a format that has no reader here");
}
