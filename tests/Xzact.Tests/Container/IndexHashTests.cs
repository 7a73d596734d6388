using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class IndexHashTests
{
    [Fact]
    public void Equal_lists_have_equal_digests_and_others_have_not()
    {
        (ulong, ulong)[][] lists =
        [
            [], [(5, 1)], [(1, 5)], [(5, 1), (5, 1)], [(5, 1), (6, 1)], [(6, 1), (5, 1)], [(5, 0), (1, 5)], [(256, 0)],
            [(0, 256)], [(1, 0)],
        ];
        Assert.Equal(lists.Length, lists.Select(list => Digest(new IndexHash(), list)).Distinct().Count());
        var used = new IndexHash();
        foreach ((ulong, ulong)[] list in lists)
        {
            Assert.Equal(Digest(new IndexHash(), list), Digest(used, list));
            used.Reset();
            Assert.Equal((0UL, 0UL), (used.Count, used.ListSize));
        }
    }

    [Fact]
    public void Blocks_and_bytes_of_the_list_are_counted()
    {
        var hash = new IndexHash();
        hash.Append(127, 128);
        hash.Append(ulong.MaxValue / 2, 0);
        Assert.Equal((2UL, 1UL + 2 + 9 + 1), (hash.Count, hash.ListSize));
    }

    private static string Digest(IndexHash hash, (ulong Unpadded, ulong Uncompressed)[] list)
    {
        foreach ((ulong unpadded, ulong uncompressed) in list)
        {
            hash.Append(unpadded, uncompressed);
        }

        byte[] digest = new byte[32];
        hash.Finish(digest);
        return Convert.ToHexString(digest);
    }
}
