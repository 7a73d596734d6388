using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Inventories.Rpm;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>What is installed in a root, by every package manager that left a record there.</summary>
internal sealed class Inventory
{
    private const int MaxOsRelease = 64 << 10;

    private readonly List<InstalledPackage> _packages = [];
    private readonly List<ExposureInventory> _databases = [];
    private readonly List<Omission> _unread = [];
    private readonly List<(PackageDatabase Database, string Place)> _places = [];

    private Inventory(IRootFiles root) => Root = root;

    /// <summary>The package managers that are known here.</summary>
    public static IReadOnlyList<PackageDatabase> Databases { get; } =
        [new DpkgDatabase(), new RpmDatabase(), new ApkDatabase(), new PacmanDatabase()];

    /// <summary>The files that say which distribution it is, in the order in which they count.</summary>
    public static IReadOnlyList<string> OsReleaseFiles { get; } = ["etc/os-release", "usr/lib/os-release"];

    public IRootFiles Root { get; }

    /// <summary>Which distribution it is; null if nothing says.</summary>
    public Distribution? Distribution { get; private set; }

    public IReadOnlyList<InstalledPackage> Packages => _packages;

    public IReadOnlyList<ExposureInventory> Found => _databases;

    public IReadOnlyList<Omission> Unread => _unread;

    /// <summary>Reads every database. One that is damaged is an omission; what was read of it before counts.</summary>
    public static Inventory Read(IRootFiles root)
    {
        Inventory inventory = new(root);
        inventory.Distribution = inventory.Try(root.Name, "which distribution it is", () => OsReleaseFiles
            .Select(file => root.Read(file, MaxOsRelease)).Where(content => content is { Length: > 0 })
            .Select(content => Distribution.Parse(System.Text.Encoding.UTF8.GetString(content!)))
            .FirstOrDefault(d => d is not null));
        foreach (PackageDatabase database in Databases)
        {
            IReadOnlyList<string> places =
                inventory.Try(root.Name, $"packages of {database.Name}", () => database.Find(root)) ?? [];
            foreach (string place in places)
            {
                inventory.Read(database, place);
            }
        }

        if (inventory is { _packages.Count: 0, _unread.Count: 0 } && inventory._places is [var first, ..])
        {
            inventory._unread.Add(new(
                $"{first.Place}: packages of {first.Database.Name}",
                "it lists none: it is empty, or a pipe or a device, and nothing else says what is installed"));
        }

        return inventory;
    }

    /// <summary>The packages that own files: path and package name.</summary>
    public IReadOnlyDictionary<string, string> OwnersOf(IReadOnlySet<string> paths)
    {
        Dictionary<string, string> owners = [];
        foreach ((PackageDatabase database, string place) in paths.Count == 0 ? [] : _places)
        {
            foreach ((string path, string owner) in Try(place, "which package owns which file",
                () => database.Owners(Root, place, paths)) ?? new Dictionary<string, string>())
            {
                owners.TryAdd(path, owner);
            }
        }

        return owners;
    }

    private void Read(PackageDatabase database, string place)
    {
        int before = _packages.Count;
        _places.Add((database, place));
        Try(place, $"packages of {database.Name}, from where the fault is", () =>
        {
            foreach (InstalledPackage package in database.Read(Root, place))
            {
                _packages.Add(package with { Distribution = Distribution });
            }

            return _packages.Count > before || database.SignOfUse(Root, place) is not string sign ? place
                : throw new InventoryException($"it lists none, and {sign}", place);
        });
        _databases.Add(new(database.Name, place, _packages.Count - before));
    }

    private T? Try<T>(string where, string what, Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InventoryException e)
        {
            _unread.Add(new($"{e.Path}: {what}", e.Message));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unread.Add(new($"{where}: {what}", FileFailure.Reason(e)));
            return null;
        }
    }
}
