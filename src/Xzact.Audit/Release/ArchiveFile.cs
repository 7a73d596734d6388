using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release.Packages;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release;

/// <summary>An archive file that was opened and hashed, and is decoded on demand.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private readonly Stream _stream;
    private readonly ReleaseRequest _request;
    private readonly EmbeddedArchive? _embedded;

    private ArchiveFile(string path, Stream stream, ReleaseRequest request, EmbeddedArchive? embedded = null)
    {
        Path = path;
        _stream = stream;
        _request = request;
        _embedded = embedded;
        Input = CaseInput.Of(embedded?.Name ?? path, stream);
        KnownMalicious = request.Indicators.Find(IndicatorKind.ArchiveSha256, Input.Sha256);
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The file with its digest.</summary>
    public CaseInput Input { get; }

    /// <summary>The published indicator that names the whole file, or null. Then it must not be decoded.</summary>
    public Indicator? KnownMalicious { get; }

    /// <summary>Opens and hashes a file.</summary>
    /// <exception cref="AuditInputException">It cannot be opened, is a pipe or a device, or is empty.</exception>
    public static ArchiveFile Open(string path, ReleaseRequest request)
    {
        ArchiveFile file = new(path, OpenStream(path), request);
        if (file._stream.Length > 0)
        {
            return file;
        }

        file.Dispose();
        throw new AuditInputException($"{path}: the file is empty") { NothingToExamine = true };
    }

    /// <summary>Hashes an archive that lies in the package of the request.</summary>
    public static ArchiveFile Of(EmbeddedArchive archive, ReleaseRequest request) =>
        new($"{request.ArchivePath}: {archive.Name}", archive.Stream, request, archive);

    /// <summary>Decodes the archive once.</summary>
    /// <param name="format">The hash of the object ids that its files are given.</param>
    /// <param name="wanted">Extracted names whose content is needed although they are no build text.</param>
    /// <param name="useful">Paths, with their sizes, whose content proofs or rules read; null for those of
    /// every audit.</param>
    /// <exception cref="AuditInputException">It is no archive.</exception>
    /// <exception cref="ArchiveException">It is damaged or over a limit.</exception>
    public ArchiveInventory Read(
        GitObjectFormat format, Func<string, bool> wanted, Func<string, long, bool>? useful = null)
    {
        try
        {
            _stream.Position = 0;
            ArchiveInventory inventory =
                ArchiveInventory.Read(
                    _stream, Input.Name, _request, format, wanted, useful ?? ((path, _) => FileProofs.Want(path)));
            return _embedded is null ? inventory : inventory with
            {
                Observations = [.. inventory.Observations, .. _embedded.Observations],
                Doubts = [.. inventory.Doubts, .. _embedded.Doubts],
            };
        }
        catch (ArchiveException e) when (e.Reason == ArchiveErrorReason.NotAnArchive)
        {
            throw new AuditInputException($"{Path}: {e.Message}", e);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream OpenStream(string path)
    {
        try
        {
            FileStream stream =
                new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            if (IsFile(stream))
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(path) ? "it is a folder" : FileFailure.Reason(e);
            throw new AuditInputException($"{path}: the archive cannot be opened: {why}", e);
        }

        throw new AuditInputException(
            $"{path}: the archive cannot be opened: it is a pipe or a device, and it is read more than once; "
            + "save what it gives in a file");
    }

    // What has bytes has a length, unless it is a pipe or a device; these may never end.
    private static bool IsFile(FileStream stream)
    {
        if (!stream.CanSeek || (stream.Length == 0 && stream.ReadByte() >= 0))
        {
            return false;
        }

        stream.Position = 0;
        return true;
    }
}
