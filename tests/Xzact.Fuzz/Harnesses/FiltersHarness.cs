using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Fuzz.Engine;
using Xzact.Testing.Data;
using Xzact.Testing.Drivers;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Fuzz.Harnesses;

/// <summary>Each filter, both ways, from any start offset, in any pieces, over any bytes; and liblzma's.</summary>
internal sealed class FiltersHarness : Harness
{
    public override string Name => "filters";

    public override IEnumerable<byte[]> Seeds()
    {
        for (int seed = 0; seed < 4 * CodecCase.SimpleFilters; seed++)
        {
            byte[] data = Corpus.Make(seed % 2 == 0 ? CorpusKind.Binary : CorpusKind.Random, 60 * seed, seed);
            byte number = (byte)seed;
            yield return [(byte)(seed % CodecCase.SimpleFilters), (byte)(seed % 3), number, number, number, .. data];
        }
    }

    public override Outcome Observe(byte[] input)
    {
        (FilterFlags flags, byte[] data) = Parse(input);
        byte[] encoded = Whole(flags, FilterDirection.Encode, data);
        byte[] decoded = Whole(flags, FilterDirection.Decode, data);
        return new Outcome(
            $"{flags.Id}, encoding changes 2^{Magnitude(data, encoded)}, decoding 2^{Magnitude(data, decoded)}",
            Labels.Digest([.. encoded, .. decoded]));
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        (FilterFlags flags, byte[] data) = Parse(input);
        var random = new Random((int)Labels.Digest(input));
        FilterDifferential.Verify(
            data,
            flags.Id == FilterId.RiscV && !SystemLiblzma.HasRiscV ? null : XzGenerator.ForLiblzma(flags),
            direction => FilterChain.Create(flags, direction),
            random);
    }

    private static (FilterFlags Flags, byte[] Data) Parse(byte[] input)
    {
        var choices = new Choices(input);
        var id = (FilterId)((int)FilterId.Delta + choices.Next(CodecCase.SimpleFilters));
        uint value = choices.Next(3) switch
        {
            0 => (uint)choices.Next(256),
            1 => (uint)choices.Next(1 << 24),
            _ => 0xFFFFFFFF - (uint)choices.Next(1 << 16),
        };
        FilterFlags flags = id == FilterId.Delta
            ? new FilterFlags(id, 1 + (value % DeltaFormat.MaxDistance))
            : new FilterFlags(id, value / BranchFormat.Alignment(id) * BranchFormat.Alignment(id));
        return (flags, choices.Rest.ToArray());
    }

    private static byte[] Whole(FilterFlags flags, FilterDirection direction, byte[] data)
    {
        byte[] result = [.. data];
        FilterChain.Create(flags, direction).Convert(result);
        return result;
    }

    private static int Magnitude(byte[] before, byte[] after) =>
        Labels.Magnitude(before.Zip(after).Count(pair => pair.First != pair.Second));
}
