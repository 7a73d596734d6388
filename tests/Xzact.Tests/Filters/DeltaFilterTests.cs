using Xzact.Filters;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Filters;

public sealed class DeltaFilterTests
{
    [Fact]
    public void The_example_of_differences_comes_out_and_goes_back()
    {
        // 16-bit samples, so distance 2: each byte less the one two places before it, zeros before the first.
        byte[] samples = [0xA1, 0xB1, 0xA2, 0xB3, 0xA0, 0xB2, 0xA4, 0xB5];
        byte[] differences = [0xA1, 0xB1, 0x01, 0x02, 0xFE, 0xFF, 0x04, 0x03];
        byte[] bytes = [.. samples];
        Assert.Equal(bytes.Length, new DeltaFilter(2, FilterDirection.Encode).Convert(bytes));
        Assert.Equal(differences, bytes);
        Assert.Equal(bytes.Length, new DeltaFilter(2, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(samples, bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(255)]
    [InlineData(256)]
    public void Both_directions_equal_liblzma_however_the_data_is_cut(int distance)
    {
        var random = new Random(distance);
        for (int run = 0; run < 40; run++)
        {
            byte[] original = new byte[random.Next(3000)];
            random.NextBytes(original);
            FilterDifferential.Verify(
                original,
                LiblzmaFilter.Delta(distance),
                direction => new DeltaFilter(distance, direction),
                random);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    [InlineData(-1)]
    public void A_distance_out_of_range_is_refused(int distance) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            nameof(distance), () => new DeltaFilter(distance, FilterDirection.Decode));

    [Fact]
    public void Convert_does_not_allocate()
    {
        var filter = new DeltaFilter(256, FilterDirection.Encode);
        byte[] data = new byte[1000];
        filter.Convert(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        filter.Convert(data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
