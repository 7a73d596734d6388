using Xzact.Fuzz.Engine;
using Xzact.Testing;
using Xzact.Testing.Drivers;

namespace Xzact.Fuzz.Harnesses;

/// <summary>Bytes that choose data and options of every format; see <see cref="RoundTrip"/>.</summary>
internal sealed class RoundTripHarness : Harness
{
    private const int SeedCount = 20;
    private const int SeedLength = 100;

    public override string Name => "roundtrip";

    public override IEnumerable<byte[]> Seeds()
    {
        for (int seed = 0; seed < SeedCount; seed++)
        {
            byte[] bytes = new byte[SeedLength];
            new Random(seed).NextBytes(bytes);
            yield return bytes;
        }
    }

    public override Outcome Observe(byte[] input)
    {
        var one = new CodecCase(new Choices(input));
        byte[] file = RoundTrip.Encode(one, one.Threads, 1 << 20, 1 << 20);
        return new Outcome(
            $"{one.Format} {one.Check} {one.Lzma.Mode} {one.Lzma.MatchFinder} "
            + $"[{string.Join(' ', one.Filters.Select(filter => filter.Id))}] 2^{Labels.Magnitude(file.Length)}",
            Labels.Digest(file));
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        byte[] file = RoundTrip.Verify(new CodecCase(new Choices(input)));
        Require.That(Labels.Digest(file) == outcome.Digest, "Other bytes, encoded a second time.");
    }
}
