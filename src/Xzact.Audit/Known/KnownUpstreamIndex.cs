using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xzact.Audit.Known;

/// <summary>
/// The contents that gnulib, autoconf, automake, gettext, libtool and autoconf-archive ever published. A content is
/// known if its size and the first 128 bits of its SHA-256 are; files below 64 bytes never are.
/// </summary>
public sealed class KnownUpstreamIndex
{
    private const string ResourceName = "known-upstream.xkidx";
    private const int HashLength = 32;

    private static readonly Lazy<KnownUpstreamIndex> s_shipped = new(LoadShipped);

    private readonly byte[] _data;
    private readonly int _hashes;
    private readonly string[] _projects;
    private readonly string[] _paths;
    private readonly int[] _projectOfPath;
    private readonly int[] _firstEntries; // of each path, and one more for the end
    private readonly int[] _days;
    private readonly long[] _sizes;
    private readonly int[] _serials; // -1 for none
    private readonly int[] _slots; // open addressing: entry + 1, or 0
    private readonly Lazy<ILookup<string, int>> _pathsByName;

    private KnownUpstreamIndex(byte[] data)
    {
        _data = data;
        var reader = new KnownUpstreamIndexReader(data);
        Count = reader.ReadCount();
        _projects = new string[reader.ReadCount()];
        int[] pathCounts = new int[_projects.Length];
        for (int i = 0; i < _projects.Length; i++)
        {
            _projects[i] = reader.ReadText();
            pathCounts[i] = reader.ReadCount();
        }

        if (pathCounts.Sum(count => (long)count) > Count)
        {
            throw reader.Malformed("it announces more paths than entries");
        }

        _projectOfPath = [.. pathCounts.SelectMany((count, project) => Enumerable.Repeat(project, count))];
        _paths = new string[_projectOfPath.Length];
        _firstEntries = new int[_paths.Length + 1];
        ReadPaths(ref reader);
        (_days, _sizes, _serials) = (new int[Count], new long[Count], new int[Count]);
        reader.ReadEntries(_firstEntries, _days, _sizes, _serials);
        _hashes = reader.Position;
        if (data.Length - _hashes != (long)Count * KnownUpstreamIndexFormat.PrefixLength)
        {
            throw reader.Malformed($"{Count} hashes of {KnownUpstreamIndexFormat.PrefixLength} bytes must follow");
        }

        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * Count))];
        FillSlots();
        _pathsByName = new Lazy<ILookup<string, int>>(
            () => Enumerable.Range(0, _paths.Length).ToLookup(path => BaseName(_paths[path])));
    }

    /// <summary>The index that ships with the auditor, loaded once.</summary>
    public static KnownUpstreamIndex Shipped => s_shipped.Value;

    /// <summary>How many contents are known.</summary>
    public int Count { get; }

    /// <summary>Every known content with the first 16 bytes of its SHA-256, in the order of the index.</summary>
    internal IEnumerable<(string Prefix, KnownFile File)> Entries => Enumerable.Range(0, _paths.Length).SelectMany(
        path => EntriesOf(path).Select(entry => (Convert.ToHexStringLower(PrefixOf(entry)), FileAt(path, entry))));

    /// <summary>Loads an index.</summary>
    /// <param name="stream">The index, read to its end.</param>
    /// <exception cref="InvalidDataException">It is malformed; the message says where.</exception>
    public static KnownUpstreamIndex Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long length = stream.CanSeek ? Math.Min(stream.Length - stream.Position, Array.MaxLength) : 0;
        using var copy = new MemoryStream((int)length);
        stream.CopyTo(copy);
        byte[] data = copy.Capacity == copy.Length ? copy.GetBuffer() : copy.ToArray();
        return new KnownUpstreamIndex(data);
    }

    /// <summary>Finds a content.</summary>
    /// <param name="sha256">Its complete SHA-256, 32 bytes.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="file">Where the content was published first, if it is known.</param>
    /// <returns>True if the content is known and at least 64 bytes long.</returns>
    /// <exception cref="ArgumentException">The hash has another length.</exception>
    public bool TryFind(ReadOnlySpan<byte> sha256, long size, out KnownFile? file)
    {
        if (sha256.Length != HashLength)
        {
            throw new ArgumentException($"A SHA-256 has {HashLength} bytes, not {sha256.Length}.", nameof(sha256));
        }

        file = null;
        ReadOnlySpan<byte> prefix = sha256[..KnownUpstreamIndexFormat.PrefixLength];
        for (int slot = SlotOf(prefix); _slots[slot] > 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int entry = _slots[slot] - 1;
            if (PrefixOf(entry).SequenceEqual(prefix))
            {
                if (_sizes[entry] != size || size < KnownUpstreamIndexFormat.MinSize)
                {
                    return false;
                }

                int path = Array.BinarySearch(_firstEntries, entry);
                file = FileAt(path >= 0 ? path : ~path - 1, entry);
                return true;
            }
        }

        return false;
    }

    /// <summary>The serials that a macro file had, each with the first day of each project that published it.</summary>
    /// <param name="macroFileName">The base name, for example <c>build-to-host.m4</c>.</param>
    public IReadOnlyList<KnownSerial> SerialsOf(string macroFileName) => [.. FilesNamed(macroFileName)
        .Where(file => file.Serial is not null)
        .GroupBy(file => (Serial: file.Serial!.Value, file.Project))
        .Select(group => new KnownSerial(group.Key.Serial, group.Min(file => file.FirstCommit), group.Key.Project))
        .OrderBy(serial => serial.Serial)
        .ThenBy(serial => serial.FirstCommit)];

    /// <summary>Every known content that first stood under this base name, in any folder of any project.</summary>
    /// <param name="baseName">The name without folders.</param>
    public IEnumerable<KnownFile> FilesNamed(string baseName)
    {
        ArgumentNullException.ThrowIfNull(baseName);
        return _pathsByName.Value[baseName]
            .SelectMany(path => EntriesOf(path).Select(entry => FileAt(path, entry)));
    }

    private static KnownUpstreamIndex LoadShipped()
    {
        using Stream stream = typeof(KnownUpstreamIndex).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ResourceName}.");
        return Load(stream);
    }

    private static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private IEnumerable<int> EntriesOf(int path) =>
        Enumerable.Range(_firstEntries[path], _firstEntries[path + 1] - _firstEntries[path]);

    private KnownFile FileAt(int path, int entry) => new(
        _projects[_projectOfPath[path]],
        _paths[path],
        _sizes[entry],
        KnownUpstreamIndexFormat.Epoch.AddDays(_days[entry]),
        _serials[entry] >= 0 ? _serials[entry] : null);

    private ReadOnlySpan<byte> PrefixOf(int entry) => _data.AsSpan(
        _hashes + (entry * KnownUpstreamIndexFormat.PrefixLength), KnownUpstreamIndexFormat.PrefixLength);

    // The hash is its own hash code. Whoever chose contents to collide here would only slow down their own lookup.
    private int SlotOf(ReadOnlySpan<byte> prefix) =>
        (int)(BinaryPrimitives.ReadUInt32LittleEndian(prefix) & (uint)(_slots.Length - 1));

    private void ReadPaths(ref KnownUpstreamIndexReader reader)
    {
        byte[] current = new byte[KnownUpstreamIndexFormat.MaxPathBytes];
        int length = 0;
        for (int path = 0; path < _paths.Length; path++)
        {
            int shared = reader.ReadCount();
            ReadOnlySpan<byte> rest = reader.ReadBytes(reader.ReadCount());
            if (shared > length || shared + rest.Length > KnownUpstreamIndexFormat.MaxPathBytes)
            {
                throw reader.Malformed(
                    $"a path shares more than there is, or exceeds {KnownUpstreamIndexFormat.MaxPathBytes} bytes");
            }

            length = shared + rest.Length;

            rest.CopyTo(current.AsSpan(shared));
            _paths[path] = Encoding.UTF8.GetString(current, 0, length);
            int entries = reader.ReadCount();
            if (entries < 1 || entries > Count - _firstEntries[path])
            {
                throw reader.Malformed($"a path has {entries} entries, and {Count - _firstEntries[path]} are left");
            }

            _firstEntries[path + 1] = _firstEntries[path] + entries;
        }

        if (_firstEntries[^1] != Count)
        {
            throw reader.Malformed("the paths have fewer entries than were announced");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillSlots()
    {
        int[] slots = _slots;
        ReadOnlySpan<byte> hashes = _data.AsSpan(_hashes);
        for (int entry = 0; entry < Count; entry++)
        {
            int slot = (int)(BinaryPrimitives.ReadUInt32LittleEndian(
                hashes.Slice(entry * KnownUpstreamIndexFormat.PrefixLength, 4)) & (uint)(slots.Length - 1));
            while (slots[slot] > 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = entry + 1;
        }
    }
}
