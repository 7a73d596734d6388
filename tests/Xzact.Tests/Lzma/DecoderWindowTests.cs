using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;

namespace Xzact.Tests.Lzma;

public sealed class DecoderWindowTests
{
    [Theory]
    [InlineData(0u, 4096)]
    [InlineData(4096u, 4096)]
    [InlineData(4097u, 4112)]
    [InlineData(65_536u, 65_536)]
    public void History_is_there_as_far_as_the_dictionary_reaches_however_often_the_ring_wraps(uint declared, int size)
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 300_000);
        using var window = new DecoderWindow(new WorkAllocator(), declared);
        var random = new Random((int)declared);
        byte[] output = new byte[data.Length];
        Span<byte> rest = output;
        int position = 0;
        while (position < data.Length)
        {
            window.SetLimit(1 + random.Next(5000));
            position += window.Append(data.AsSpan(position, Math.Min(1 + random.Next(5000), data.Length - position)));
            foreach (int distance in (int[])[0, 1, random.Next(size), size - 1, size, size + random.Next(100_000)])
            {
                byte expected = distance < Math.Min(position, size) ? data[position - distance - 1] : (byte)0;
                Assert.Equal(expected, window.At((uint)distance));
            }

            Assert.Equal(data[position - 1], window.Previous);
            window.Flush(ref rest);
            Assert.Equal(0, window.Unflushed);
        }

        Assert.Equal(data, output);
    }

    [Fact]
    public void Reset_forgets_the_history()
    {
        using var window = new DecoderWindow(new WorkAllocator(), 4096);
        Span<byte> output = new byte[20_000];
        for (int i = 0; i < 5; i++)
        {
            window.SetLimit(1700);
            window.Append(Corpus.Make(CorpusKind.Random, 1700));
            window.Flush(ref output);
        }

        window.Reset();
        Assert.Equal((0, 0, 0), (window.Previous, window.At(0), window.At(4000)));
        window.SetLimit(1);
        window.Append([5]);
        Assert.Equal((5, 0), (window.At(0), window.At(1)));
    }

    [Fact]
    public void No_more_is_taken_than_the_limit_allows()
    {
        using var window = new DecoderWindow(new WorkAllocator(), 4096);
        window.SetLimit(3);
        Assert.Equal(3, window.Append([1, 2, 3, 4]));
        Assert.Equal(0, window.Append([5]));
        Assert.Equal(3, window.Unflushed);
    }
}
