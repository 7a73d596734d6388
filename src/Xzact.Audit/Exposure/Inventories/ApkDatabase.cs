using System.Text;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>apk's list of installed packages: paragraphs of lines with a letter, a colon and a value.</summary>
internal sealed class ApkDatabase : PackageDatabase
{
    private static readonly string[] s_files = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];

    private static readonly HashSet<string> s_wanted = ["P", "V", "A", "o"];

    public override string Name => "apk";

    public override bool IsPart(string path) => s_files.Contains(path);

    public override IReadOnlyList<string> Find(IRootFiles root) =>
        [.. s_files.Where(file => root.Read(file, MaxBytes) is not null).Take(1)];

    public override IEnumerable<InstalledPackage> Read(IRootFiles root, string place)
    {
        int count = 0;
        foreach (FieldParagraph fields in FieldText.Read(root.Read(place, MaxBytes) ?? [], place, s_wanted))
        {
            if (++count > MaxPackages)
            {
                throw new InventoryException($"more than {MaxPackages:N0} packages", place, fields.Offset);
            }

            string name = fields["P"] ?? throw new InventoryException(
                $"the paragraph at line {fields.Line} names no package", place, fields.Offset);
            string version = fields["V"] ?? throw new InventoryException(
                $"the package {name} has no version", place, fields.Offset);
            yield return new(
                "apk", name, version, VersionScheme.Apk, new("installed", place, fields.Line, fields.Offset))
            {
                Source = fields["o"] ?? name,
                Architecture = fields["A"],
            };
        }
    }

    public override IReadOnlyDictionary<string, string> Owners(
        IRootFiles root, string place, IReadOnlySet<string> paths)
    {
        Dictionary<string, string> owners = [];
        (string package, string folder) = ("", "");
        foreach (string line in Encoding.UTF8.GetString(root.Read(place, MaxBytes) ?? []).Split('\n'))
        {
            if (line is not [var key, ':', ..])
            {
                continue;
            }

            string value = line[2..].Trim();
            (package, folder) = key switch
            {
                'P' => (value, ""),
                'F' => (package, value),
                _ => (package, folder),
            };
            string path = folder.Length == 0 ? value : $"{folder}/{value}";
            if (key == 'R' && paths.Contains(path))
            {
                owners.TryAdd(path, package);
            }
        }

        return owners;
    }
}
