using System.Text;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>pacman's local database: a folder a package with the files desc and files, in sections
/// <c>%NAME%</c>.</summary>
internal sealed class PacmanDatabase : PackageDatabase
{
    private const string Folder = "var/lib/pacman/local";

    public override string Name => "pacman";

    public override bool IsPart(string path) => path.StartsWith(Folder + "/", StringComparison.Ordinal)
        && (path.EndsWith("/desc", StringComparison.Ordinal) || path.EndsWith("/files", StringComparison.Ordinal));

    public override IReadOnlyList<string> Find(IRootFiles root) => Packages(root).Any() ? [Folder] : [];

    public override IEnumerable<InstalledPackage> Read(IRootFiles root, string place)
    {
        int count = 0;
        foreach (string entry in Packages(root))
        {
            string file = $"{place}/{entry}/desc";
            if (++count > MaxPackages)
            {
                throw new InventoryException($"more than {MaxPackages:N0} packages", file);
            }

            byte[] content = root.Read(file, MaxBytes)
                ?? throw new InventoryException($"the package {entry} has no description", file);
            Dictionary<string, string> first = new(StringComparer.Ordinal);
            foreach ((string section, string value) in Values(content))
            {
                first.TryAdd(section, value);
            }

            string name = first.GetValueOrDefault("NAME")
                ?? throw new InventoryException("it has no %NAME%", file, content.Length);
            string version = first.GetValueOrDefault("VERSION")
                ?? throw new InventoryException($"the package {name} has no %VERSION%", file, content.Length);
            yield return new("alpm", name, version, VersionScheme.Pacman, new("installed", file, 1, 0))
            {
                Source = first.GetValueOrDefault("BASE") ?? name,
                Architecture = first.GetValueOrDefault("ARCH"),
            };
        }
    }

    public override IReadOnlyDictionary<string, string> Owners(
        IRootFiles root, string place, IReadOnlySet<string> paths)
    {
        Dictionary<string, string> owners = [];
        foreach (string entry in Packages(root))
        {
            foreach ((string section, string value) in Values(root.Read($"{place}/{entry}/files", MaxBytes) ?? []))
            {
                if (section == "FILES" && paths.Contains(value))
                {
                    // The folder's name is name-version-release.
                    owners.TryAdd(value, string.Join('-', entry.Split('-')[..^2]));
                }
            }
        }

        return owners;
    }

    private static IEnumerable<string> Packages(IRootFiles root) =>
        root.List(Folder).Where(name => name.Split('-').Length > 2);

    private static IEnumerable<(string Section, string Value)> Values(byte[] content)
    {
        string section = "";
        foreach (string line in Encoding.UTF8.GetString(content).Split('\n').Select(l => l.Trim()))
        {
            if (line is ['%', _, .., '%'])
            {
                section = line[1..^1];
            }
            else if (line.Length > 0)
            {
                yield return (section, line);
            }
        }
    }
}
