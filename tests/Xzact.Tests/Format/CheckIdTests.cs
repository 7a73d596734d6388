using Xzact.Format;

namespace Xzact.Tests.Format;

public sealed class CheckIdTests
{
    [Fact]
    public void Sizes_are_those_of_the_specification_for_all_sixteen_ids()
    {
        int[] expected = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
        Assert.Equal(expected, Enumerable.Range(0, CheckIdExtensions.Count).Select(id => ((CheckId)id).Size()));
        Assert.Equal(CheckIdExtensions.MaxSize, expected.Max());
    }

    [Fact]
    public void Only_the_four_named_ids_are_supported() =>
        Assert.Equal(
            [CheckId.None, CheckId.Crc32, CheckId.Crc64, CheckId.Sha256],
            Enumerable.Range(0, CheckIdExtensions.Count).Select(id => (CheckId)id).Where(id => id.IsSupported()));

    [Theory]
    [InlineData(16)]
    [InlineData(255)]
    public void An_id_beyond_four_bits_has_no_size_and_is_not_supported(byte id)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(id), () => ((CheckId)id).Size());
        Assert.False(((CheckId)id).IsSupported());
    }
}
