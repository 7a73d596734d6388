using System.Formats.Tar;

namespace Xzact.Audit.Tool.Demo;

/// <summary>Writes a dist archive of the demonstration, compressed with our own codec.</summary>
internal static class DemoArchive
{
    private static readonly DateTimeOffset s_date = new(2025, 1, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The customary ending of the archive's name.</summary>
    public const string Extension = ".tar.xz";

    /// <summary>Writes the files below the usual top folder, in order of their paths.</summary>
    public static void Write(string path, IEnumerable<DemoFile> files)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (DemoFile file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
            {
                using MemoryStream content = new(file.Content);
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{DemoProject.Name}/{file.Path}")
                {
                    DataStream = content,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
                        | UnixFileMode.OtherRead,
                    ModificationTime = s_date,
                });
            }
        }

        File.WriteAllBytes(path, DemoCodec.Compress(tar.ToArray()));
    }
}
