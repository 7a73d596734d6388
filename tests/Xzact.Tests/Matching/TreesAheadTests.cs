using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;
using Xzact.Matching;
using Xzact.Testing.Data;

namespace Xzact.Tests.Matching;

public sealed class TreesAheadTests
{
    /// <summary>Every kind of tree, with nice lengths.</summary>
    public static TheoryData<int, int> Trees { get; } = new MatrixTheoryData<int, int>(
        Enum.GetValues<MatchFinderKind>().Where(kind => kind >= MatchFinderKind.BinaryTree2).Cast<int>(),
        [5, 64, 273]);

    [Theory]
    [MemberData(nameof(Trees))]
    public void Helpers_change_no_byte(int kind, int niceLength)
    {
        foreach (CorpusKind corpus in Corpus.Kinds)
        {
            byte[] data = Corpus.Make(corpus, 150_000, seed: niceLength);
            foreach (bool optimal in (bool[])[true, false])
            {
                // A dictionary much smaller than the data, so that the window moves while helpers are at work.
                LzmaEncoderOptions options = CoderLoops.Options(
                    1 << 14, optimal, (MatchFinderKind)kind, niceLength, depth: 20);
                byte[] alone = CoderLoops.Encode(options, data);
                var spare = new SpareThreads(3);
                using var encoder = new Lzma2Encoder(new WorkAllocator(), options, spare);
                foreach (int inputSize in (int[])[int.MaxValue, 7_001])
                {
                    encoder.Reset();
                    byte[] helped = CoderLoops.Encode(encoder, data, inputSize);
                    Assert.True(alone.AsSpan().SequenceEqual(helped), $"{corpus}, pieces of {inputSize}");
                }
            }
        }
    }

    [Fact]
    public void Helpers_change_no_byte_around_flushes_and_stored_pieces_and_after_resets()
    {
        byte[] data = [.. Corpus.Make(CorpusKind.Text, 60_000), .. Corpus.Make(CorpusKind.Random, 90_000),
            .. Corpus.Make(CorpusKind.Mixed, 90_000)];
        LzmaEncoderOptions options = CoderLoops.Options(1 << 16);
        using var alone = new Lzma2Encoder(new WorkAllocator(), options);
        using var helped = new Lzma2Encoder(new WorkAllocator(), options, new SpareThreads(2));
        for (int run = 0; run < 8; run++)
        {
            alone.Reset();
            helped.Reset();
            Assert.Equal(Flushed(alone, data, run), Flushed(helped, data, run));
        }
    }

    /// <summary>How many batches are under way when random data begins is a matter of luck.</summary>
    [Fact]
    public void What_is_passed_by_depends_on_nothing_that_was_under_way()
    {
        var random = new Random(1);
        using var helped = new Lzma2Encoder(
            new WorkAllocator(), CoderLoops.Options(1 << 14), new SpareThreads(3));
        for (int run = 0; run < 25; run++)
        {
            byte[] data = new byte[60_000];
            random.NextBytes(data.AsSpan(random.Next(4000)));
            Corpus.Make(CorpusKind.Text, 3_000, seed: run).CopyTo(data, 30_000 + random.Next(5000));
            byte[] alone = CoderLoops.Encode(CoderLoops.Options(1 << 14), data);
            helped.Reset();
            Assert.Equal(alone, CoderLoops.Encode(helped, data));
        }
    }

    /// <summary>Where the last batch ends, what one thread and several have at hand differs most.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(273)]
    public void Wherever_the_data_ends_helpers_change_no_byte(int niceLength)
    {
        LzmaEncoderOptions options = CoderLoops.Options(1 << 16, niceLength: niceLength);
        using var alone = new Lzma2Encoder(new WorkAllocator(), options);
        using var helped = new Lzma2Encoder(new WorkAllocator(), options, new SpareThreads(3));
        byte[][] all =
            [new byte[10_000], Corpus.Make(CorpusKind.FewLetters, 10_000), Corpus.Make(CorpusKind.Mixed, 10_000)];
        int[] lengths = [.. Enumerable.Range(0, 40).SelectMany(
            batch => (int[])[-1, 0, 1, 100], (batch, more) => Math.Max(0, (batch * TreeBatch.Size) + more))];
        foreach (byte[] data in all)
        {
            foreach (int length in lengths)
            {
                byte[] part = data[..Math.Min(length, data.Length)];
                alone.Reset();
                helped.Reset();
                byte[] expected = CoderLoops.Encode(alone, part, int.MaxValue);
                Assert.True(
                    expected.AsSpan().SequenceEqual(CoderLoops.Encode(helped, part, int.MaxValue)), $"{length} bytes");
            }
        }
    }

    [Fact]
    public void Nothing_is_taken_beyond_the_data_after_the_window_was_moved()
    {
        const uint Dictionary = 4096;
        using var window = new EncoderWindow(new WorkAllocator(), Dictionary);
        using var alone = new MatchFinder(
            new WorkAllocator(), window, MatchFinderKind.BinaryTree4, Dictionary, 32, 20);
        using var helped = new MatchFinder(
            new WorkAllocator(), window, MatchFinderKind.BinaryTree4, Dictionary, 32, 20, new SpareThreads(3));
        for (int run = 0; run < 20; run++)
        {
            ReadOnlySpan<byte> data = Corpus.Make(CorpusKind.FewLetters, (int)window.Free, seed: run);
            window.Append(ref data);
            while (alone.Available > 2 * TreeBatch.Size)
            {
                Read(alone, helped);
            }

            helped.BeforeSlide();
            long distance = window.Slide(alone.Index);
            alone.Slid(distance);
            helped.Slid(distance);

            // Behind the data lies what was moved; a helper that still waits for work must not take it for data.
            Thread.Sleep(5);
        }

        window.Complete();
        while (alone.Available > 0)
        {
            Read(alone, helped);
        }

        static void Read(MatchFinder alone, MatchFinder helped)
        {
            alone.Read();
            alone.Encoded(1);
            helped.Read();
            helped.Encoded(1);
            Assert.True(alone.Matches.SequenceEqual(helped.Matches), $"{alone.Index}");
        }
    }

    [Fact]
    public void An_encoder_may_be_reset_or_disposed_while_helpers_are_at_work()
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 120_000);
        var spare = new SpareThreads(3);
        for (int run = 0; run < 20; run++)
        {
            using var encoder = new Lzma2Encoder(new WorkAllocator(), CoderLoops.Options(1 << 16), spare);
            CoderLoops.Run(encoder, data.AsSpan(0, 20_000 + (run * 5_000)), EncoderAction.Run, new MemoryStream());
            if (run % 2 == 0)
            {
                encoder.Reset();
                byte[] encoded = CoderLoops.Encode(encoder, data.AsSpan(0, 30_000));
                Assert.True(data.AsSpan(0, 30_000).SequenceEqual(CoderLoops.Decode(1 << 16, encoded)));
            }
        }
    }

    [Fact]
    public void Without_a_spare_thread_nothing_is_walked_ahead()
    {
        var spare = new SpareThreads(1);
        spare.Occupy();
        byte[] data = Corpus.Make(CorpusKind.Text, 50_000);
        LzmaEncoderOptions options = CoderLoops.Options(1 << 16);
        using var encoder = new Lzma2Encoder(new WorkAllocator(), options, spare);
        Assert.Equal(CoderLoops.Encode(options, data), CoderLoops.Encode(encoder, data));
        Assert.False(spare.AreOverdrawn);
    }

    private static byte[] Flushed(Lzma2Encoder encoder, byte[] data, int seed)
    {
        var random = new Random(seed);
        var result = new MemoryStream();
        int position = 0;
        while (position < data.Length)
        {
            int size = Math.Min(1 + random.Next(1 << random.Next(4, 17)), data.Length - position);
            EncoderAction action = random.Next(3) == 0 ? EncoderAction.SyncFlush : EncoderAction.Run;
            CoderLoops.Run(encoder, data.AsSpan(position, size), action, result);
            position += size;
        }

        CoderLoops.Run(encoder, [], EncoderAction.Finish, result);
        return result.ToArray();
    }
}
