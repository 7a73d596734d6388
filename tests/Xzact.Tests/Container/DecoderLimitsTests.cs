using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class DecoderLimitsTests
{
    private const long Slack = DecoderLimits.RatioSlack;

    [Theory]
    [InlineData(0, 0, uint.MaxValue, long.MaxValue, null)]
    [InlineData(4096, 0, 4096u, long.MaxValue, null)]
    [InlineData(4096, 0, 4097u, 1, XzError.DictionaryLimit)]
    [InlineData(0, 70_000, 4096u, 70_000, null)]
    [InlineData(0, 70_000, 4096u, 70_001, XzError.MemoryLimit)]
    [InlineData(4096, 70_000, 4097u, 70_001, XzError.DictionaryLimit)]
    public void What_is_larger_than_its_limit_is_refused_by_its_own_name(
        long maxDictionary, long maxMemory, uint dictionary, long memory, XzError? error)
    {
        var limits = new DecoderLimits { MaxDictionarySize = maxDictionary, MemoryLimit = maxMemory };
        var refused = limits.Refuse(dictionary, memory);
        Assert.Equal(error, refused?.Error);
        if (refused is var (_, rule))
        {
            bool isDictionary = error == XzError.DictionaryLimit;
            Assert.Contains($"{(isDictionary ? dictionary : memory)} bytes", rule, StringComparison.Ordinal);
            Assert.Contains($"{(isDictionary ? maxDictionary : maxMemory)} are", rule, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, long.MaxValue, XzError.OutputLimit)]
    [InlineData(10, 0, 0, 3, 7, XzError.OutputLimit)]
    [InlineData(10, 0, 0, 10, 0, XzError.OutputLimit)]
    [InlineData(0, 1, 0, 0, Slack, XzError.RatioLimit)]
    [InlineData(0, 7, 3, 0, Slack + 21, XzError.RatioLimit)]
    [InlineData(0, 7, 3, Slack + 20, 1, XzError.RatioLimit)]
    [InlineData(0, 7, 3, Slack + 22, 0, XzError.RatioLimit)]
    [InlineData(Slack + 21, 7, 3, 0, Slack + 21, XzError.OutputLimit)]
    [InlineData(Slack + 22, 7, 3, 0, Slack + 21, XzError.RatioLimit)]
    [InlineData(0, long.MaxValue, 0, 0, Slack, XzError.RatioLimit)]
    [InlineData(0, long.MaxValue, 1, 5, long.MaxValue, XzError.OutputLimit)]
    [InlineData(0, 2, long.MaxValue / 2, 0, long.MaxValue, XzError.OutputLimit)]
    [InlineData(0, 1, long.MaxValue - Slack, 0, long.MaxValue, XzError.OutputLimit)]
    public void The_tighter_of_length_and_ratio_makes_the_room_and_names_itself(
        long maxLength, long maxRatio, long read, long written, long room, XzError error)
    {
        var limits = new DecoderLimits { MaxOutputLength = maxLength, MaxOutputRatio = maxRatio };
        Assert.Equal(room, limits.OutputRoom(read, written));
        Assert.Equal(error, limits.RefuseOutput(read).Error);
    }

    [Fact]
    public void Asking_for_room_does_not_allocate()
    {
        var limits = new DecoderLimits { MaxOutputLength = 1000, MaxOutputRatio = 1000 };
        limits.OutputRoom(1, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        limits.OutputRoom(2, 2);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
