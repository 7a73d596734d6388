using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

/// <summary>A zip with its parts opened one by one, for the tests of each part.</summary>
internal sealed class OpenedZip
{
    public OpenedZip(byte[] zip, ArchiveLimits? limits = null)
    {
        Context = new ArchiveContext(limits ?? ArchiveLimits.Default);
        File = new ZipFile(new MemoryStream(zip, writable: false), Context);
    }

    public ArchiveContext Context { get; }

    public ZipFile File { get; }

    public ZipDirectory Directory => ZipDirectory.Locate(File, Context);

    public IEnumerable<ArchiveObservationKind> Kinds => Context.Observations.Select(o => o.Kind);

    /// <summary>The first header of the directory.</summary>
    public static ZipEntry Entry(ZipBuilderEntry entry) => new OpenedZip(new ZipBuilder().Add(entry).End()).ReadEntry();

    public ZipEntry ReadEntry()
    {
        ZipDirectory directory = Directory;
        return ZipEntry.Read(File.Open(directory.Start, directory.End - directory.Start), Context);
    }

    /// <summary>An extra field: its id and its data.</summary>
    public static byte[] Field(int id, params ReadOnlySpan<byte> data) =>
        [(byte)id, (byte)(id >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];
}
