using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class RangeEncoderTests
{
    [Fact]
    public void What_is_encoded_is_decoded_by_the_textbook_decoder_and_the_size_is_foretold()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var encoder = new RangeEncoder(40_000);
            encoder.Reset();
            ushort[] probs = NewProbabilities();
            List<(int Kind, uint Value, int Bits)> written = [];
            int bias = random.Next(101);
            for (int i = 0; i < 3000; i++)
            {
                int bits = 1 + random.Next(8);
                uint value = random.Next(100) < bias ? (1u << bits) - 1 : (uint)random.Next(1 << bits);
                int kind = random.Next(4);
                written.Add((kind, kind == 0 ? value & 1 : value, kind == 0 ? 1 : bits));
                Span<ushort> tree = probs.AsSpan(256 * kind, 256);
                switch (kind)
                {
                    case 0:
                        encoder.Encode(ref tree[0], value & 1);
                        break;
                    case 1:
                        encoder.EncodeTree(tree, value, bits);
                        break;
                    case 2:
                        encoder.EncodeReverseTree(tree, value, bits);
                        break;
                    default:
                        encoder.EncodeDirect(value, bits);
                        break;
                }
            }

            int foretold = encoder.Size;
            encoder.Finish();
            Assert.Equal(foretold, encoder.Bytes.Length);
            Assert.Equal(0, encoder.Bytes[0]);

            var decoder = new TextbookDecoder(encoder.Bytes.ToArray());
            ushort[] probsAgain = NewProbabilities();
            foreach ((int kind, uint value, int bits) in written)
            {
                Assert.Equal(value, decoder.Decode(kind, probsAgain.AsSpan(256 * kind, 256), bits));
            }

            Assert.True(decoder.IsFinished);
        }
    }

    [Fact]
    public void A_carry_runs_through_any_number_of_waiting_bytes()
    {
        // The most probable bit, written as the other one, keeps low near the top; then bits of one carry.
        var encoder = new RangeEncoder(100_000);
        encoder.Reset();
        for (int i = 0; i < 40_000; i++)
        {
            encoder.EncodeDirect(1, 1);
        }

        encoder.Finish();
        var decoder = new TextbookDecoder(encoder.Bytes.ToArray());
        for (int i = 0; i < 40_000; i++)
        {
            Assert.Equal(1u, decoder.Decode(3, [], 1));
        }
    }

    private static ushort[] NewProbabilities() => [.. Enumerable.Repeat(LzmaFormat.ProbabilityInit, 1024)];

    /// <summary>The range decoder as the public description of LZMA gives it.</summary>
    private sealed class TextbookDecoder
    {
        private readonly byte[] _bytes;
        private uint _range = uint.MaxValue;
        private uint _code;
        private int _next;

        public TextbookDecoder(byte[] bytes)
        {
            _bytes = bytes;
            while (_next < 5)
            {
                _code = (_code << 8) | _bytes[_next++];
            }
        }

        public bool IsFinished
        {
            get
            {
                Normalize();
                return _code == 0 && _next == _bytes.Length;
            }
        }

        public uint Decode(int kind, Span<ushort> tree, int bits)
        {
            uint value = 0;
            uint node = kind == 0 ? 0u : 1;
            for (int i = 0; i < bits; i++)
            {
                uint bit = kind == 3 ? Direct() : Bit(ref tree[(int)node]);
                node = (node << 1) | bit;
                value = kind == 2 ? value | (bit << i) : (value << 1) | bit;
            }

            return value;
        }

        private uint Bit(ref ushort probability)
        {
            Normalize();
            uint bound = (_range >> 11) * probability;
            if (_code < bound)
            {
                _range = bound;
                probability += (ushort)((2048 - probability) >> 5);
                return 0;
            }

            _range -= bound;
            _code -= bound;
            probability -= (ushort)(probability >> 5);
            return 1;
        }

        private uint Direct()
        {
            Normalize();
            _range >>= 1;
            if (_code < _range)
            {
                return 0;
            }

            _code -= _range;
            return 1;
        }

        private void Normalize()
        {
            if (_range < 1u << 24)
            {
                _range <<= 8;
                _code = (_code << 8) | _bytes[_next++];
            }
        }
    }
}
