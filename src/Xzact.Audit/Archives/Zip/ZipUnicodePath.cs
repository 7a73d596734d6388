using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ICSharpCode.SharpZipLib.Checksum;

namespace Xzact.Audit.Archives.Zip;

/// <summary>A Unicode path field (APPNOTE 4.6.9): a name beside the header's, which some readers take and others do
/// not look at.</summary>
/// <param name="Version">The version of the field; 1 is the only one that is defined.</param>
/// <param name="FitsName">Whether the field says that it was made for the header's name.</param>
/// <param name="Path">The name; empty if the field is too short for one.</param>
/// <param name="IsUtf8">Whether the name is UTF-8, as it must be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ZipUnicodePath(int Version, bool FitsName, string Path, bool IsUtf8)
{
    private const int PathStart = 1 + sizeof(uint);

    /// <summary>Whether readers that know the field take its name.</summary>
    public bool Counts => Version == 1 && FitsName && Path.Length > 0;

    /// <summary>The fields of a header whose name is <paramref name="rawName"/>, in their order.</summary>
    public static IEnumerable<ZipUnicodePath> All(ZipExtraFields extra, byte[] rawName) =>
        extra.Fields.Where(field => field.Id == ZipLayout.ExtraUnicodePath).Select(field => Read(field.Data, rawName));

    /// <summary>Why readers may differ in the name; null if the fields say nothing but what the header says.</summary>
    /// <remarks>unzip goes by the last field and does not mind its version; others go by the first, or by none.
    /// </remarks>
    public static string? WhyOdd(ZipExtraFields extra, byte[] rawName)
    {
        ZipUnicodePath[] all = [.. All(extra, rawName)];
        string name = ZipMetadata.Decode(rawName);
        // A field beside a name that is no UTF-8 is there to say what that name is in UTF-8.
        bool isSameInUtf8 = all is [{ Counts: true, IsUtf8: true }] && IsOldForm(rawName, all[0].Path);
        ZipUnicodePath odd = isSameInUtf8 ? default : Array.Find(all, path => path.Path != name);
        return all.Length > 1 ? $"a header has {all.Length} Unicode path fields; readers take different ones"
            : odd.Path is { } other
                ? $"the header has the name {NameText.Quote(name)}, its Unicode path field {NameText.Quote(other)}"
            : all is [{ Counts: false }] ? "a Unicode path field is of an unknown version or made for another name"
            : null;
    }

    private static bool IsOldForm(byte[] rawName, string path) =>
        rawName.AsSpan().ContainsAnyInRange((byte)0x80, byte.MaxValue) && ZipMetadata.OldForm(rawName) == path;

    private static ZipUnicodePath Read(byte[] field, byte[] rawName)
    {
        if (field.Length <= PathStart)
        {
            return new(field.Length == 0 ? 0 : field[0], false, "", true);
        }

        var crc = new Crc32();
        crc.Update(rawName);
        bool fits = BinaryPrimitives.ReadUInt32LittleEndian(field.AsSpan(1)) == (uint)crc.Value;
        string path = ZipMetadata.Decode(field[PathStart..], out bool isUtf8);
        return new(field[0], fits, path, isUtf8);
    }
}
