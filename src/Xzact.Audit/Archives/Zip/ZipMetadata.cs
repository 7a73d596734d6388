using System.Buffers.Binary;
using System.Text;
using ICSharpCode.SharpZipLib.Checksum;

namespace Xzact.Audit.Archives.Zip;

/// <summary>Reads name, type, mode and time of a zip member from its central header.</summary>
internal static class ZipMetadata
{
    private static readonly Encoding s_codePage437 =
        CodePagesEncodingProvider.Instance.GetEncoding(437) ?? Encoding.Latin1;

    /// <summary>The name: by 4.6.9 that of a Unicode path field, if it was made for this name; else UTF-8 where it
    /// is, which 4.4.4 announces by bit 11 and Unix tools often do not; else code page 437.</summary>
    /// <param name="entry">The central header.</param>
    /// <param name="isUtf8">False if bit 11 says UTF-8 and it is none.</param>
    /// <param name="isReplaced">Whether the Unicode path is another one than the header's.</param>
    public static string Name(ZipEntry entry, out bool isUtf8, out bool isReplaced)
    {
        string name = TextDecoding.Decode(entry.RawName, s_codePage437, out bool decoded);
        isUtf8 = decoded || (entry.Flags & ZipLayout.FlagUtf8) == 0;
        isReplaced = false;
        const int PathVersion = 1; // 4.6.9: of another version nothing is known
        const int PathStart = 1 + sizeof(uint);
        if (entry.Extra.Find(ZipLayout.ExtraUnicodePath) is { Length: > PathStart } path && path[0] == PathVersion)
        {
            var crc = new Crc32();
            crc.Update(entry.RawName);
            if (BinaryPrimitives.ReadUInt32LittleEndian(path.AsSpan(1)) == (uint)crc.Value)
            {
                string unicode = TextDecoding.Decode(path.AsSpan(PathStart), s_codePage437, out isUtf8);
                isReplaced = Ascii.IsValid(entry.RawName) && unicode != name;
                return unicode;
            }
        }

        return name;
    }

    /// <summary>A name without any field beside it: UTF-8 where it is, else code page 437.</summary>
    public static string Decode(byte[] name) => TextDecoding.Decode(name, s_codePage437, out _);

    public static (ArchiveMemberType Type, int Mode) TypeAndMode(ZipEntry entry, string name)
    {
        int unix = entry.Host is ZipLayout.HostUnix or ZipLayout.HostDarwin ? (int)(entry.Attributes >> 16) : 0;
        bool isDirectory = name.EndsWith('/') || (unix == 0 && (entry.Attributes & ZipLayout.DosDirectory) != 0);
        ArchiveMemberType type = isDirectory
            ? ArchiveMemberType.Directory
            : UnixMode.TypeOf(unix) ?? ArchiveMemberType.File;
        int fallback = isDirectory ? UnixMode.DefaultDirectory : UnixMode.DefaultFile;
        return (type, unix == 0 ? fallback : unix & UnixMode.PermissionMask);
    }

    /// <summary>The time in the extended timestamp field, in seconds since 1970; else the one in the header, in
    /// steps of two seconds since 1980 (4.4.6). Null if that is no date.</summary>
    public static DateTimeOffset? ModifiedAt(ZipEntry entry)
    {
        if (entry.Extra.Find(ZipLayout.ExtraTimes) is { Length: >= 1 + sizeof(int) } times && (times[0] & 1) != 0)
        {
            return DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt32LittleEndian(times.AsSpan(1)));
        }

        uint packed = entry.DosTime;
        try
        {
            return new DateTimeOffset(
                1980 + (int)(packed >> 25),
                (int)(packed >> 21) & 0xF,
                (int)(packed >> 16) & 0x1F,
                (int)(packed >> 11) & 0x1F,
                (int)(packed >> 5) & 0x3F,
                (int)(packed & 0x1F) * 2,
                TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
