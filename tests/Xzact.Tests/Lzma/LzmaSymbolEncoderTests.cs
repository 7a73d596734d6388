using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;

namespace Xzact.Tests.Lzma;

public sealed class LzmaSymbolEncoderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropping_what_was_read_ahead_leaves_no_symbol_to_encode(bool optimal)
    {
        using var encoder = new LzmaSymbolEncoder(new WorkAllocator(), CoderLoops.Options(1 << 12, optimal), 1 << 16);
        byte[] text = Corpus.Make(CorpusKind.FewLetters, 400);
        int dropped = 0;
        for (int length = 1; length <= text.Length; length++)
        {
            encoder.Reset();
            encoder.Output.Reset();
            ReadOnlySpan<byte> data = text.AsSpan(0, length);
            encoder.Window.Append(ref data);
            encoder.Window.Complete();
            for (int symbols = length % 23; symbols >= 0 && encoder.Position < length; symbols--)
            {
                encoder.EncodeSymbol();
            }

            long expected = encoder.Position + encoder.ReadAhead;
            dropped += encoder.ReadAhead;
            encoder.DropReadAhead();
            Assert.Equal((expected, 0), (encoder.Position, encoder.ReadAhead));
            Assert.Equal(expected < length, encoder.CanEncode(isEnd: true));
        }

        Assert.True(dropped > 0);
    }

    [Fact]
    public void Nothing_is_encoded_before_everything_a_parser_may_look_at_is_there()
    {
        using var encoder = new LzmaSymbolEncoder(new WorkAllocator(), CoderLoops.Options(1 << 12), 1 << 16);
        ReadOnlySpan<byte> data = new byte[EncoderWindowLayout.Lookahead - 1];
        encoder.Window.Append(ref data);
        Assert.False(encoder.CanEncode(isEnd: false));
        Assert.True(encoder.CanEncode(isEnd: true));
        data = new byte[1];
        encoder.Window.Append(ref data);
        Assert.True(encoder.CanEncode(isEnd: false));
    }
}
