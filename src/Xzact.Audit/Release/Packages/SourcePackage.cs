using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release.Packages;

/// <summary>A distribution's source package: which upstream archive it has, and what it adds. Read as text and never
/// run.</summary>
/// <param name="ArchivePath">The upstream archive beside it; the package itself if the archive is in it.</param>
/// <param name="Package">What reports say about it.</param>
internal sealed record SourcePackage(string ArchivePath, CasePackage Package)
{
    // The largest real one is a few hundred KiB.
    private const long MaxTextBytes = 16 << 20;

    /// <summary>Paths that the maintainer took out of the upstream archive, as patterns; null if it is upstream's own.
    /// </summary>
    public IReadOnlyList<string>? Excluded { get; init; }

    /// <summary>What of the package was not compared, and why.</summary>
    public IReadOnlyList<Omission> NotLookedAt { get; init; } = [];

    /// <summary>What a reader should know about how the archive was found.</summary>
    public IReadOnlyList<Evidence> Notices { get; init; } = [];

    /// <summary>The package's own file, if the archive is in it; else null.</summary>
    public CaseInput? Input { get; init; }

    /// <summary>The archive, if it is in the package; else null. The owner of this disposes of it.</summary>
    public EmbeddedArchive? Embedded { get; init; }

    /// <summary>A published indicator that names the package or a file in it, and what it names; else null. Then there
    /// is no archive.</summary>
    public (Indicator Indicator, string Path)? KnownMalicious { get; init; }

    /// <summary>Reads a package if the file's name says that it is one; else null.</summary>
    /// <param name="request">The file, and limits on what is read of its archives.</param>
    /// <exception cref="AuditInputException">It is broken, or lacks a file or a digest; the message says which.
    /// </exception>
    /// <exception cref="ArchiveException">The package is an archive itself, and damaged or over a limit.</exception>
    public static SourcePackage? Read(ReleaseRequest request)
    {
        string path = request.ArchivePath;
        string name = Path.GetFileName(path);
        return name switch
        {
            _ when name.EndsWith(".dsc", StringComparison.OrdinalIgnoreCase) =>
                DebianPackage.Read(path, Text(path), request.Limits),
            _ when name.EndsWith(".spec", StringComparison.OrdinalIgnoreCase) =>
                Recipe(path, "RPM spec", SpecText.Parse(Text(path))),
            "PKGBUILD" => Recipe(path, "Arch PKGBUILD", PkgBuildText.Parse(Text(path))),
            _ when name.EndsWith(".src.rpm", StringComparison.OrdinalIgnoreCase) => RpmPackage.Read(path, request),
            _ => null,
        };
    }

    /// <summary>A file beside the package, by a name out of the package.</summary>
    /// <exception cref="AuditInputException">The name is more than a name, or there is no such file.</exception>
    public static string Beside(string package, string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('/', '\\', '\0') || name is "." or "..")
        {
            throw new AuditInputException($"{package}: it names the file '{name}', which is no plain file name");
        }

        string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(package))!, name);
        return File.Exists(file) ? file
            : throw new AuditInputException($"{package}: the file {name}, which it names, is not beside it");
    }

    /// <summary>A text of a package.</summary>
    /// <exception cref="AuditInputException">It cannot be read or is too large.</exception>
    public static string Text(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!stream.CanSeek || stream.Length > MaxTextBytes)
            {
                throw new AuditInputException($"{path}: it is no file of at most {MaxTextBytes:N0} bytes");
            }

            using StreamReader reader = new(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }
    }

    private static SourcePackage Recipe(string path, string kind, IReadOnlyList<RecipeSource> sources)
    {
        SourcePackage package = BuildRecipe.Read(path, kind, sources, new FilesBeside(path));
        return package with { ArchivePath = Beside(path, package.ArchivePath) };
    }
}
