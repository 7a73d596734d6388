using System.Buffers;
using System.Text;

namespace Xzact.Audit.Archives.Tar;

/// <summary>What the fields of a header may hold that <see cref="TarHeader"/> itself has no use for. Every byte of the
/// 512 belongs to a field of the header's dialect (v7, ustar, GNU), and to that field's grammar.</summary>
internal static class TarFieldGrammar
{
    private const int NumberLength = TarLayout.ModeLength;

    private static readonly (string Name, int Offset, int Length)[] s_numbers =
    [
        ("user id", TarLayout.UserIdOffset, TarLayout.UserIdLength),
        ("group id", TarLayout.GroupIdOffset, TarLayout.GroupIdLength),
    ];

    private static readonly (string Name, int Offset, int Length)[] s_deviceNumbers =
    [
        ("device major", TarLayout.DeviceMajorOffset, NumberLength),
        ("device minor", TarLayout.DeviceMajorOffset + TarLayout.DeviceLength, NumberLength),
    ];

    private static readonly (string Name, int Offset, int Length)[] s_gnuNumbers =
    [
        ("access time", TarLayout.GnuAccessTimeOffset, TarLayout.TimeLength),
        ("change time", TarLayout.GnuChangeTimeOffset, TarLayout.TimeLength),
        ("offset of the volume", TarLayout.GnuVolumeOffset, TarLayout.SizeLength),
    ];

    /// <summary>The fields that hold something else than the numbers that they are for, in words.</summary>
    public static IEnumerable<string> NoNumbers(TarHeader header)
    {
        IEnumerable<(string Name, int Offset, int Length)> fields = s_numbers
            .Concat(header.IsUstar || header.IsGnu ? s_deviceNumbers : [])
            .Concat(header.IsGnu ? s_gnuNumbers : []);
        return fields.Where(field => !header.HasNumber(field.Offset, field.Length))
            .Select(field => $"the {field.Name} field holds bytes that are no number");
    }

    /// <summary>Why readers may take a file for a sparse one although its type says that it is none: libarchive goes
    /// by GNU's magic and these fields alone. Null if nothing is there.</summary>
    public static string? WhySparse(TarHeader header)
    {
        if (!header.IsGnu || header.Type == TarLayout.TypeGnuSparse)
        {
            return null;
        }

        ReadOnlySpan<byte> fields = header.Block[TarLayout.GnuSparseOffset..TarLayout.GnuPaddingOffset];
        int count = fields.Length - fields.Count((byte)0);
        return count > 0
            ? $"{count} bytes in the fields of a sparse file, on what is none; some readers use them"
            : null;
    }

    /// <summary>Why the header of an extension holds more than an extension's: its name, link name and owners are shown
    /// to nobody, and can be data for another program. Null if it is plain.</summary>
    public static string? WhyNoPlainExtension(TarHeader header)
    {
        return !IsPlain(header.Name) ? "a name that is no plain text"
            : header.Block.Slice(TarLayout.LinkNameOffset, TarLayout.LinkNameLength).ContainsAnyExcept((byte)0)
                ? "a link name"
            : !IsPlain(header.OwnerText) ? "names of owners that are no plain text"
            : NoNumbers(header).Concat(header.HiddenBytes()).FirstOrDefault() ?? WhySparse(header);
    }

    /// <summary>UTF-8 without control characters; writers cut a name at a field's end, in a letter too.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(text, out Rune rune, out int used);
            if (status == OperationStatus.NeedMoreData)
            {
                return true;
            }

            if (status != OperationStatus.Done || Rune.IsControl(rune))
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }
}
