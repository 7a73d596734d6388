using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release.Packages;

/// <summary>A source package of RPM: a spec with the files that it names, in one container. It is read twice, once
/// for all that is in it and once for the archive that the spec names.</summary>
internal sealed class RpmPackage
{
    private readonly string _path;
    private readonly ReleaseRequest _request;
    private readonly Stream _stream;
    private readonly string _name;
    private CaseInput _input;

    private RpmPackage(string path, ReleaseRequest request, Stream stream)
    {
        (_path, _request, _stream, _name) = (path, request, stream, Path.GetFileName(path));
        _input = new(_name, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)), Format: null);
    }

    /// <summary>Reads a package.</summary>
    /// <exception cref="AuditInputException">It is no package of sources, its payload is of a compression that is not
    /// read here, or it has no archive or not one spec.</exception>
    /// <exception cref="ArchiveException">It is damaged or over a limit.</exception>
    public static SourcePackage Read(string path, ReleaseRequest request)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return stream.CanSeek ? new RpmPackage(path, request, stream).Read()
                : throw new AuditInputException($"{path}: the package is a pipe or a device, and it is read twice");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }
        catch (ArchiveException e) when (e.Reason is ArchiveErrorReason.NotAnArchive or ArchiveErrorReason.Unsupported)
        {
            string hint = e.Reason == ArchiveErrorReason.NotAnArchive ? ""
                : $"; rpm2cpio {ShellText.Quote(path)} | cpio -id unpacks it where RPM reads it, then audit the .spec "
                + "beside what comes out";
            throw new AuditInputException($"{path}: {e.Message}{hint}", e);
        }
    }

    private SourcePackage Read()
    {
        if (_request.Indicators.Find(IndicatorKind.ArchiveSha256, _input.Sha256) is { } indicator)
        {
            return Malicious(indicator, _name);
        }

        using RpmPackageReader reader = Open();
        if (!reader.IsSource)
        {
            throw new AuditInputException($"{_path}: it is a package of programs, not one of sources");
        }

        _input = _input with { Format = $"rpm, {reader.Format}" };
        RpmContents contents = RpmContents.Read(reader, _request);
        if (contents.FindMalicious(_request.Indicators) is var (known, name))
        {
            return Malicious(known, $"{_name}: {name}");
        }

        string spec = Spec(reader, contents);
        SourcePackage package = BuildRecipe.Read(
            _path, "source package of RPM", SpecText.Parse(contents.TextOf(spec)!), contents.Without(spec));
        return package with
        {
            ArchivePath = _path,
            Input = _input,
            Embedded = Extract(contents, package.ArchivePath, spec, reader.Format),
        };
    }

    private SourcePackage Malicious(Indicator indicator, string path) =>
        new(_path, new("source package of RPM", _name, [], [])) { Input = _input, KnownMalicious = (indicator, path) };

    private RpmPackageReader Open()
    {
        _stream.Position = 0;
        return new(_stream, _request.Limits);
    }

    // RPM marks the spec in its list of files; the name is asked too, for packages that others made.
    private string Spec(RpmPackageReader reader, RpmContents contents)
    {
        string[] marked = [.. reader.Files.Where(f => f.IsSpec).Select(f => RpmContents.Plain(f.Name))];
        string[] specs =
        [
            .. contents.Names.Where(name => marked.Length > 0
                ? marked.Contains(name)
                : name.EndsWith(".spec", StringComparison.OrdinalIgnoreCase)).Distinct(),
        ];
        return specs.Length != 1
            ? throw new AuditInputException($"{_path}: it holds {specs.Length} specs, not one")
            : contents.TextOf(specs[0]) is null
                ? throw new AuditInputException(
                    $"{_path}: its spec is no text of at most {RpmContents.MaxTextBytes:N0} bytes")
            : specs[0];
    }

    private EmbeddedArchive Extract(RpmContents contents, string name, string spec, ArchiveFormat format)
    {
        ArchivedFile file = contents.Find(name)!;
        List<ArchiveDoubt> doubts = [.. contents.Doubts(format)];
        string[] needed = [name, spec];
        doubts.AddRange(needed.Where(n => contents.IsUncertain(n, doubts)).Select(n => new ArchiveDoubt(
            ArchiveDoubtKind.Ambiguous,
            new($"what {NameText.Quote(n)} of {_name} holds is not certain, see the other findings", n))));
        using RpmPackageReader reader = Open();
        while (reader.ReadNext() is { } member)
        {
            if (member.Offset == file.Offset)
            {
                using Stream content = member.OpenContent();
                return EmbeddedArchive.Copy(
                    name, content, file.Sha256!, [.. contents.Observed.Select(Named)],
                    [.. doubts.Select(doubt => doubt with { Evidence = Named(doubt.Evidence) })],
                    _request.Cancellation);
            }
        }

        throw new AuditInputException($"{_path}: the package changed while it was read");
    }

    // In the report these stand beside what was seen in the archive itself.
    private Evidence Named(Evidence evidence) =>
        new($"{_name}: {evidence.What}", evidence.Path, evidence.Line, evidence.Offset, evidence.Excerpt);
}
