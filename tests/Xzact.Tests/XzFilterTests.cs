using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests;

public sealed class XzFilterTests
{
    /// <summary>The branch converters, with their numbers in the format and their alignments.</summary>
    private static readonly (Func<long, XzFilter> Make, int Id, int Alignment)[] s_branches =
    [
        (XzFilter.X86, 0x04, 1),
        (XzFilter.PowerPC, 0x05, 4),
        (XzFilter.IA64, 0x06, 16),
        (XzFilter.Arm, 0x07, 4),
        (XzFilter.ArmThumb, 0x08, 2),
        (XzFilter.Sparc, 0x09, 4),
        (XzFilter.Arm64, 0x0A, 4),
        (XzFilter.RiscV, 0x0B, 2),
    ];

    [Fact]
    public void Branch_converters_have_their_numbers_and_start_offsets()
    {
        foreach ((Func<long, XzFilter> make, int id, int alignment) in s_branches)
        {
            long largest = uint.MaxValue - alignment + 1;
            Assert.Equal(new FilterFlags((FilterId)id, 0), make(0).Flags);
            Assert.Equal(new FilterFlags((FilterId)id, (uint)largest), make(largest).Flags);
            Assert.Throws<ArgumentOutOfRangeException>("startOffset", () => make(-1));
            Assert.Throws<ArgumentOutOfRangeException>("startOffset", () => make(uint.MaxValue + 1L));
            for (int offset = 1; offset < alignment; offset++)
            {
                Assert.Throws<ArgumentException>("startOffset", () => make(offset));
            }
        }
    }

    [Fact]
    public void The_distance_of_delta_is_1_to_256()
    {
        Assert.Equal(new FilterFlags(FilterId.Delta, 1), XzFilter.Delta(1).Flags);
        Assert.Equal(new FilterFlags(FilterId.Delta, 256), XzFilter.Delta(256).Flags);
        Assert.Throws<ArgumentOutOfRangeException>("distance", () => XzFilter.Delta(0));
        Assert.Throws<ArgumentOutOfRangeException>("distance", () => XzFilter.Delta(257));
    }

    [Fact]
    public void Lzma2_copies_its_options_and_refuses_what_the_format_cannot_say()
    {
        var options = new LzmaOptions { DictionarySize = 5000 };
        XzFilter filter = XzFilter.Lzma2(options);
        options.DictionarySize = 6000;
        Assert.Equal(new FilterFlags(FilterId.Lzma2, 5000), filter.Flags);
        Assert.Throws<ArgumentNullException>("options", () => XzFilter.Lzma2((LzmaOptions)null!));
        Assert.Throws<ArgumentException>("options", () =>
            XzFilter.Lzma2(new LzmaOptions { LiteralContextBits = 4, LiteralPositionBits = 1 }));
        Assert.Throws<ArgumentException>("options", () =>
            XzFilter.Lzma2(new LzmaOptions { PresetDictionary = new byte[1] }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () =>
            XzFilter.Lzma2(new LzmaOptions { DictionarySize = LzmaOptions.MaxEncoderDictionarySize + 1 }));
        Assert.Throws<ArgumentOutOfRangeException>("quality", () => XzFilter.Lzma2(10));
        Assert.Equal(1U << 18, XzFilter.Lzma2(0).Flags.Value);
    }

    [Fact]
    public void A_chain_ends_with_its_only_lzma2()
    {
        XzFilter delta = XzFilter.Delta(1);
        XzFilter lzma2 = XzFilter.Lzma2(6);
        XzFilter[][] chains =
        [
            [], [delta], [lzma2, delta], [lzma2, lzma2], [delta, delta, delta, delta, lzma2], [null!, lzma2], [null!],
        ];
        foreach (XzFilter[] chain in chains)
        {
            var options = new XzCompressionOptions();
            Assert.Throws<ArgumentException>("value", () => options.Filters = chain);
            Assert.Throws<ArgumentException>("filters", () => new XzBlockListItem(1, chain));
            Assert.Null(options.Filters);
        }

        XzFilter[] good = [delta, delta, delta, lzma2];
        Assert.Equal(XzFilter.MaxChainLength, good.Length);
        Assert.Equal(good, new XzCompressionOptions { Filters = good }.Filters);
    }
}
