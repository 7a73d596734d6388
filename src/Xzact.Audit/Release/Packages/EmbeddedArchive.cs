using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Packages;

/// <summary>An archive that lies in a package, as a file of its own that has no name: archives are read more than
/// once, and from both ends, which nothing compressed allows.</summary>
internal sealed class EmbeddedArchive : IDisposable
{
    private readonly FileStream _file;

    private EmbeddedArchive(string name, FileStream file) => (Name, _file) = (name, file);

    /// <summary>The archive's name in the package.</summary>
    public string Name { get; }

    /// <summary>Its bytes.</summary>
    public Stream Stream => _file;

    /// <summary>What was observed about the package around it.</summary>
    public IReadOnlyList<Evidence> Observations { get; init; } = [];

    /// <summary>Doubts about the package around it.</summary>
    public IReadOnlyList<ArchiveDoubt> Doubts { get; init; } = [];

    /// <summary>Copies content into a file in the user's folder for such, which only the user can read and which is
    /// gone with the process.</summary>
    /// <exception cref="AuditInputException">The file cannot be written.</exception>
    /// <exception cref="ArchiveException">The content cannot be read, or is not what it was before.</exception>
    public static EmbeddedArchive Copy(
        string name, Stream content, string sha256, IReadOnlyList<Evidence> observations,
        IReadOnlyList<ArchiveDoubt> doubts, CancellationToken cancellation)
    {
        EmbeddedArchive archive = new(name, Create()) { Observations = observations, Doubts = doubts };
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                archive._file.Write(buffer, 0, read);
            }

            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
            {
                throw new AuditInputException($"{name}: the package changed while it was read");
            }

            archive._file.Position = 0;
            return archive;
        }
        catch (Exception e)
        {
            archive.Dispose();
            if (e is IOException)
            {
                throw Failed(name, e);
            }

            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), "xzact-" + Path.GetRandomFileName());
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            FileStream file = new(path, options);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path); // at once: nothing is left even if the process is killed
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e);
        }
    }

    private static AuditInputException Failed(string what, Exception e) => new(
        $"{what}: the archive of the package cannot be copied to {Path.GetTempPath()}: {FileFailure.Reason(e)}", e);
}
