using System.Text;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>dpkg's status file (dpkg(1), deb-control(5)), and the folder status.d of images without it.</summary>
internal sealed class DpkgDatabase : PackageDatabase
{
    private const string StatusFile = "var/lib/dpkg/status";
    private const string StatusFolder = "var/lib/dpkg/status.d";
    private const string ListFolder = "var/lib/dpkg/info";

    private static readonly HashSet<string> s_wanted =
        ["Package", "Status", "Version", "Source", "Architecture"];

    public override string Name => "dpkg";

    public override bool IsPart(string path) => path == StatusFile
        || path.StartsWith(StatusFolder + "/", StringComparison.Ordinal)
        || (path.StartsWith(ListFolder + "/", StringComparison.Ordinal)
            && path.EndsWith(".list", StringComparison.Ordinal));

    public override IReadOnlyList<string> Find(IRootFiles root) =>
    [
        .. root.Read(StatusFile, MaxBytes) is null ? [] : (string[])[StatusFile],
        .. StatusFiles(root).Any() ? (string[])[StatusFolder] : [],
    ];

    public override string? SignOfUse(IRootFiles root, string place) =>
        root.List(ListFolder).FirstOrDefault(n => n.EndsWith(".list", StringComparison.Ordinal)) is string list
            ? $"{ListFolder}/{list} lists the files of one" : null;

    public override IEnumerable<InstalledPackage> Read(IRootFiles root, string place)
    {
        int count = 0;
        foreach (string file in place == StatusFolder ? StatusFiles(root) : [place])
        {
            foreach (FieldParagraph paragraph in
                FieldText.Read(root.Read(file, MaxBytes) ?? [], file, s_wanted, mayLackEnd: file != place))
            {
                if (++count > MaxPackages)
                {
                    throw new InventoryException($"more than {MaxPackages:N0} packages", file, paragraph.Offset);
                }

                if (ToPackage(paragraph, file, place == StatusFolder) is { } package)
                {
                    yield return package;
                }
            }
        }
    }

    public override IReadOnlyDictionary<string, string> Owners(
        IRootFiles root, string place, IReadOnlySet<string> paths)
    {
        Dictionary<string, string> owners = [];
        foreach (string name in root.List(ListFolder).Where(n => n.EndsWith(".list", StringComparison.Ordinal)))
        {
            string text = Encoding.UTF8.GetString(root.Read($"{ListFolder}/{name}", MaxBytes) ?? []);
            foreach (string line in text.Split('\n').Select(Unmerged))
            {
                if (paths.Contains(line))
                {
                    owners.TryAdd(line, name[..^".list".Length].Split(':')[0]);
                }
            }
        }

        return owners;

        // A package may still list /lib/x where the file is below /usr, to which /lib is a link.
        string Unmerged(string line)
        {
            string path = line.TrimStart('/');
            return !paths.Contains(path) && paths.Contains("usr/" + path) ? "usr/" + path : path;
        }
    }

    // distroless writes a file a package there, and beside it one with the digests of its files.
    private static IEnumerable<string> StatusFiles(IRootFiles root) => root.List(StatusFolder)
        .Where(name => !name.EndsWith(".md5sums", StringComparison.Ordinal))
        .Select(name => $"{StatusFolder}/{name}");

    private static InstalledPackage? ToPackage(FieldParagraph fields, string file, bool isSingle)
    {
        // "install ok installed": the third word is the state; what is only remembered has no files.
        string state = fields["Status"]?.Split(' ')[^1] ?? (isSingle ? "installed" : "unknown");
        if (state is "not-installed" or "config-files")
        {
            return null;
        }

        if (fields["Package"] is not string name)
        {
            throw new InventoryException(
                $"the paragraph at line {fields.Line} names no package", file, fields.Offset);
        }

        if (fields["Version"] is not string version)
        {
            throw new InventoryException($"the package {name} has no version", file, fields.Offset);
        }

        // "Source: xz-utils (5.4.1-1)": the version only where it is another than the package's.
        string[] source = (fields["Source"] ?? name).Split(' ', 2);
        string sourceVersion = source.Length == 2 ? source[1].Trim('(', ')', ' ') : version;
        return new("deb", name, version, VersionScheme.Dpkg, new("installed", file, fields.Line, fields.Offset))
        {
            Source = source[0],
            SourceVersion = sourceVersion,
            Architecture = fields["Architecture"],
        };
    }
}
