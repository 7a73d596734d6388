using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class LzmaModelEncoderTests
{
    public static TheoryData<int, int, int> Properties { get; } = new()
    {
        { 3, 0, 2 }, { 0, 4, 0 }, { 4, 0, 4 }, { 1, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Properties))]
    public void Symbols_of_every_kind_are_decoded_as_the_bytes_they_stand_for(int lc, int lp, int pb)
    {
        var properties = new LzmaProperties(lc, lp, pb);
        for (int seed = 0; seed < 20; seed++)
        {
            using var model = new LzmaModelEncoder(new WorkAllocator(), properties, 1 << 16, 273, priced: true);
            var output = new RangeEncoder(1 << 20);
            model.Reset();
            output.Reset();
            byte[] expected = WriteSymbols(model, output, new Random(seed));
            output.Finish();
            Assert.Equal(expected, Decode(properties, output.Bytes, expected.Length, int.MaxValue));
            Assert.Equal(expected, Decode(properties, output.Bytes, expected.Length, 1 + (seed % 25)));
        }
    }

    [Fact]
    public void A_price_is_what_a_symbol_costs()
    {
        // Written twice with the same model, the bytes of the second copy are near the sum of the prices.
        using var model = new LzmaModelEncoder(new WorkAllocator(), LzmaProperties.Default, 1 << 16, 273, priced: true);
        var output = new RangeEncoder(1 << 20);
        model.Reset();
        output.Reset();
        var random = new Random(5);
        double price = 0;
        for (int i = 0; i < 30_000; i++)
        {
            int state = i % 12;
            byte value = (byte)Math.Min(random.Next(256), random.Next(256));
            price += BitPrice.Zero(model.Probs[LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + (i & 3)]);
            price += model.LiteralPrice(model.Probs, state, i, value, 7, 3);
            model.EncodeLiteral(output, state, i, value, 7, 3);
        }

        double bytes = price / 16 / 8;
        Assert.InRange(output.Size, bytes * 0.98, (bytes * 1.02) + 5);
    }

    [Fact]
    public void Length_and_distance_prices_are_what_they_cost_when_they_were_last_computed()
    {
        using var model = new LzmaModelEncoder(new WorkAllocator(), LzmaProperties.Default, 1 << 22, 273, priced: true);
        var output = new RangeEncoder(1 << 20);
        model.Reset();
        output.Reset();
        var random = new Random(6);
        double price = 0;
        int before = output.Size;
        for (int i = 0; i < 20_000; i++)
        {
            int length = 2 + random.Next(random.Next(2) == 0 ? 10 : 272);
            uint distance = (uint)random.Next(1 << random.Next(2, 22));
            price += model.MatchLengths[length, i & 3] + model.Distances.Of(distance, length);
            price += BitPrice.One(model.Probs[LzmaModel.IsMatch + (7 << LzmaFormat.MaxPb) + (i & 3)]);
            price += BitPrice.Zero(model.Probs[LzmaModel.IsRep + 7]);
            model.EncodeMatch(output, 7, i, distance + LzmaFormat.Reps, length);
        }

        double bytes = price / 16 / 8;
        Assert.InRange(output.Size - before, bytes * 0.97, bytes * 1.03);
    }

    private static byte[] WriteSymbols(LzmaModelEncoder model, RangeEncoder output, Random random)
    {
        List<byte> data = [];
        SymbolState state = default;
        while (data.Count < 20_000)
        {
            int position = data.Count;
            int kind = position == 0 ? 0 : random.Next(7);
            uint back = kind switch
            {
                < 3 => Symbol.LiteralBack,
                < 5 => (uint)random.Next(Math.Min(position, 1 << random.Next(17))) + LzmaFormat.Reps,
                _ => (uint)random.Next(4),
            };
            if (back < LzmaFormat.Reps && state.Rep((int)back) >= position)
            {
                continue;
            }

            int length = back == Symbol.LiteralBack || (back == 0 && random.Next(2) == 0)
                ? 1
                : 2 + random.Next(1 << random.Next(9));
            if (back == Symbol.LiteralBack)
            {
                byte previous = position > 0 ? data[^1] : (byte)0;
                byte matched = state.AfterLiteral ? (byte)0 : data[^(int)(state.Rep0 + 1)];
                byte value = random.Next(3) == 0 ? matched : (byte)random.Next(256);
                model.EncodeLiteral(output, state.State, position, value, previous, matched);
                data.Add(value);
            }
            else
            {
                model.EncodeMatch(output, state.State, position, back, length);
            }

            state.Update(back, length);
            for (int i = 0; back != Symbol.LiteralBack && i < length; i++)
            {
                data.Add(data[^(int)(state.Rep0 + 1)]);
            }
        }

        return [.. data];
    }

    private static byte[] Decode(LzmaProperties properties, ReadOnlySpan<byte> input, int length, int pieces)
    {
        using var decoder = new LzmaSymbolDecoder(new WorkAllocator());
        using var window = new DecoderWindow(new WorkAllocator(), 1 << 17);
        decoder.Reset(properties);
        decoder.StartRangeCoder();
        byte[] output = new byte[length];
        Span<byte> rest = output;
        while (!rest.IsEmpty)
        {
            window.SetLimit(Math.Min(rest.Length, 777));
            ReadOnlySpan<byte> piece = input[..Math.Min(pieces, input.Length)];
            int given = piece.Length;
            LzmaResult result = decoder.Decode(window, ref piece, given == input.Length);
            input = input[(given - piece.Length)..];
            window.Flush(ref rest);
            Assert.True(result is LzmaResult.Limit || (result == LzmaResult.Input && given > 0), $"{result}");
        }

        Assert.False(decoder.HasPendingMatch);
        Assert.True(decoder.Finish(ref input));
        Assert.Equal(0, input.Length);
        return output;
    }
}
