using Xzact.Format;
using Xzact.Liblzma.Chains;
using Xzact.Lzma;

namespace Xzact.Liblzma.Tests.Chains;

/// <summary>The numbers are those of liblzma 5.8.3 on x86-64.</summary>
public sealed class ChainMemoryTests
{
    private static readonly CallerFilter s_lzma2 = new((ulong)FilterId.Lzma2)
    {
        Lzma = Chain.Preset(LzmaEncoderOptions.Preset(6, extreme: false)),
    };

    [Fact]
    public void A_chain_is_reckoned_as_liblzma_does()
    {
        Assert.Equal(97_620_491UL, ChainMemory.Encoder([s_lzma2]));
        Assert.Equal(8_454_808UL, ChainMemory.Decoder([s_lzma2]));
        Assert.Equal(8_455_832UL, ChainMemory.Decoder([new CallerFilter((ulong)FilterId.X86), s_lzma2]));
        Assert.Equal(8_454_624UL, ChainMemory.Decoder([s_lzma2 with { Id = (ulong)FilterId.Lzma1 }]));
    }

    [Fact]
    public void What_is_no_chain_has_no_number()
    {
        Assert.Equal(ChainMemory.Invalid, ChainMemory.Encoder(null));
        Assert.Equal(ChainMemory.Invalid, ChainMemory.Decoder([]));
        Assert.Equal(ChainMemory.Invalid, ChainMemory.Encoder([new CallerFilter((ulong)FilterId.Lzma2)]));
        Assert.Equal(ChainMemory.Invalid, ChainMemory.Decoder([new CallerFilter((ulong)FilterId.Delta), s_lzma2]));
        Assert.Equal(
            ChainMemory.Invalid,
            ChainMemory.Encoder([s_lzma2 with { Lzma = s_lzma2.Lzma! with { NiceLength = 1 } }]));
    }
}
