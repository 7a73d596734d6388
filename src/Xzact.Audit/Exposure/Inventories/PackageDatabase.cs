using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>A package manager's record of what is installed in a root.</summary>
internal abstract class PackageDatabase
{
    /// <summary>The most bytes that are read of one file of a database.</summary>
    protected const long MaxBytes = 1L << 30;

    /// <summary>The most packages of one database; a full distribution has less than 100,000.</summary>
    protected const int MaxPackages = 500_000;

    /// <summary>The package manager, for reports.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a file of a root belongs to this database; an image keeps the content of those only.</summary>
    public abstract bool IsPart(string path);

    /// <summary>Where the database is in a root, one entry a file or folder; empty if it has none.</summary>
    public abstract IReadOnlyList<string> Find(IRootFiles root);

    /// <summary>What shows that packages are installed although the database lists none; null if nothing does.
    /// </summary>
    /// <param name="root">The root.</param>
    /// <param name="place">An entry of <see cref="Find"/>.</param>
    /// <exception cref="InventoryException">A folder of it cannot be read.</exception>
    public virtual string? SignOfUse(IRootFiles root, string place) => null;

    /// <summary>Reads what is installed.</summary>
    /// <param name="root">The root.</param>
    /// <param name="place">An entry of <see cref="Find"/>.</param>
    /// <exception cref="InventoryException">It is damaged, cut off or over a limit.</exception>
    public abstract IEnumerable<InstalledPackage> Read(IRootFiles root, string place);

    /// <summary>The package that owns a file; null if none does.</summary>
    /// <param name="root">The root.</param>
    /// <param name="place">An entry of <see cref="Find"/>.</param>
    /// <param name="paths">Paths without a leading slash.</param>
    /// <returns>The owners of those paths that have one: path and package name.</returns>
    /// <exception cref="InventoryException">It is damaged, cut off or over a limit.</exception>
    public abstract IReadOnlyDictionary<string, string> Owners(
        IRootFiles root, string place, IReadOnlySet<string> paths);
}
