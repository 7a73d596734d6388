using System.Formats.Tar;
using System.IO.Compression;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Writes the release archive, a .tar.gz with one folder as <c>make dist</c> makes it.</summary>
internal static class OutsideArchive
{
    public static void Write(OutsideRelease release, string path)
    {
        using FileStream file = File.Create(path);
        using GZipStream compressed = new(file, CompressionLevel.Fastest);
        using TarWriter tar = new(compressed, TarEntryFormat.Ustar, leaveOpen: false);
        string top = $"{release.Name}-1.0";
        SortedDictionary<string, OutsideFile> files = release.Archive;
        foreach (string folder in Folders(files.Keys).Concat(release.EmptyFolders).Prepend(""))
        {
            Add(tar, release, folder, TarEntryType.Directory, $"{top}/{folder}".TrimEnd('/') + "/", null);
        }

        foreach ((string member, OutsideFile content) in files)
        {
            Add(tar, release, member, Kind(content), $"{top}/{member}", content);
        }

        foreach ((string member, OutsideFile content) in release.Beside)
        {
            Add(tar, release, member, Kind(content), member, content);
        }
    }

    private static TarEntryType Kind(OutsideFile file) =>
        file.LinkTarget is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;

    private static SortedSet<string> Folders(IEnumerable<string> paths)
    {
        SortedSet<string> folders = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            for (int slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                folders.Add(path[..slash]);
            }
        }

        return folders;
    }

    private static void Add(
        TarWriter tar, OutsideRelease release, string path, TarEntryType type, string name, OutsideFile? file)
    {
        PosixTarEntry entry = release.Records.TryGetValue(path, out Dictionary<string, string>? records)
            ? new PaxTarEntry(type, name, records)
            : new UstarTarEntry(type, name);
        bool searchable = type is TarEntryType.Directory || file is { Executable: true };
        int mode = searchable ? 0b111_101_101 : 0b110_100_100;
        entry.Mode = (UnixFileMode)(release.GroupMayWrite ? mode | 0b000_010_000 : mode);
        entry.ModificationTime = release.Times.GetValueOrDefault(path, OutsideRelease.Tagged.AddHours(1));
        entry.UserName = "root";
        entry.GroupName = release.Groups.GetValueOrDefault(path, "root");
        if (file?.LinkTarget is { } target)
        {
            entry.LinkName = target;
            entry.Mode = (UnixFileMode)0b111_111_111;
        }
        else if (file is not null)
        {
            entry.DataStream = new MemoryStream(file.Content);
        }

        tar.WriteEntry(entry);
    }
}
