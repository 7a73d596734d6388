using System.IO.Compression;
using Xzact.Testing.Contracts;

namespace Xzact.Tests;

public sealed partial class XzStreamTests : StreamContractTests<XzStreamTests.Adapted>
{
    public sealed class Adapted : IStreamAdapter
    {
        public Stream Create(Stream stream, CompressionMode mode, bool leaveOpen = false) =>
            new XzStream(stream, mode, leaveOpen);

        public Stream Create(Stream stream, CompressionLevel level, bool leaveOpen = false) =>
            new XzStream(stream, level, leaveOpen);

        public Stream BaseStream(Stream stream) => ((XzStream)stream).BaseStream;
    }
}
