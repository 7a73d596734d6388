using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Inventories.Rpm;

/// <summary>RPM's database in its three forms: SQLite, ndb, and the hash files of Berkeley DB.</summary>
internal sealed class RpmDatabase : PackageDatabase
{
    private static readonly string[] s_folders = ["usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm"];
    private static readonly string[] s_names = ["rpmdb.sqlite", "Packages.db", "Packages"];

    // Headers of kernels and of language packs have some thousands of files; this is their index and data together.
    private const int MaxHeader = 64 << 20;

    public override string Name => "rpm";

    public override bool IsPart(string path) => s_folders.Any(folder =>
        s_names.Any(name => path == $"{folder}/{name}" || path == $"{folder}/{name}-wal"));

    // One of the folders is often a link to another.
    public override IReadOnlyList<string> Find(IRootFiles root) =>
    [
        .. s_folders.SelectMany(folder => s_names.Select(name => $"{folder}/{name}"))
            .Where(file => root.Read(file, MaxBytes) is not null).Take(1),
    ];

    public override IEnumerable<InstalledPackage> Read(IRootFiles root, string place)
    {
        int count = 0;
        foreach ((RpmHeader header, long offset) in Headers(root, place))
        {
            if (++count > MaxPackages)
            {
                throw new InventoryException($"more than {MaxPackages:N0} packages", place, offset);
            }

            if (ToPackage(header, place, offset) is { } package)
            {
                yield return package;
            }
        }
    }

    public override IReadOnlyDictionary<string, string> Owners(
        IRootFiles root, string place, IReadOnlySet<string> paths)
    {
        HashSet<string> names = [.. paths.Select(path => path[(path.LastIndexOf('/') + 1)..])];
        Dictionary<string, string> owners = [];
        foreach ((RpmHeader header, _) in Headers(root, place))
        {
            IReadOnlyList<string> files = header.Texts(RpmTag.BaseNames);
            IReadOnlyList<string> folders = header.Texts(RpmTag.DirectoryNames);
            IReadOnlyList<ulong> indexes = header.Numbers(RpmTag.DirectoryIndexes);
            for (int i = 0; i < Math.Min(files.Count, indexes.Count); i++)
            {
                if (names.Contains(files[i]) && indexes[i] < (ulong)folders.Count
                    && (folders[(int)indexes[i]] + files[i]).TrimStart('/') is var path && paths.Contains(path))
                {
                    owners.TryAdd(path, header.Text(RpmTag.Name) ?? "");
                }
            }
        }

        return owners;
    }

    private static IEnumerable<(RpmHeader Header, long Offset)> Headers(IRootFiles root, string place)
    {
        byte[] file = root.Read(place, MaxBytes) ?? [];
        if (root.Read(place + "-wal", MaxBytes) is { Length: > 0 })
        {
            throw new InventoryException(
                "changes that are still in its write-ahead log would be missed; close it, for example with rpm -qa",
                place + "-wal", 0);
        }

        IEnumerable<StoredHeader> stored = SqliteTable.Begins(file) ? new SqliteTable(file, place).Blobs("Packages")
            : NdbFile.Begins(file) ? new NdbFile(file, place).Headers()
            : BerkeleyHashFile.Begins(file) ? new BerkeleyHashFile(file, place).Headers()
            : throw new InventoryException(
                "it is neither SQLite, nor ndb, nor a hash file of Berkeley DB", place, 0);
        return stored.Select(blob => (Parse(blob, place), blob.Offset));
    }

    private static RpmHeader Parse(StoredHeader stored, string place)
    {
        if (stored.Bytes.Length > MaxHeader)
        {
            throw new InventoryException(
                $"a header has {stored.Bytes.Length:N0} bytes; the limit is {MaxHeader:N0}", place, stored.Offset);
        }

        try
        {
            ArchiveContext context = new(ArchiveLimits.Default);
            using MemoryStream bytes = new([.. RpmLayout.HeaderMagic, .. stored.Bytes]);
            using ArchiveInput input = new(bytes, context, 0, bufferSize: 4096);
            return new RpmHeaderReader(input, context, isSignature: false).Read();
        }
        catch (ArchiveException e)
        {
            throw new InventoryException(
                $"the header of a package is damaged: {e.Message.Split(" (at")[0]}", place, stored.Offset, e);
        }
    }

    private static InstalledPackage? ToPackage(RpmHeader header, string place, long offset)
    {
        try
        {
            string name = header.Text(RpmTag.Name)
                ?? throw new InventoryException("the header names no package", place, offset);
            string version = $"{header.Text(RpmTag.Version)}-{header.Text(RpmTag.Release)}";
            if (name == "gpg-pubkey")
            {
                return null;
            }

            ulong? epoch = header.Number(RpmTag.Epoch);
            string full = epoch is > 0 ? $"{epoch}:{version}" : version;

            // "xz-5.4.6-1.fc40.src.rpm"; the epoch is not in file names.
            string[] source = (header.Text(RpmTag.SourceRpm) ?? "").Replace(".src.rpm", "", StringComparison.Ordinal)
                .Replace(".nosrc.rpm", "", StringComparison.Ordinal).Split('-');
            bool isKnown = source.Length > 2;
            string sourceVersion = isKnown ? string.Join('-', source[^2..]) : version;
            return new("rpm", name, full, VersionScheme.Rpm, new("installed", place, Offset: offset))
            {
                Source = isKnown ? string.Join('-', source[..^2]) : name,
                SourceVersion = epoch is > 0 ? $"{epoch}:{sourceVersion}" : sourceVersion,
                SourceIsKnown = isKnown,
                Architecture = header.Text(RpmTag.Architecture),
            };
        }
        catch (ArchiveException e)
        {
            throw new InventoryException(
                $"the header of a package is damaged: {e.Message.Split(" (at")[0]}", place, offset, e);
        }
    }
}
