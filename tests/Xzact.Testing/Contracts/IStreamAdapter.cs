using System.IO.Compression;

namespace Xzact.Testing.Contracts;

/// <summary>What <see cref="StreamContractTests{TAdapter}"/> must know of a stream class.</summary>
public interface IStreamAdapter
{
    Stream Create(Stream stream, CompressionMode mode, bool leaveOpen = false);

    Stream Create(Stream stream, CompressionLevel level, bool leaveOpen = false);

    /// <summary>The stream's BaseStream property.</summary>
    Stream BaseStream(Stream stream);

    /// <summary>Whether damage of this byte of a file is noticed: not where a format has no check over it.</summary>
    bool IsProtected(int index) => true;
}
