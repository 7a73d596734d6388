using Xzact.Audit.Archives.Compression;
using Xzact.Audit.Archives.Tar;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Archives;

/// <summary>Reads release archives member by member: tar, alone or in gzip, bzip2 or xz, and zip.</summary>
/// <remarks>
/// It accounts for every byte of the container: what a member's content does not cover and the format does not
/// explain is in <see cref="Observations"/>, which is complete once <see cref="TryRead"/> has returned false. The
/// content of a member is verified even if the caller does not read it. Apart from 128 bits or so for each member
/// (duplicate names, the extents of a zip) memory does not grow with the archive. Not safe for several threads.
/// </remarks>
public sealed class ArchiveReader : IDisposable
{
    private readonly ArchiveContext _context;
    private readonly ContainerReader _container;
    private readonly Stream _unpacked;
    private readonly Stream? _ownedFile;
    private ZipInTar? _zipInTar;
    private ArchiveException? _failure;
    private bool _disposed;

    private ArchiveReader(Stream stream, string name, ArchiveLimits limits, Stream? ownedFile)
    {
        Name = name;
        _ownedFile = ownedFile;
        _context = new ArchiveContext(limits);
        ZipFile? file = stream.CanSeek ? new ZipFile(stream, _context) : null;
        var input = new ArchiveInput(stream, _context);
        ReadOnlySpan<byte> start = input.Peek(TarLayout.BlockLength);
        byte[] firstBlock = start.ToArray();
        ArchiveCompression compression = Decompression.Detect(start);
        if (compression == ArchiveCompression.None && ZipReader.IsZip(start, file))
        {
            Format = new ArchiveFormat(ArchiveContainer.Zip, compression);
            _unpacked = input;
            _container = new ZipReader(file, _context);
        }
        else
        {
            Format = new ArchiveFormat(ArchiveContainer.Tar, compression);
            _unpacked = Decompression.Open(compression, input, _context);
            try
            {
                _container = TarReader.Open(new ContainerStream(_unpacked, input, _context), _context);
            }
            catch
            {
                _unpacked.Dispose();
                throw;
            }
        }

        _zipInTar = SecondFormat.Observe(Format, firstBlock, file, _context) is var (end, endsFile)
            ? new ZipInTar(end, endsFile, Format, name)
            : null;
        if (ArchiveName.Read(name) is { } claim && !claim.Allows(Format))
        {
            _context.Observe(
                ArchiveObservationKind.FormatDiffersFromName,
                null,
                0,
                $"the file is a {Format}, its name ends in {claim.Ending}",
                ArchiveOffsetBase.File);
        }
    }

    /// <summary>The name that was given at opening, for messages.</summary>
    public string Name { get; }

    /// <summary>What the archive is.</summary>
    public ArchiveFormat Format { get; }

    /// <summary>What was observed so far; complete once <see cref="TryRead"/> has returned false.</summary>
    public IReadOnlyList<ArchiveObservation> Observations => _context.Observations;

    /// <summary>The comment of the last pax global header so far, in which archives made by git hold the id of their
    /// commit; otherwise null. Not sanitised.</summary>
    public string? GlobalComment => _context.GlobalComment;

    /// <summary>Opens an archive file.</summary>
    /// <exception cref="ArchiveException">It is no archive that is known here, or damaged at its start.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ArchiveReader Open(string path, ArchiveLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        try
        {
            return new ArchiveReader(file, Path.GetFileName(path), limits, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an archive from a stream, from its present position on. The stream stays the caller's.</summary>
    /// <exception cref="ArchiveException">It is no archive that is known here, or damaged at its start.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ArchiveReader Open(Stream stream, string name, ArchiveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(limits);
        return new ArchiveReader(stream, name, limits, null);
    }

    /// <summary>Moves to the next member. The content of the one before is no longer valid.</summary>
    /// <returns>False at the end of the archive.</returns>
    /// <exception cref="ArchiveException">The archive is damaged, truncated, unsupported or over a limit. The reader
    /// then stays failed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArchiveMember? member)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is not null)
        {
            throw new ArchiveException(_failure);
        }

        try
        {
            member = _container.ReadNext();
            if (member is null)
            {
                ObserveZip();
                return false;
            }

            _zipInTar?.See(member);
            return true;
        }
        catch (ArchiveException exception)
        {
            ObserveZip();
            _failure = exception;
            throw;
        }
    }

    /// <summary>Once, at the end or where reading stops.</summary>
    private void ObserveZip()
    {
        _zipInTar?.Observe(_context);
        _zipInTar = null;
    }

    /// <summary>Releases the decoders, and the file if it was opened here.</summary>
    public void Dispose()
    {
        _disposed = true;
        _container.Dispose();
        _unpacked.Dispose();
        _ownedFile?.Dispose();
    }
}
