using Xzact.Kernels;
using Xzact.Reading;

namespace Xzact.Tests.Reading;

public sealed class BlockCacheTests
{
    [Fact]
    public void What_was_used_least_recently_makes_room()
    {
        var allocator = new WorkAllocator();
        using var cache = new BlockCache(allocator);
        for (int i = 0; i < 4; i++)
        {
            cache.Add(new PieceKey(i, 0), cache.Allocate(100, 400));
        }

        Assert.NotNull(cache.Find(new PieceKey(0, 0)));
        cache.Add(new PieceKey(4, 0), cache.Allocate(150, 400));
        Assert.Equal(
            [true, false, false, true, true],
            Enumerable.Range(0, 5).Select(i => cache.Find(new PieceKey(i, 0)) is not null));
        Assert.Null(cache.Find(new PieceKey(0, 1)));
        Assert.Equal(350, cache.Size);
        Assert.Equal(350, allocator.InUse);
        Assert.Equal(400, allocator.Peak);
    }

    [Fact]
    public void Everything_is_given_back()
    {
        var allocator = new WorkAllocator();
        using (var cache = new BlockCache(allocator))
        {
            cache.Add(new PieceKey(1, 0), cache.Allocate(100, 10));
            cache.Clear();
            Assert.Equal(0, allocator.InUse);
            cache.Add(new PieceKey(1, 0), cache.Allocate(100, 10));
            Assert.Equal(100, cache.Size);
        }

        Assert.Equal(0, allocator.InUse);
    }
}
