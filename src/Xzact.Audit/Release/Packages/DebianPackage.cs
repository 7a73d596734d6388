using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Packages;

/// <summary>A Debian source package: the .dsc and the files that it names with their digests (deb-src-control(5),
/// dsc(5)).</summary>
internal static class DebianPackage
{
    private const long MaxPatchBytes = 8 << 20;

    /// <summary>Reads the package; every file that it names must have its size and SHA-256.</summary>
    /// <exception cref="AuditInputException">A file is not there or has another digest.</exception>
    public static SourcePackage Read(string path, string text, ArchiveLimits limits)
    {
        Dictionary<string, string> fields = Fields(Signed(text));
        string format = fields.GetValueOrDefault("format", "1.0");
        (string Name, string File)[] files = [.. Checked(path, fields)];
        string[] archives = [.. files.Select(f => f.Name).Where(IsArchive)];
        bool isNative = format.Contains("native", StringComparison.Ordinal)
            || !archives.Any(name => name.Contains(".orig.tar.", StringComparison.Ordinal));
        string upstream = archives.FirstOrDefault(
            name => isNative || name.Contains(".orig.tar.", StringComparison.Ordinal))
            ?? throw new AuditInputException($"{path}: it names no upstream archive");
        string version = fields.GetValueOrDefault("version", "");
        List<CasePatch> patches = [];
        List<string> others = [];
        IReadOnlyList<string>? excluded = null;
        foreach ((string name, string file) in files.Where(f => f.Name != upstream))
        {
            if (name.EndsWith(".diff.gz", StringComparison.Ordinal))
            {
                patches.Add(new(name, PatchText.TouchedFiles(Unpacked(file, limits))));
            }
            else if (name.Contains(".debian.tar.", StringComparison.Ordinal))
            {
                excluded = ReadDebianFolder(file, limits, patches, others);
            }
        }

        string[] more = [.. files.Select(f => f.Name).Where(name =>
            name != upstream && name.Contains(".orig", StringComparison.Ordinal) && IsArchive(name))];
        return new(
            files.First(f => f.Name == upstream).File,
            new("Debian source package", Path.GetFileName(path), patches, others))
        {
            Excluded = excluded ?? (IsRepack(version) ? [] : null),
            NotLookedAt = [.. more.Select(name => new Omission(
                $"the further upstream archive {name}", "it is audited by itself, with its own tag"))],
        };
    }

    /// <summary>Whether a version says that the maintainer made the upstream archive anew.</summary>
    internal static bool IsRepack(string version)
    {
        string upstream = version.LastIndexOf('-') is > 0 and int revision ? version[..revision] : version;
        return ((string[])["dfsg", "+ds", "~ds", ".ds", "repack"])
            .Any(mark => upstream.Contains(mark, StringComparison.Ordinal));
    }

    private static bool IsArchive(string name) =>
        name.Contains(".tar.", StringComparison.Ordinal) && !name.EndsWith(".asc", StringComparison.Ordinal)
        && !name.Contains(".debian.", StringComparison.Ordinal);

    // RFC 9580, section 7: a cleartext signature frames the text; nobody's signature is verified here.
    private static string Signed(string text)
    {
        const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
        string lines = text.ReplaceLineEndings("\n");
        if (!lines.StartsWith(Begin, StringComparison.Ordinal))
        {
            return lines;
        }

        int body = lines.IndexOf("\n\n", StringComparison.Ordinal);
        int end = lines.IndexOf("\n-----BEGIN PGP SIGNATURE-----", StringComparison.Ordinal);
        return body >= 0 && end > body ? lines[(body + 2)..(end + 1)] : "";
    }

    private static Dictionary<string, string> Fields(string text)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[0]) && last is not null)
            {
                fields[last] += "\n" + line.Trim();
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon)
            {
                last = line[..colon];
                fields.TryAdd(last, line[(colon + 1)..].Trim());
            }
        }

        return fields;
    }

    private static IEnumerable<(string Name, string File)> Checked(string path, Dictionary<string, string> fields)
    {
        string list = fields.GetValueOrDefault("checksums-sha256", "");
        foreach (string line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var sha256, var size, var name])
            {
                throw new AuditInputException($"{path}: the line '{line}' of Checksums-Sha256 has no three parts");
            }

            string file = SourcePackage.Beside(path, name);
            using FileStream stream = File.OpenRead(file);
            string found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (found != sha256 || stream.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) != size)
            {
                throw new AuditInputException(
                    $"{path}: {name} is not what it names: {size} bytes with SHA-256 {sha256} there, {stream.Length} "
                    + $"bytes with SHA-256 {found} here");
            }

            yield return (name, file);
        }

        if (list.Length == 0)
        {
            throw new AuditInputException($"{path}: it has no Checksums-Sha256, so nothing binds it to its files");
        }
    }

    private static List<string>? ReadDebianFolder(
        string file, ArchiveLimits limits, List<CasePatch> patches, List<string> others)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        using FileStream stream = File.OpenRead(file);
        using ArchiveReader reader = Opened(file, stream, limits);
        try
        {
            while (reader.TryRead(out ArchiveMember? member))
            {
                string name = member.Name.StartsWith("./", StringComparison.Ordinal) ? member.Name[2..] : member.Name;
                if (member.Type != ArchiveMemberType.File)
                {
                    continue;
                }

                bool isPatch = name.StartsWith("debian/patches/", StringComparison.Ordinal);
                if ((isPatch || name == "debian/copyright") && member.Size <= MaxPatchBytes)
                {
                    using Stream content = member.OpenContent();
                    using StreamReader text = new(content, Encoding.Latin1);
                    texts[name] = text.ReadToEnd();
                }

                if (!isPatch)
                {
                    others.Add(name);
                }
            }
        }
        catch (ArchiveException e)
        {
            throw new AuditInputException($"{file}: {e.Message}", e);
        }

        const string Folder = "debian/patches/";
        foreach (string line in texts.GetValueOrDefault(Folder + "series", "").Split('\n'))
        {
            string patch = line.Split('#')[0].Trim().Split(' ')[0];
            if (patch.Length > 0)
            {
                patches.Add(new(
                    patch, texts.TryGetValue(Folder + patch, out string? text) ? PatchText.TouchedFiles(text) : []));
            }
        }

        // Machine-readable copyright format 1.0, "Files-Excluded": patterns by white space.
        return Fields(texts.GetValueOrDefault("debian/copyright", "").ReplaceLineEndings("\n").Split("\n\n")[0])
            .TryGetValue("files-excluded", out string? patterns)
            ? [.. patterns.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)]
            : null;
    }

    private static ArchiveReader Opened(string file, Stream stream, ArchiveLimits limits)
    {
        try
        {
            return ArchiveReader.Open(stream, Path.GetFileName(file), limits);
        }
        catch (ArchiveException e)
        {
            throw new AuditInputException($"{file}: {e.Message}", e);
        }
    }

    private static string Unpacked(string file, ArchiveLimits limits)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using GZipStream unpacked = new(stream, CompressionMode.Decompress);
            byte[] text = new byte[Math.Min(limits.MaxTotalBytes, 64 << 20)];
            int length = unpacked.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return unpacked.ReadByte() < 0 ? Encoding.Latin1.GetString(text, 0, length)
                : throw new AuditInputException($"{file}: it unpacks to more than {text.Length:N0} bytes");
        }
        catch (InvalidDataException e)
        {
            throw new AuditInputException($"{file}: the gzip data is damaged", e);
        }
    }
}
