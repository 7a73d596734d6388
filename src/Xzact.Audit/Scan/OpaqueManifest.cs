using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Scan;

/// <summary>What a project says of one of its opaque files. All of it is a claim.</summary>
/// <param name="File">Its path in the tree, with <c>/</c>.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
/// <param name="What">What it is.</param>
/// <param name="MadeBy">What made it, in words.</param>
/// <param name="Remake">How to make it again.</param>
/// <param name="CheckedBy">The path of the test that reads it.</param>
/// <param name="Generator">The path of what makes it, if that is in the tree; null or empty if not.</param>
public sealed record OpaqueManifestEntry(
    string File, string Sha256, string What, string MadeBy, string Remake, string CheckedBy,
    string? Generator = null);

/// <summary>A project's own list of its opaque files. It is read only where it is named, and believed
/// nowhere.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Sha256">Its SHA-256; of a list that was just made, empty.</param>
/// <param name="Entries">The entries, in their order.</param>
public sealed record OpaqueManifest(string Name, string Sha256, IReadOnlyList<OpaqueManifestEntry> Entries)
{
    private const long MaxBytes = 16 << 20;
    private const string What = "manifest";

    /// <summary>Reads a list.</summary>
    /// <param name="path">The file, of at most 16 MiB.</param>
    /// <exception cref="AuditInputException">It cannot be read, or is wrong; the message says what and where.
    /// </exception>
    public static OpaqueManifest Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(UserFile.ReadBytes(path, What, MaxBytes), path);
    }

    /// <summary>Reads a list from memory.</summary>
    /// <exception cref="AuditInputException">It is wrong; the message says what and where.</exception>
    internal static OpaqueManifest Parse(byte[] bytes, string path)
    {
        ManifestFile file;
        try
        {
            file = JsonSerializer.Deserialize(UserFile.Text(bytes, path, What), ManifestContext.Default.ManifestFile)
                ?? throw new AuditInputException($"{path}: the manifest is empty");
        }
        catch (JsonException e)
        {
            throw new AuditInputException(
                $"{path}: the manifest is wrong in line {e.LineNumber + 1}, at {e.Path}: "
                + JsonFailure.Reason(e, "property"), e);
        }

        IReadOnlyList<ManifestItem?> items = file.OpaqueFiles
            ?? throw new AuditInputException($"{path}: the manifest has no \"opaqueFiles\"");
        HashSet<string> seen = new(StringComparer.Ordinal);
        OpaqueManifestEntry[] entries = [.. items.Select((item, i) => Checked(item, i + 1, path, seen))];
        return new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)), entries);
    }

    /// <summary>Writes the list as JSON, in the form that <see cref="Read"/> reads.</summary>
    public void Write(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ManifestFile file = new(
            [.. Entries.Select(e => new ManifestItem(
                e.File, e.Sha256, e.What, e.MadeBy, e.Remake, e.CheckedBy,
                string.IsNullOrEmpty(e.Generator) ? null : e.Generator))]);
        output.WriteLine(JsonSerializer.Serialize(file, ManifestContext.Default.ManifestFile).ReplaceLineEndings("\n"));
    }

    private static OpaqueManifestEntry Checked(ManifestItem? item, int number, string path, HashSet<string> seen)
    {
        AuditInputException Wrong(string what) => new($"{path}: entry {number} {what}");
        if (item is null || string.IsNullOrWhiteSpace(item.File))
        {
            throw Wrong("has no \"file\"");
        }

        string? sha256 = item.Sha256?.Trim().ToLowerInvariant();
        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigit))
        {
            throw Wrong("has a \"sha256\" that is no SHA-256, or none");
        }

        return seen.Add(item.File)
            ? new(item.File, sha256, item.What ?? "", item.MadeBy ?? "", item.Remake ?? "", item.CheckedBy ?? "",
                item.Generator)
            : throw Wrong($"names {item.File} again");
    }
}

internal sealed record ManifestFile(IReadOnlyList<ManifestItem?>? OpaqueFiles);

internal sealed record ManifestItem(
    string? File, string? Sha256, string? What, string? MadeBy, string? Remake, string? CheckedBy, string? Generator);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ManifestFile))]
internal sealed partial class ManifestContext : JsonSerializerContext;
