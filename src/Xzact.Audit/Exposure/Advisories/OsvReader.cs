using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>Reads one record of the OSV format (OSV schema 1.7). Members that say nothing about versions are passed
/// by; our own set adds <c>effect</c> and <c>note</c> in <c>ecosystem_specific</c>.</summary>
internal static class OsvReader
{
    /// <summary>Reads a record; null if it was withdrawn.</summary>
    /// <exception cref="InventoryException">It is no record, or breaks the schema where it matters.</exception>
    public static OsvRecord? Read(byte[] content, string path, bool isBuiltIn = false)
    {
        using JsonDocument document = JsonText.Parse(content, path);
        JsonElement root = document.RootElement;
        string id = root.Text("id") ?? throw new InventoryException("it is no OSV record: it has no id", path, 0);
        if (root.Text("withdrawn") is not null)
        {
            return null;
        }

        return new(id, path, [.. root.List("affected", path).Select(a => Affected(a, path)).OfType<OsvAffected>()])
        {
            Aliases = [.. root.Items("aliases").Concat(root.Items("upstream")).Select(a => a.Text()).OfType<string>()],
            Summary = root.Text("summary") ?? "",
            Rating = Rating(root),
            IsMalicious = id.StartsWith("MAL-", StringComparison.Ordinal)
                || root.Member("database_specific")?.Items("cwe_ids").Any(c => c.Text() == "CWE-506") == true,
            IsBuiltIn = isBuiltIn,
        };
    }

    private static OsvAffected? Affected(JsonElement affected, string path)
    {
        // An entry about commits alone names no package.
        if (affected.Member("package") is not { } package || package.Text("ecosystem") is not string ecosystem
            || package.Text("name") is not string name)
        {
            return null;
        }

        string[] parts = ecosystem.Split(':', 2);
        JsonElement? own = affected.Member("ecosystem_specific");
        return new(
            parts[0],
            parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null,
            name,
            [.. affected.Items("ranges").Select(r => Range(r, path))],
            [.. affected.Items("versions").Select(v => v.Text()).OfType<string>()])
        {
            Effect = own?.Text("effect") switch
            {
                "active" => ExposureEffect.Active,
                "inert" => ExposureEffect.Inert,
                "never" => ExposureEffect.NeverShipped,
                _ => ExposureEffect.NotStated,
            },
            Note = own?.Text("note"),
            Binaries = [.. own?.Items("binaries").Select(b => b.Text()).OfType<string>() ?? []],
        };
    }

    private static OsvRange Range(JsonElement range, string path)
    {
        OsvRangeType type = range.Text("type") switch
        {
            "SEMVER" => OsvRangeType.Semver,
            "ECOSYSTEM" => OsvRangeType.Ecosystem,
            "GIT" => OsvRangeType.Git,
            var other => throw new InventoryException($"a range of the type '{other}', which the schema lacks", path),
        };
        return new(type, [.. range.Items("events").SelectMany(e => Events(e, path))]);
    }

    private static IEnumerable<OsvEvent> Events(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InventoryException("an event that is no object", path);
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            OsvEventKind kind = property.Name switch
            {
                "introduced" => OsvEventKind.Introduced,
                "fixed" => OsvEventKind.Fixed,
                "last_affected" => OsvEventKind.LastAffected,
                "limit" => OsvEventKind.Limit,
                var other => throw new InventoryException($"an event '{other}', which the schema lacks", path),
            };
            yield return new(kind, property.Value.Text()
                ?? throw new InventoryException($"the event '{property.Name}' has no version", path));
        }
    }

    // A vector of CVSS 3 is computed; a word is taken where there is no such vector.
    private static Severity? Rating(JsonElement root)
    {
        Severity? computed = root.Items("severity").Concat(root.Items("affected").SelectMany(a => a.Items("severity")))
            .Select(s => s.Text("score")).OfType<string>().Select(Cvss3.Rate).FirstOrDefault(r => r is not null);
        return computed ?? root.Member("database_specific")?.Text("severity")?.ToUpperInvariant() switch
        {
            "CRITICAL" => Severity.Critical,
            "HIGH" or "IMPORTANT" => Severity.High,
            "MODERATE" or "MEDIUM" => Severity.Medium,
            "LOW" => Severity.Low,
            _ => null,
        };
    }
}
