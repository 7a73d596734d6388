using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;

namespace Xzact.Audit.Exposure.Matching;

/// <summary>A package under one of the names by which records may mean it.</summary>
/// <param name="Package">The package.</param>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The version that goes with the name: of the source package or of its own.</param>
internal sealed record NamedPackage(InstalledPackage Package, Ecosystem Ecosystem, string Name, string Version);

/// <summary>Finds packages by ecosystem and name. Where records go by source packages, a binary package is found by its
/// source's name and by no other.</summary>
internal sealed class PackageIndex
{
    private readonly Dictionary<(string Ecosystem, string Name), List<NamedPackage>> _byName = [];
    private readonly Dictionary<(string Ecosystem, string Name), List<NamedPackage>> _withoutSource = [];
    private readonly List<InstalledPackage> _all = [];

    public PackageIndex(IEnumerable<InstalledPackage> packages)
    {
        foreach (InstalledPackage package in packages)
        {
            Add(package);
        }
    }

    /// <summary>Every package.</summary>
    public IReadOnlyList<InstalledPackage> All => _all;

    /// <summary>How many packages are of distributions that are not known here, or of none.</summary>
    public int WithoutEcosystem { get; private set; }

    /// <summary>The packages that an entry of a record may mean, its release not considered.</summary>
    public IEnumerable<NamedPackage> Find(OsvAffected affected)
    {
        IEnumerable<NamedPackage> named = _byName.GetValueOrDefault((affected.Ecosystem, affected.Name)) ?? [];
        return affected.Binaries.Count == 0 ? named : named.Concat(affected.Binaries
            .SelectMany(name => _withoutSource.GetValueOrDefault((affected.Ecosystem, name)) ?? [])
            .Where(p => p.Name != affected.Name)).DistinctBy(p => p.Package);
    }

    private void Add(InstalledPackage package)
    {
        _all.Add(package);
        if (Ecosystem.Of(package) is not { } ecosystem)
        {
            WithoutEcosystem++;
            return;
        }

        NamedPackage own = new(package, ecosystem, package.Name, package.Version);
        NamedPackage source = new(package, ecosystem, package.Source, package.SourceVersion);
        Put(_byName, source);
        if (!ecosystem.BySource && package.Name != package.Source)
        {
            Put(_byName, own);
        }

        if (!package.SourceIsKnown)
        {
            Put(_withoutSource, own);
        }
    }

    private static void Put(
        Dictionary<(string Ecosystem, string Name), List<NamedPackage>> index, NamedPackage package)
    {
        (string, string) key = (package.Ecosystem.Name, package.Name);
        if (!index.TryGetValue(key, out List<NamedPackage>? same))
        {
            index.Add(key, same = []);
        }

        same.Add(package);
    }
}
