using System.Text;
using System.Text.Json;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Sboms;

/// <summary>What a list of parts says.</summary>
/// <param name="Format">Its format, for reports.</param>
/// <param name="Packages">The packages that have a version.</param>
/// <param name="WithoutVersion">Entries that name no version, so that nothing can be said of them.</param>
internal sealed record Sbom(
    string Format, IReadOnlyList<InstalledPackage> Packages, IReadOnlyList<string> WithoutVersion);

/// <summary>Reads CycloneDX and SPDX 2, both in JSON, and SPDX 2 as tags and values.</summary>
internal static class SbomReader
{
    private const int MaxEntries = 1_000_000;

    /// <summary>Reads a list, its format found in its content.</summary>
    /// <exception cref="InventoryException">It is none of the formats, damaged, or over a limit.</exception>
    public static Sbom Read(byte[] content, string path)
    {
        ReadOnlySpan<byte> start = content.AsSpan().TrimStart(" \t\r\n\uFEFF"u8);
        if (!start.StartsWith("{"u8))
        {
            return SpdxTags.Begins(content) ? SpdxTags.Read(content, path) : throw new InventoryException(
                "it is no CycloneDX or SPDX in JSON, and no SPDX of tags and values", path, 0);
        }

        using JsonDocument document = JsonText.Parse(content, path);
        JsonElement root = document.RootElement;
        return root.Text("bomFormat") == "CycloneDX" ? CycloneDx(root, path)
            : root.Text("spdxVersion") is string spdx ? Spdx(root, spdx, path)
            : throw new InventoryException(
                "it names neither bomFormat CycloneDX nor an spdxVersion; SPDX 3 is not read", path, 0);
    }

    private static Sbom CycloneDx(JsonElement root, string path)
    {
        Collected collected = new(path);
        Stack<JsonElement> left = new();
        if (root.Member("metadata")?.Member("component") is { } described)
        {
            left.Push(described);
        }

        foreach (JsonElement component in Enumerable.Reverse(root.List("components", path)))
        {
            left.Push(component);
        }

        while (left.TryPop(out JsonElement component))
        {
            // A file and a device have no version that an advisory could mean, unless they are said to be a package.
            if (component.Text("purl") is not null
                || component.Text("type") is not ("file" or "data" or "device" or "operating-system"))
            {
                string? name = component.Text("group") is { Length: > 0 } group
                    ? $"{group}/{component.Text("name")}" : component.Text("name");
                string? source = component.Items("properties")
                    .Where(p => p.Text("name") is "syft:metadata:source" or "aquasecurity:trivy:SrcName")
                    .Select(p => p.Text("value")).FirstOrDefault(v => v is { Length: > 0 });
                collected.Add(component.Text("purl"), name, component.Text("version"), source);
            }

            foreach (JsonElement inner in Enumerable.Reverse(component.List("components", path)))
            {
                left.Push(inner);
            }
        }

        return collected.ToSbom($"CycloneDX {root.Text("specVersion")}".TrimEnd());
    }

    private static Sbom Spdx(JsonElement root, string version, string path)
    {
        Collected collected = new(path);
        foreach (JsonElement package in root.List("packages", path))
        {
            // The type may be written as the address of its definition.
            string?[] purls = [.. package.Items("externalRefs")
                .Where(r => r.Text("referenceType")?.Split('/')[^1] == "purl")
                .Select(r => r.Text("referenceLocator")).Distinct()];
            foreach (string? purl in purls.DefaultIfEmpty())
            {
                collected.Add(purl, package.Text("name"), package.Text("versionInfo"), source: null);
            }
        }

        return collected.ToSbom(version);
    }

    /// <summary>The entries of one list.</summary>
    internal sealed class Collected(string path)
    {
        private readonly List<InstalledPackage> _packages = [];
        private readonly List<string> _without = [];
        private int _entries;

        public void Add(string? purl, string? name, string? version, string? source)
        {
            if (++_entries > MaxEntries)
            {
                throw new InventoryException($"it has more than {MaxEntries:N0} entries", path);
            }

            string? real = version is "NOASSERTION" or "NONE" or "" ? null : version;
            if (SbomPackage.From(purl, name, real, source, new($"entry {_entries} of the list", path)) is { } package)
            {
                _packages.Add(package);
            }
            else
            {
                _without.Add(name ?? purl ?? $"entry {_entries}");
            }
        }

        public Sbom ToSbom(string format) => new(format, _packages, _without);
    }
}

/// <summary>SPDX 2 as lines of <c>Tag: value</c>.</summary>
internal static class SpdxTags
{
    public static bool Begins(ReadOnlySpan<byte> content) => content[..Math.Min(content.Length, 4096)]
        .IndexOf("SPDXVersion:"u8) >= 0;

    public static Sbom Read(byte[] content, string path)
    {
        SbomReader.Collected collected = new(path);
        (string format, string? name, string? version, string? purl, bool inText) = ("SPDX", null, null, null, false);
        foreach (string line in Encoding.UTF8.GetString(content).Split('\n').Select(l => l.Trim()))
        {
            // Between <text> and </text> lines are somebody's words.
            if (inText || line.Contains("<text>", StringComparison.Ordinal))
            {
                inText = !line.Contains("</text>", StringComparison.Ordinal);
                continue;
            }

            string[] pair = line.Split(':', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : "";
            switch (pair[0])
            {
                case "SPDXVersion":
                    format = value;
                    break;
                case "PackageName" or "FileName" or "SnippetSPDXID":
                    Flush();
                    (name, version, purl) = (pair[0] == "PackageName" ? value : null, null, null);
                    break;
                case "PackageVersion":
                    version = value;
                    break;
                case "ExternalRef" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "purl", var url]:
                    purl ??= url;
                    break;
                default:
                    break;
            }
        }

        if (inText)
        {
            throw new InventoryException("it ends inside a text: it was cut off", path, content.Length);
        }

        Flush();
        return collected.ToSbom(format);

        void Flush()
        {
            if (name is not null)
            {
                collected.Add(purl, name, version, source: null);
            }
        }
    }
}
