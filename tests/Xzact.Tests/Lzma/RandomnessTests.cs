using Xzact.Lzma;
using Xzact.Testing.Data;

namespace Xzact.Tests.Lzma;

public sealed class RandomnessTests
{
    private const int Size = 4096;

    [Fact]
    public void Random_bytes_look_random()
    {
        var random = new Random(1);
        byte[] data = new byte[Size];
        int taken = 0;
        for (int i = 0; i < 1000; i++)
        {
            random.NextBytes(data);
            taken += Randomness.IsLikely(data) ? 1 : 0;
        }

        Assert.InRange(taken, 995, 1000);
    }

    [Theory]
    [InlineData(CorpusKind.Text)]
    [InlineData(CorpusKind.Binary)]
    [InlineData(CorpusKind.Runs)]
    [InlineData(CorpusKind.FewLetters)]
    public void What_compresses_does_not(CorpusKind kind)
    {
        byte[] data = Corpus.Make(kind, 64 * Size, seed: 3);
        for (int i = 0; i < data.Length; i += Size)
        {
            Assert.False(Randomness.IsLikely(data.AsSpan(i, Size)), $"{kind} at byte {i}");
        }
    }

    [Fact]
    public void Values_that_are_all_equally_frequent_do_not()
    {
        byte[] data = [.. Enumerable.Range(0, Size).Select(i => (byte)(i * 167))];
        Assert.False(Randomness.IsLikely(data));
    }

    [Fact]
    public void Values_that_tell_the_next_ones_top_do_not()
    {
        // Every value is as frequent as the others, but the halves of the alphabet take turns.
        var random = new Random(2);
        byte[] data = [.. Enumerable.Range(0, Size).Select(i => (byte)(((i & 1) << 7) | random.Next(128)))];
        Assert.False(Randomness.IsLikely(data));
    }

    [Fact]
    public void A_few_missing_values_do_not()
    {
        // No value from 0 to 7: a thirty-second of the alphabet, worth less than half a percent.
        var random = new Random(3);
        byte[] data = [.. Enumerable.Range(0, Size).Select(_ => (byte)random.Next(8, 256))];
        Assert.False(Randomness.IsLikely(data));
    }
}
