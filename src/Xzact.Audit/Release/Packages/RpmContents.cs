using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release.Packages;

/// <summary>What one pass over a source package collects: every file with its digest, small ones with their text, and
/// what was seen on the way.</summary>
internal sealed class RpmContents : IRecipeFiles
{
    /// <summary>The largest file that is kept as text, in bytes.</summary>
    public const long MaxTextBytes = 8 << 20;

    private const long MaxTotalTextBytes = 64 << 20;

    // As in an archive: names of more components than this on average are nobody's sources.
    private const long NodesPerMember = 8;

    private readonly List<ArchivedFile> _files = [];
    private readonly IReadOnlyList<ArchiveObservation> _observations;

    // The recipe itself, once it is known.
    private readonly string? _recipe;

    private RpmContents(RpmPackageReader reader) => _observations = reader.Observations;

    private RpmContents(RpmContents all, string recipe) =>
        (_files, _observations, _recipe) = (all._files, all._observations, recipe);

    public string Where => "in it";

    public IReadOnlyList<string> Names => [.. _files.Where(IsPlain).Select(NameOf).Where(name => name != _recipe)];

    /// <summary>What was observed about the container.</summary>
    public IEnumerable<Evidence> Observed =>
        _observations.Select(o => new Evidence(o.Text, o.MemberName, Offset: o.Offset));

    /// <summary>Reads a package to its end.</summary>
    /// <exception cref="ArchiveException">It is damaged or over a limit.</exception>
    public static RpmContents Read(RpmPackageReader reader, ReleaseRequest request)
    {
        RpmContents contents = new(reader);
        ExtractionTree tree = new(isZip: false, request.Limits.MaxMembers * NodesPerMember);
        byte[] buffer = new byte[1 << 16];
        long textBudget = MaxTotalTextBytes;
        while (reader.ReadNext() is { } member)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            ExtractionPlace place = tree.Locate(member.Name, member.Offset);
            ArchivedFile stored = ReadMember(member, member.Size <= Math.Min(MaxTextBytes, textBudget), buffer);
            textBudget -= stored.Content?.Length ?? 0;
            ArchivedFile file = tree.Extract(place, stored with { ExtractedName = place.Path });
            if (file.Type != ArchiveMemberType.Directory || file.Doubts.Count > 0)
            {
                contents._files.Add(file);
            }
        }

        return contents;
    }

    /// <summary>A name without the dot that names in payloads may begin with.</summary>
    public static string Plain(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;

    /// <summary>The same files, without the recipe that they belong to.</summary>
    public IRecipeFiles Without(string recipe) => new RpmContents(this, recipe);

    /// <summary>The file of a name; if there are several the last, which extraction leaves.</summary>
    public ArchivedFile? Find(string name) => _files.LastOrDefault(file => IsPlain(file) && NameOf(file) == name);

    public bool Has(RecipeSource source) => Find(source.Name) is not null;

    public string? TextOf(string name) =>
        Find(name)?.Content is { } content ? Encoding.Latin1.GetString(content) : null;

    /// <summary>The first file that a published indicator names, as a file or as an archive; else null.</summary>
    public (Indicator Indicator, string Name)? FindMalicious(IndicatorList indicators)
    {
        foreach (ArchivedFile file in _files)
        {
            if (file.Sha256 is { } sha256 && (indicators.Find(IndicatorKind.ArchiveSha256, sha256)
                ?? indicators.Find(IndicatorKind.FileSha256, sha256)) is { } indicator)
            {
                return (indicator, file.StoredName);
            }
        }

        return null;
    }

    /// <summary>All doubts about the package and its files.</summary>
    public IEnumerable<ArchiveDoubt> Doubts(ArchiveFormat format) =>
    [
        .. _observations.Select(o => ContainerDoubts.Of(o, format)).OfType<ArchiveDoubt>(),
        .. _files.SelectMany(file => file.Doubts),
    ];

    /// <summary>Whether it is uncertain what a file of the package holds once it is unpacked.</summary>
    public bool IsUncertain(string name, IEnumerable<ArchiveDoubt> doubts) =>
        doubts.Any(doubt => doubt.Unexplains && doubt.Evidence.Path is { } path && Plain(path) == name);

    private static bool IsPlain(ArchivedFile file) =>
        file.Type == ArchiveMemberType.File && !NameOf(file).AsSpan().ContainsAny('/', '\\');

    private static string NameOf(ArchivedFile file) => Plain(file.StoredName);

    private static ArchivedFile ReadMember(ArchiveMember member, bool keep, byte[] buffer)
    {
        ArchivedFile file = new(member.Name, member.Type)
        {
            Mode = member.Mode,
            Size = member.Size,
            Offset = member.Offset,
            LinkTarget = member.LinkTarget,
            ModifiedAt = member.ModifiedAt,
        };
        if (member.Type != ArchiveMemberType.File)
        {
            return file;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using MemoryStream kept = new();
        using Stream content = member.OpenContent();
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            if (keep)
            {
                kept.Write(buffer, 0, read);
            }
        }

        return file with
        {
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            Content = keep ? kept.ToArray() : null,
        };
    }
}
