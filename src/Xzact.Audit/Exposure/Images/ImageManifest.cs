using System.Text.Json;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Images;

/// <summary>One image of an archive.</summary>
/// <param name="Name">Its tag or platform, for reports.</param>
/// <param name="Layers">The members of the archive that hold its layers, lowest first.</param>
internal sealed record ImageManifest(string Name, IReadOnlyList<string> Layers);

/// <summary>Reads which images an archive holds: an OCI image layout (OCI image specification 1.1), or the manifest of
/// docker save.</summary>
internal static class ImageManifests
{
    private const int MaxManifests = 64;
    private const int MaxLayers = 512;
    private const int MaxDepth = 4;

    /// <summary>The images.</summary>
    /// <param name="texts">The members of the archive that are JSON, by name.</param>
    /// <param name="path">The archive, for messages.</param>
    /// <exception cref="InventoryException">It is no image archive, or one that is damaged.</exception>
    public static IReadOnlyList<ImageManifest> Read(IReadOnlyDictionary<string, byte[]> texts, string path)
    {
        List<ImageManifest> images = [];
        if (texts.TryGetValue("index.json", out byte[]? index))
        {
            AddIndex(index, "index.json", texts, images, 0);
        }
        else if (texts.TryGetValue("manifest.json", out byte[]? manifest))
        {
            AddSaved(manifest, images);
        }
        else
        {
            throw new InventoryException(
                "it holds neither index.json of an OCI layout nor manifest.json of docker save; is it an image?", path);
        }

        return images.Count > 0 ? images
            : throw new InventoryException("it names no image with layers", path);
    }

    private static void AddIndex(
        byte[] content, string path, IReadOnlyDictionary<string, byte[]> texts, List<ImageManifest> images, int depth)
    {
        using JsonDocument document = JsonText.Parse(content, path);
        foreach (JsonElement entry in document.RootElement.Items("manifests"))
        {
            // Attestations are kept beside images as if they were some.
            JsonElement? annotations = entry.Member("annotations");
            if (annotations?.Text("vnd.docker.reference.type") is not null)
            {
                continue;
            }

            string member = MemberOf(entry, path);
            byte[] blob = texts.GetValueOrDefault(member) ?? throw new InventoryException(
                $"{member} is named and is not in the archive, or is no JSON", path);
            if (images.Count >= MaxManifests || depth >= MaxDepth)
            {
                throw new InventoryException(
                    $"it names more than {MaxManifests} images, or indexes more than {MaxDepth} deep", path);
            }

            using JsonDocument inner = JsonText.Parse(blob, member);
            if (inner.RootElement.Items("manifests").Any())
            {
                AddIndex(blob, member, texts, images, depth + 1);
            }
            else
            {
                string name = annotations?.Text("org.opencontainers.image.ref.name")
                    ?? annotations?.Text("io.containerd.image.name")
                    ?? (entry.Member("platform") is { } platform
                        ? $"{platform.Text("os")}/{platform.Text("architecture")}" : "image");
                Add(images, name, inner.RootElement.Items("layers").Select(l => MemberOf(l, member)), member);
            }
        }
    }

    private static void AddSaved(byte[] content, List<ImageManifest> images)
    {
        const string Member = "manifest.json";
        using JsonDocument document = JsonText.Parse(content, Member);
        IEnumerable<JsonElement> entries = document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.EnumerateArray() : [];
        foreach (JsonElement entry in entries.Take(MaxManifests))
        {
            string name = entry.Items("RepoTags").Select(t => t.Text()).FirstOrDefault(t => t is not null) ?? "image";
            Add(images, name, entry.Items("Layers").Select(l => l.Text()).OfType<string>().Select(Plain), Member);
        }
    }

    private static void Add(List<ImageManifest> images, string name, IEnumerable<string> layers, string path)
    {
        string[] all = [.. layers.Take(MaxLayers + 1)];
        images.Add(all.Length is > 0 and <= MaxLayers ? new(name, all) : throw new InventoryException(
            all.Length == 0 ? "an image has no layers" : $"an image has more than {MaxLayers} layers", path));
    }

    private static string MemberOf(JsonElement descriptor, string path)
    {
        string digest = descriptor.Text("digest") ?? "";
        string[] parts = digest.Split(':');
        return parts is ["sha256", { Length: 64 } hex] && hex.All(char.IsAsciiHexDigitLower)
            ? $"blobs/sha256/{hex}"
            : throw new InventoryException($"'{digest}' is no digest of SHA-256", path);
    }

    /// <summary>A member's name without the dot that some tools put in front.</summary>
    public static string Plain(string name) =>
        name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
}
