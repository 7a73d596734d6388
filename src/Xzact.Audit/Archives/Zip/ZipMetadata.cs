using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Archives.Zip;

/// <summary>Reads name, type, mode and time of a zip member from its central header.</summary>
internal static class ZipMetadata
{
    private static readonly Encoding s_codePage437 =
        CodePagesEncodingProvider.Instance.GetEncoding(437) ?? Encoding.Latin1;

    /// <summary>The name: by 4.6.9 that of a Unicode path field, if it was made for this name; else the bytes of the
    /// header, which are what Unix tools put on disk.</summary>
    /// <param name="entry">The central header.</param>
    /// <param name="isUtf8">False if bit 11 or the field says UTF-8 and it is none.</param>
    public static string Name(ZipEntry entry, out bool isUtf8)
    {
        foreach (ZipUnicodePath path in ZipUnicodePath.All(entry.Extra, entry.RawName).Where(path => path.Counts))
        {
            isUtf8 = path.IsUtf8;
            return path.Path;
        }

        string name = Decode(entry.RawName, out bool decoded);
        isUtf8 = decoded || (entry.Flags & ZipLayout.FlagUtf8) == 0;
        return name;
    }

    /// <summary>The bytes of a name, without any field beside it.</summary>
    public static string Decode(byte[] name) => Decode(name, out _);

    /// <summary>As the other, and says whether it was UTF-8.</summary>
    public static string Decode(byte[] name, out bool isUtf8) => TextDecoding.Decode(name, out isUtf8);

    /// <summary>The name that readers give a member without bit 11 who take it for the character set of MS-DOS, as
    /// APPNOTE (appendix D) has it and Python does.</summary>
    public static string OldName(ZipEntry entry) => (entry.Flags & ZipLayout.FlagUtf8) == 0
        ? OldForm(entry.RawName)
        : Decode(entry.RawName);

    /// <summary>A name in the character set of MS-DOS.</summary>
    public static string OldForm(byte[] name) => s_codePage437.GetString(name);

    /// <summary>Why readers may give the member names of different bytes; null if they agree: unzip keeps the bytes of
    /// a name without bit 11, Python and others take them for code page 437.</summary>
    public static string? WhyNameDiffers(ZipEntry entry)
    {
        if (!entry.RawName.AsSpan().ContainsAnyInRange((byte)0x80, byte.MaxValue)
            || ZipUnicodePath.All(entry.Extra, entry.RawName).Any(path => path.Counts && path.IsUtf8))
        {
            return null;
        }

        bool saysUtf8 = (entry.Flags & ZipLayout.FlagUtf8) != 0;
        string name = Decode(entry.RawName, out bool isUtf8);
        return !saysUtf8 ? $"the name is no ASCII and not said to be UTF-8; to some readers it is "
                + NameText.Quote(OldName(entry))
            : !isUtf8 ? $"the name is said to be UTF-8 and is none: {NameText.Quote(name)}"
            : null;
    }

    /// <summary>A folder is what has a slash at its end; Unix hosts say what the rest is.</summary>
    public static (ArchiveMemberType Type, int Mode) TypeAndMode(ZipEntry entry, string name)
    {
        int unix = HasUnixMode(entry) ? UpperAttributes(entry) : 0;
        bool isDirectory = name.EndsWith('/');
        ArchiveMemberType type = isDirectory
            ? ArchiveMemberType.Directory
            : UnixMode.TypeOf(unix) ?? ArchiveMemberType.File;
        int fallback = isDirectory ? UnixMode.DefaultDirectory : UnixMode.DefaultFile;
        return (type, unix == 0 ? fallback : unix & UnixMode.PermissionMask);
    }

    /// <summary>Why readers may make something else of a member than <see cref="TypeAndMode"/>; null if all that say
    /// what it is agree: the slash at the end of its name, the attribute of MS-DOS, the mode of Unix.</summary>
    /// <remarks>unzip takes the upper half of the attributes for a mode whoever made the entry; libarchive and .NET
    /// take an entry with the attribute of a folder for one; Python goes by the slash alone.</remarks>
    public static string? WhyTypeDiffers(ZipEntry entry, string name)
    {
        (ArchiveMemberType type, _) = TypeAndMode(entry, name);
        int upper = UpperAttributes(entry);
        ArchiveMemberType? stated = UnixMode.TypeOf(upper);
        bool isFolder = type == ArchiveMemberType.Directory;
        if ((entry.Attributes & ZipLayout.DosDirectory) != 0 && !isFolder)
        {
            return "the attributes say that it is a folder, its name and mode say that it is none";
        }

        if (stated is { } other && other != type)
        {
            return "the upper attributes are the mode of another type of file than the name or the host says";
        }

        bool ignoresMode = !HasUnixMode(entry) && !isFolder && upper != 0;
        return isFolder != name.EndsWith('/') ? "its mode says that it is a folder, its name has no slash at the end"
            : ignoresMode && !UnixMode.CanBe(upper, isExecutable: false)
                ? "the upper attributes are the mode of a program, for readers that take them for one"
            : ignoresMode && (upper & UnixMode.SetIdMask) != 0
                ? "the upper attributes set the user or group for readers that take them for a mode"
            : null;
    }

    private static bool HasUnixMode(ZipEntry entry) => entry.Host is ZipLayout.HostUnix or ZipLayout.HostDarwin;

    private static int UpperAttributes(ZipEntry entry) => (int)(entry.Attributes >> 16);

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
