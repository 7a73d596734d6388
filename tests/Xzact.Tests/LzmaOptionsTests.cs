using Xzact.Lzma;

namespace Xzact.Tests;

public sealed class LzmaOptionsTests
{
    public static TheoryData<int, bool> Presets { get; } =
        [.. from level in Enumerable.Range(0, 10) from extreme in (bool[])[false, true] select (level, extreme)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_sets_every_option(int quality, bool extreme) =>
        Assert.Equal(
            LzmaEncoderOptions.Preset(quality, extreme),
            new LzmaOptions(quality, extreme).ToEncoderOptions("options"));

    [Fact]
    public void The_defaults_are_those_of_preset_6()
    {
        var options = new LzmaOptions();
        Assert.Equal((1 << 23, 3, 0, 2), ((int)options.DictionarySize, options.LiteralContextBits,
            options.LiteralPositionBits, options.PositionBits));
        Assert.Equal((LzmaMode.Normal, LzmaMatchFinder.BinaryTree4, 64, 0),
            (options.Mode, options.MatchFinder, options.NiceLength, options.Depth));
        Assert.True(options.PresetDictionary.IsEmpty);
        Assert.Equal((4096, (3L << 29), (1L << 32) - 1), (LzmaOptions.MinDictionarySize,
            LzmaOptions.MaxEncoderDictionarySize, LzmaOptions.MaxDictionarySize));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void A_preset_out_of_range_is_refused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(quality), () => new LzmaOptions(quality));

    [Fact]
    public void Values_at_the_ends_of_their_ranges_are_taken_and_values_beyond_are_refused()
    {
        var options = new LzmaOptions();
        AssertRange(4096, (1L << 32) - 1, value => options.DictionarySize = value, () => options.DictionarySize);
        AssertRange(0, 4, value => options.LiteralContextBits = (int)value, () => options.LiteralContextBits);
        AssertRange(0, 4, value => options.LiteralPositionBits = (int)value, () => options.LiteralPositionBits);
        AssertRange(0, 4, value => options.PositionBits = (int)value, () => options.PositionBits);
        AssertRange(2, 273, value => options.NiceLength = (int)value, () => options.NiceLength);
        AssertRange(1, 2, value => options.Mode = (LzmaMode)value, () => (long)options.Mode);
        AssertRange(3, 4, value => options.MatchFinder = (LzmaMatchFinder)value, () => (long)options.MatchFinder);
        AssertRange(0x12, 0x14, value => options.MatchFinder = (LzmaMatchFinder)value, () => (long)options.MatchFinder);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.Depth = -1);
        options.Depth = int.MaxValue;
        Assert.Equal(int.MaxValue, options.Depth);
    }

    [Fact]
    public void Literal_bits_are_set_in_any_order_and_their_sum_is_tested_where_they_are_used()
    {
        var options = new LzmaOptions { LiteralPositionBits = 4, LiteralContextBits = 0 };
        Assert.Equal(new LzmaProperties(0, 4, 2), options.ToEncoderOptions("options").Properties);
        options.LiteralContextBits = 1;
        Assert.Throws<ArgumentException>("given", () => options.ToEncoderOptions("given"));
        Assert.Throws<ArgumentException>("given", () => options.Validate("given"));
    }

    [Fact]
    public void An_encoder_takes_no_more_than_a_dictionary_of_1536_MiB()
    {
        var options = new LzmaOptions { DictionarySize = 3L << 29 };
        Assert.Equal(3U << 29, options.ToEncoderOptions("given").DictionarySize);
        options.DictionarySize++;
        options.Validate("given");
        Assert.Throws<ArgumentOutOfRangeException>("given", () => options.ToEncoderOptions("given"));
    }

    private static void AssertRange(long least, long most, Action<long> set, Func<long> get)
    {
        foreach (long value in (long[])[least, most])
        {
            set(value);
            Assert.Equal(value, get());
        }

        foreach (long value in (long[])[least - 1, most + 1])
        {
            Assert.Throws<ArgumentOutOfRangeException>("value", () => set(value));
            Assert.Equal(most, get());
        }
    }
}
