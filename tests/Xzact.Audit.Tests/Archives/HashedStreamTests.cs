using System.Security.Cryptography;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class HashedStreamTests
{
    [Fact]
    public void Every_digest_gets_what_was_read_and_the_rest_too()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        using IncrementalHash first = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash second = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using HashedStream stream = new(new ForwardOnly(bytes), first, second);

        Assert.Equal(10, stream.ReadFull(new byte[50], 20, 10));
        stream.Drain();

        Assert.Equal(bytes.Length, stream.Count);
        Assert.Equal(SHA256.HashData(bytes), first.GetHashAndReset());
#pragma warning disable CA5350 // the formats that are read state it; nothing relies on it
        Assert.Equal(SHA1.HashData(bytes), second.GetHashAndReset());
#pragma warning restore CA5350
    }
}
