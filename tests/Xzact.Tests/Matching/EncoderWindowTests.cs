using Xzact.Kernels;
using Xzact.Matching;
using Xzact.Testing.Data;

namespace Xzact.Tests.Matching;

public sealed class EncoderWindowTests
{
    [Fact]
    public void Sliding_keeps_the_dictionary_and_everything_behind_the_position()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 3_000_000);
        using var window = new EncoderWindow(new WorkAllocator(), 4096);
        ReadOnlySpan<byte> rest = data;
        long slid = 0;
        int slides = 0;
        while (true)
        {
            window.Append(ref rest);
            Assert.Equal(data.Length - rest.Length, slid + window.End);
            Assert.True(data.AsSpan((int)slid, (int)window.End).SequenceEqual(window.Memory.Slice(0, (int)window.End)));
            if (rest.IsEmpty)
            {
                break;
            }

            Assert.Equal(0, window.Free);
            long position = window.End - EncoderWindowLayout.Lookahead + (slides % 16);
            long distance = window.Slide(position);
            Assert.Equal(0, distance % 16);
            Assert.InRange(position - distance, EncoderWindowLayout.Keep(4096), EncoderWindowLayout.Keep(4096) + 15);
            slid += distance;
            slides++;
        }

        Assert.InRange(slides, 5, 1000);
    }

    [Fact]
    public void A_position_that_needs_everything_moves_nothing()
    {
        using var window = new EncoderWindow(new WorkAllocator(), 4096);
        ReadOnlySpan<byte> data = new byte[1000];
        window.Append(ref data);
        Assert.Equal((0L, 1000L), (window.Slide(900), window.End));
    }

    [Theory]
    [InlineData(4096u)]
    [InlineData(1u << 20)]
    public void Memory_is_what_the_layout_says(uint dictionarySize)
    {
        var allocator = new WorkAllocator();
        using (var window = new EncoderWindow(allocator, dictionarySize))
        {
            Assert.Equal(EncoderWindowLayout.Size(dictionarySize), window.Free);
            Assert.Equal(window.Free + EncoderWindowLayout.Slack, allocator.InUse);
        }

        Assert.Equal(0, allocator.InUse);
    }
}
