using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Images;

/// <summary>Reads an image archive twice: first which layers it has, then what is in them.</summary>
internal sealed class ImageArchive
{
    private const int MaxTextBytes = 8 << 20;
    private const long MaxTexts = 256L << 20;

    // Files that links lead to are read when they are asked for; what stands in them leads to no more than a few.
    private const int MaxRounds = 4;

    private readonly string _path;
    private readonly ArchiveLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly List<Omission> _unreadLayers = [];
    private readonly List<Omission> _unread = [];
    private readonly List<InstalledPackage> _packages = [];
    private readonly List<ExposureInventory> _found = [];
    private readonly List<(LibraryCopy, string?)> _copies = [];
    private readonly List<Evidence> _notices = [];

    private ImageArchive(string path, ArchiveLimits limits, CancellationToken cancellation) =>
        (_path, _limits, _cancellation) = (path, limits, cancellation);

    public IReadOnlyList<Omission> Unread => [.. _unreadLayers, .. _unread];

    /// <summary>The packages of the last layer's root, and those that only a lower one has.</summary>
    public IReadOnlyList<InstalledPackage> Packages => _packages;

    public IReadOnlyList<ExposureInventory> Found => _found;

    public IReadOnlyList<(LibraryCopy Copy, string? Owner)> Copies => _copies;

    public IReadOnlyList<Evidence> Notices => _notices;

    /// <summary>How many files the layers have together.</summary>
    public int Files { get; private set; }

    /// <summary>Reads an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="limits">Bounds for it, and for each layer.</param>
    /// <param name="maxFileBytes">The largest file that is looked into, in bytes; 0 if none is.</param>
    /// <param name="progress">Told what is being read; null for nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="AuditInputException">It is no image archive, or one that cannot be read.</exception>
    public static ImageArchive Read(
        string path, ArchiveLimits limits, long maxFileBytes, IProgress<string>? progress,
        CancellationToken cancellation)
    {
        ImageArchive image = new(path, limits, cancellation);
        try
        {
            IReadOnlyList<ImageManifest> manifests = ImageManifests.Read(image.Texts(), Path.GetFileName(path));
            Dictionary<string, ImageLayer> layers =
                image.Layers([.. manifests.SelectMany(m => m.Layers)], maxFileBytes, progress);
            image.Stack(manifests, layers);
        }
        catch (InventoryException e)
        {
            throw new AuditInputException($"{path}: {e.Path}: {e.Message}", e);
        }
        catch (ArchiveException e)
        {
            throw new AuditInputException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }

        return image;
    }

    // Again when links were found to lead to databases whose files were not kept.
    private void Stack(IReadOnlyList<ImageManifest> manifests, Dictionary<string, ImageLayer> layers)
    {
        LayerReader reader = new(_limits, maxFileBytes: 0);
        for (int round = 0; round < MaxRounds; round++)
        {
            _unread.Clear();
            _found.Clear();
            _packages.Clear();
            _notices.Clear();
            _copies.Clear();
            ILookup<ImageLayer, string> wanted = manifests
                .SelectMany(m => Stack(m, manifests.Count > 1 ? $"{m.Name}: " : "", layers))
                .Distinct().ToLookup(w => w.Layer, w => w.Path);
            if (wanted.Count == 0)
            {
                return;
            }

            Keep(layers, wanted, reader);
        }

        _unread.Add(new("a package database", $"links lead to it in more than {MaxRounds} steps"));
    }

    private void Keep(
        Dictionary<string, ImageLayer> layers, ILookup<ImageLayer, string> wanted, LayerReader layerReader)
    {
        using ArchiveReader reader = ArchiveReader.Open(_path, _limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            string name = ImageManifests.Plain(member.Name);
            if (member.Type != ArchiveMemberType.File || !layers.TryGetValue(name, out ImageLayer? layer)
                || !wanted.Contains(layer))
            {
                continue;
            }

            HashSet<string> paths = [.. wanted[layer]];
            try
            {
                using Stream content = member.OpenContent();
                layerReader.Keep(content, name, layer, paths, _cancellation);
            }
            catch (ArchiveException e)
            {
                _unreadLayers.Add(new($"layer {name}", e.Message));
            }

            // What cannot be read is not asked for again.
            foreach (string path in paths)
            {
                layer.Kept.TryAdd(path, []);
            }
        }
    }

    private Dictionary<string, byte[]> Texts()
    {
        Dictionary<string, byte[]> texts = [];
        long total = 0;
        using ArchiveReader reader = ArchiveReader.Open(_path, _limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (member.Type != ArchiveMemberType.File || member.Size is 0 or > MaxTextBytes)
            {
                continue;
            }

            using Stream stream = member.OpenContent();
            int first = stream.ReadByte();
            if (first is not ('{' or '['))
            {
                continue;
            }

            byte[] content = new byte[member.Size];
            content[0] = (byte)first;
            stream.ReadExactly(content, 1, content.Length - 1);
            total += content.Length;
            if (total > MaxTexts)
            {
                throw new InventoryException(
                    $"its manifests have more than {MaxTexts:N0} bytes", Path.GetFileName(_path), member.Offset);
            }

            texts[ImageManifests.Plain(member.Name)] = content;
        }

        return texts;
    }

    private Dictionary<string, ImageLayer> Layers(
        HashSet<string> wanted, long maxFileBytes, IProgress<string>? progress)
    {
        Dictionary<string, ImageLayer> layers = [];
        LayerReader layerReader = new(_limits, maxFileBytes);
        using ArchiveReader reader = ArchiveReader.Open(_path, _limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            string name = ImageManifests.Plain(member.Name);
            if (!wanted.Contains(name) || layers.ContainsKey(name))
            {
                continue;
            }

            progress?.Report($"layer {layers.Count + 1} of {wanted.Count}");
            if (member.Type != ArchiveMemberType.File)
            {
                // docker save writes a layer that two images share as a link; both names lead to one member.
                _unreadLayers.Add(new($"layer {name}", $"it is a link to {member.LinkTarget}, which is not followed"));
                continue;
            }

            layers[name] = ReadLayer(member, name, layerReader);
        }

        foreach (string missing in wanted.Where(name => !layers.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            _unreadLayers.Add(new($"layer {missing}", "the manifest names it, and the archive does not have it"));
        }

        return layers;
    }

    private ImageLayer ReadLayer(ArchiveMember member, string name, LayerReader reader)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using Stream content = member.OpenContent();
        using HashedStream stream = new(content, hash);
        ImageLayer layer;
        try
        {
            layer = reader.Read(
                stream, name, (what, why) => _unreadLayers.Add(new($"layer {what}", why)), _cancellation);
            stream.Drain();
        }
        catch (ArchiveException e)
        {
            _unreadLayers.Add(new($"layer {name}", e.Message));
            return new();
        }

        const string Blobs = "blobs/sha256/";
        string digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (name.StartsWith(Blobs, StringComparison.Ordinal) && name[Blobs.Length..] != digest)
        {
            _unreadLayers.Add(new(
                $"layer {name}", $"its digest is {digest}: it is not the layer that the manifest names"));
        }

        Files += layer.Files;
        return layer;
    }

    private IReadOnlyList<(ImageLayer Layer, string Path)> Stack(
        ImageManifest manifest, string prefix, Dictionary<string, ImageLayer> layers)
    {
        int count = manifest.Layers.Count;
        LayeredRoot root = new(manifest.Name);
        Dictionary<(string, string, string, string?), (InstalledPackage Package, int First, int Last)> seen = [];
        Dictionary<(string, string), (LibraryCopy Copy, int First, int Last)> copies = [];
        Inventory? inventory = null;
        for (int i = 0; i < count; i++)
        {
            ImageLayer layer = layers.GetValueOrDefault(manifest.Layers[i]) ?? new();
            if (root.Add(layer) || inventory is null)
            {
                inventory = Inventory.Read(root);
            }

            foreach (InstalledPackage package in inventory.Packages)
            {
                var key = (package.Kind, package.Name, package.Version, package.Architecture);
                seen[key] = (package, seen.TryGetValue(key, out var before) ? before.First : i, i);
            }

            foreach (LibraryCopy copy in root.Copies.Values)
            {
                (string, string) key = (copy.Path, string.Join(' ', copy.Releases));
                copies[key] = (copy, copies.TryGetValue(key, out var before) ? before.First : i, i);
            }
        }

        _unread.AddRange(inventory!.Unread.Select(o => o with { What = prefix + o.What }));
        if (inventory.Found.Count == 0 && inventory.Unread.Count == 0)
        {
            _unread.Add(new(
                $"{prefix}packages of the image",
                "no database of dpkg, rpm, apk or pacman is in it, so that nothing says what is installed"));
        }

        _found.AddRange(inventory.Found.Select(f => f with { Path = prefix + f.Path }));
        _packages.AddRange(seen.Values.Select(s => s.Package with
        {
            Layer = Where(s.First, s.Last, count),
            IsPresent = s.Last == count - 1,
            Place = s.Package.Place with { Path = prefix + s.Package.Place.Path },
        }));
        string distribution = inventory.Distribution is { } known ? $"is {known}" : "does not say what it is";
        _notices.Add(new($"the image {manifest.Name} {distribution}, in {count:N0} layers"));
        HashSet<string> paths = [.. copies.Values.Select(c => c.Copy.Path)];
        IReadOnlyDictionary<string, string> owners = inventory.OwnersOf(paths);
        _copies.AddRange(copies.Values.Select(c => (
            c.Copy with
            {
                Path = prefix + c.Copy.Path,
                Layer = Where(c.First, c.Last, count),
                IsPresent = c.Last == count - 1,
            },
            owners.GetValueOrDefault(c.Copy.Path))));
        return root.Wanted;
    }

    private static string Where(int first, int last, int count) => last == count - 1
        ? $"since layer {first + 1} of {count}"
        : $"in layer {first + 1} of {count}, and gone in layer {last + 2}";
}
