using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Tests.Content.Transforms;

public sealed class KnownPlaintextTests
{
    [Fact]
    public void The_key_is_computed_from_the_signature()
    {
        byte[] head = "#!/bin/sh -e or more"u8.ToArray();
        for (int key = 1; key < 256; key++)
        {
            byte[] xored = [.. head.Select(b => (byte)(b ^ key))];
            ByteMap map = Assert.Single(
                KnownPlaintext.Maps(xored), map => map.Description.StartsWith("xor", StringComparison.Ordinal));
            Assert.Equal(head, xored.Select(b => map[b]));
        }
    }

    [Fact]
    public void One_wrong_byte_is_damage_and_no_exchange()
    {
        byte[] head = [.. "LZIP\x01"u8, 1, 2, 3, 4];
        head[0] = (byte)'X';
        Assert.Empty(KnownPlaintext.Maps(head));
        head[^1] = (byte)'L';
        Assert.Single(KnownPlaintext.Maps(head));
    }

    [Fact]
    public void A_known_beginning_and_no_bytes_give_no_map()
    {
        Assert.Empty(KnownPlaintext.Maps([]));
        Assert.Empty(KnownPlaintext.Maps("#!/bin/sh"u8.ToArray()));
    }
}
