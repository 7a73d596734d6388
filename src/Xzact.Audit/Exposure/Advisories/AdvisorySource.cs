using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>Where advisories come from: the built-in set, and what the user gives. Nothing is fetched.</summary>
internal static class AdvisorySource
{
    /// <summary>The name of the built-in set in reports.</summary>
    public const string BuiltInName = "built in";

    private const string BuiltInFolder = "Exposure/Advisories/BuiltIn";
    private const int MaxRecordBytes = 16 << 20;

    /// <summary>The records that ship with this program.</summary>
    public static IReadOnlyList<OsvRecord> BuiltIn { get; } =
    [
        .. EmbeddedText.Below(BuiltInFolder).Select(name =>
            OsvReader.Read(Encoding.UTF8.GetBytes(EmbeddedText.Read(name)), BuiltInName, isBuiltIn: true)!),
    ];

    /// <summary>The records of a folder, with its folders, or of an archive (tar or zip).</summary>
    /// <param name="path">The folder or archive.</param>
    /// <param name="limits">Bounds for the archive.</param>
    /// <param name="unread">Called with each record that cannot be read, and why; the rest is read on.</param>
    /// <exception cref="AuditInputException">There is no such folder or archive.</exception>
    public static IEnumerable<OsvRecord> Read(string path, ArchiveLimits limits, Action<string, string> unread) =>
        Directory.Exists(path) ? ReadFolder(path, unread)
        : File.Exists(path) ? ReadArchive(path, limits, unread)
        : throw new AuditInputException($"{path}: there is no such folder or archive of advisories");

    private static IEnumerable<OsvRecord> ReadFolder(string folder, Action<string, string> unread)
    {
        FolderRoot root = new(folder, isSystem: false);
        foreach (RootFile file in root.Files(unread).Where(f => IsRecord(f.Path)))
        {
            OsvRecord? record = Try(() => root.Read(file.Path, MaxRecordBytes)!, file.Path, unread);
            if (record is not null)
            {
                yield return record;
            }
        }
    }

    private static IEnumerable<OsvRecord> ReadArchive(string path, ArchiveLimits limits, Action<string, string> unread)
    {
        ArchiveReader reader;
        try
        {
            reader = ArchiveReader.Open(path, limits);
        }
        catch (Exception e) when (e is ArchiveException or IOException or UnauthorizedAccessException)
        {
            string why = e is ArchiveException ? e.Message : FileFailure.Reason(e);
            throw new AuditInputException($"{path}: the archive of advisories cannot be read: {why}", e);
        }

        using (reader)
        {
            while (Next(reader, path, unread) is { } member)
            {
                if (member.Type == ArchiveMemberType.File && IsRecord(member.Name)
                    && Try(() => Content(member), member.Name, unread) is { } record)
                {
                    yield return record;
                }
            }
        }
    }

    private static ArchiveMember? Next(ArchiveReader reader, string path, Action<string, string> unread)
    {
        try
        {
            return reader.TryRead(out ArchiveMember? member) ? member : null;
        }
        catch (ArchiveException e)
        {
            unread(path, $"the archive of advisories ends here for us: {e.Message}");
            return null;
        }
    }

    private static byte[] Content(ArchiveMember member)
    {
        if (member.Size > MaxRecordBytes)
        {
            throw new InventoryException(
                $"it has {member.Size:N0} bytes; the limit is {MaxRecordBytes:N0}", member.Name);
        }

        byte[] content = new byte[member.Size];
        using Stream stream = member.OpenContent();
        stream.ReadExactly(content);
        return content;
    }

    private static OsvRecord? Try(Func<byte[]> content, string path, Action<string, string> unread)
    {
        try
        {
            return OsvReader.Read(content(), path);
        }
        catch (Exception e) when (e is InventoryException or ArchiveException or EndOfStreamException)
        {
            unread(path, e.Message);
            return null;
        }
    }

    private static bool IsRecord(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
