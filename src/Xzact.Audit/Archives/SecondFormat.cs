using System.Buffers.Binary;
using Xzact.Audit.Archives.Tar;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Archives;

/// <summary>Looks whether a file that is an archive of one format is one of another too. A tar is read from its front
/// and a zip from its back, so that one file can be both.</summary>
internal static class SecondFormat
{
    /// <summary>Observes what else a file is.</summary>
    /// <param name="format">As what it is read.</param>
    /// <param name="start">Its first 512 bytes.</param>
    /// <param name="file">All of it, if it can be read from its end; it is left where it stands.</param>
    /// <param name="context">Where to observe.</param>
    /// <returns>Where the end record of a zip stands in a file that is read as a tar, and whether it says that it ends
    /// the file; null if there is none. It is not observed, see <see cref="ZipInTar"/>.</returns>
    public static (long Offset, bool EndsFile)? Observe(
        ArchiveFormat format, ReadOnlySpan<byte> start, ZipFile? file, ArchiveContext context)
    {
        if (format.Container != ArchiveContainer.Zip)
        {
            return file is null ? null : FindZip(file);
        }

        if (TarHeader.IsHeader(start))
        {
            context.Observe(
                ArchiveObservationKind.SecondFormat, null, 0, "the zip begins with a tar header; it is a tar too");
        }

        return null;
    }

    /// <summary>The offset of an end record, whether its comment fits or not, before which a directory stands, or to
    /// which it leads, with a member; null if there is none. Zips without members hold nothing to extract.</summary>
    private static (long Offset, bool EndsFile)? FindZip(ZipFile file)
    {
        long position = file.StreamPosition;
        try
        {
            int length = (int)Math.Min(file.Length, ZipLayout.EndLength + ushort.MaxValue);
            long start = file.Length - length;
            byte[] tail = file.Read(start, length, "the end of the file");
            for (int at = LastEnd(tail.Length); at >= 0; at = LastEnd(at))
            {
                if (ZipDirectory.IsBefore(file, start + at))
                {
                    int comment = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + ZipLayout.EndLength - 2));
                    return (start + at, start + at + ZipLayout.EndLength + comment == file.Length);
                }
            }

            return null;

            int LastEnd(int before) => tail.AsSpan(0, before).LastIndexOf(ZipLayout.EndMagic);
        }
        finally
        {
            file.StreamPosition = position;
        }
    }
}
