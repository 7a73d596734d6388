using Xzact.Format;
using Xzact.Kernels;
using Xzact.Matching;
using Xzact.Testing.Data;

namespace Xzact.Tests.Matching;

public sealed class MatchFinderTests
{
    /// <summary>Every kind by its number, with a nice length.</summary>
    public static TheoryData<int, int> Kinds { get; } = new MatrixTheoryData<int, int>(
        Enum.GetValues<MatchFinderKind>().Cast<int>(), [2, 3, 4, 5, 32, 273]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Matches_are_real_and_as_long_as_a_search_by_force_finds_them(int kind, int niceLength)
    {
        foreach (CorpusKind corpus in Corpus.Kinds)
        {
            foreach (uint dictionarySize in (uint[])(niceLength == 32 ? [4096, 4500] : [4096]))
            {
                byte[] data = Corpus.Make(corpus, 6000, seed: niceLength);
                using var window = new EncoderWindow(new WorkAllocator(), dictionarySize);
                using var finder = new MatchFinder(
                    new WorkAllocator(), window, (MatchFinderKind)kind, dictionarySize, niceLength, depth: 1 << 20);
                ReadOnlySpan<byte> rest = data;
                window.Append(ref rest);
                window.Complete();
                var random = new Random(kind);
                while (finder.Available > 0)
                {
                    int index = (int)finder.Index;
                    if (random.Next(50) == 0)
                    {
                        int skipped = (int)Math.Min(finder.Available, 1 + random.Next(100));
                        finder.Skip(skipped);
                        finder.Encoded(skipped);
                        continue;
                    }

                    finder.Read();
                    finder.Encoded(1);
                    Verify(finder, data, index, (int)dictionarySize, (MatchFinderKind)kind);
                }
            }
        }
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        byte[] data = Corpus.Make(CorpusKind.FewLetters, 3000);
        foreach (MatchFinderKind kind in Enum.GetValues<MatchFinderKind>())
        {
            using var window = new EncoderWindow(new WorkAllocator(), 4096);
            using var finder = new MatchFinder(new WorkAllocator(), window, kind, 4096, 64, 0);
            List<Match> first = [.. AllMatches(window, finder, data)];
            window.Reset();
            finder.Reset();
            Assert.Equal(first, AllMatches(window, finder, data));
        }
    }

    [Fact]
    public void A_reset_finder_finds_what_a_new_one_finds_whatever_it_has_seen()
    {
        foreach (MatchFinderKind kind in Enum.GetValues<MatchFinderKind>())
        {
            using var window = new EncoderWindow(new WorkAllocator(), 4096);
            using var finder = new MatchFinder(new WorkAllocator(), window, kind, 4096, 64, 0);
            for (int run = 0; run < 12; run++)
            {
                // The same bytes, other ones, longer and shorter than the dictionary; at the end near the place where
                // the tables are cleared.
                byte[] data = Corpus.Make(CorpusKind.FewLetters, run % 3 == 0 ? 9000 : 500 * run, seed: run / 2);
                using var freshWindow = new EncoderWindow(new WorkAllocator(), 4096);
                using var fresh = new MatchFinder(new WorkAllocator(), freshWindow, kind, 4096, 64, 0);
                Assert.Equal(AllMatches(freshWindow, fresh, data), AllMatches(window, finder, data));
                window.Reset();
                finder.Reset();
                if (run is > 6 and < 11)
                {
                    finder.StartAt(MatchFinder.RestartAt - (uint)(data.Length / 2));
                }
            }

            using var unused = new MatchFinder(new WorkAllocator(), window, kind, 4096, 64, 0);
            Assert.Equal(unused.AbsolutePosition, finder.AbsolutePosition);
        }
    }

    [Fact]
    public void A_reset_without_anything_read_changes_no_position()
    {
        using var window = new EncoderWindow(new WorkAllocator(), 4096);
        using var finder = new MatchFinder(new WorkAllocator(), window, MatchFinderKind.BinaryTree4, 4096, 64, 0);
        uint first = finder.AbsolutePosition;
        finder.Reset();
        finder.Reset();
        Assert.Equal(first, finder.AbsolutePosition);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(3000L)]
    [InlineData(100_000L)]
    public void Renumbering_changes_no_match(long before)
    {
        // Absolute positions start so that they are renumbered after so many bytes.
        byte[] data = Corpus.Make(CorpusKind.RepeatedRandom, 120_000);
        foreach (MatchFinderKind kind in Enum.GetValues<MatchFinderKind>())
        {
            using var window = new EncoderWindow(new WorkAllocator(), 4096);
            using var finder = new MatchFinder(new WorkAllocator(), window, kind, 4096, 64, 0);
            List<Match> expected = [.. AllMatches(window, finder, data)];
            window.Reset();
            finder.Reset();
            finder.StartAt((uint)(MatchFinder.RenumberAt - before));
            Assert.Equal(expected, AllMatches(window, finder, data));
            Assert.InRange(finder.AbsolutePosition, 4096u, (uint)data.Length + 8192u);
        }
    }

    [Fact]
    public void Positions_before_a_flush_are_remembered_once_enough_bytes_follow()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 400);
        data.AsSpan(0, 200).CopyTo(data.AsSpan(200));
        foreach (MatchFinderKind kind in Enum.GetValues<MatchFinderKind>())
        {
            using var window = new EncoderWindow(new WorkAllocator(), 4096);
            using var finder = new MatchFinder(new WorkAllocator(), window, kind, 4096, 64, 0);
            ReadOnlySpan<byte> head = data.AsSpan(0, 200);
            window.Append(ref head);
            for (int i = 0; i < 200; i++)
            {
                finder.Read();
            }

            Assert.Equal(200, finder.ReadAhead);
            finder.Encoded(200);
            ReadOnlySpan<byte> tail = data.AsSpan(200);
            window.Append(ref tail);
            for (int i = 200; i < 300; i++)
            {
                finder.Read();
                Assert.Equal(199u, finder.Matches[^1].Distance);
            }

            Assert.Equal((100, 300), (finder.ReadAhead, finder.Index));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Batches_find_what_one_position_at_a_time_finds(int kind, int niceLength)
    {
        foreach (CorpusKind corpus in Corpus.Kinds)
        {
            byte[] data = Corpus.Make(corpus, 20_000, seed: niceLength);
            using var window = new EncoderWindow(new WorkAllocator(), 4096);
            using var finder = new MatchFinder(
                new WorkAllocator(), window, (MatchFinderKind)kind, 4096, niceLength, depth: 20);
            List<Match> expected = [.. AllMatches(window, finder, data)];
            window.Reset();
            finder.Reset();
            Assert.Equal(expected, AllMatches(window, finder, data, together: 1));
        }
    }

    private static void Verify(MatchFinder finder, byte[] data, int index, int dictionarySize, MatchFinderKind kind)
    {
        int shortest = (int)kind & 0x0F;
        int available = Math.Min(data.Length - index, LzmaFormat.MaxMatch);
        int previous = 1;
        foreach (Match match in finder.Matches)
        {
            Assert.InRange(match.Length, previous + 1, available);
            Assert.InRange((int)match.Distance, 0, Math.Min(index, dictionarySize) - 1);
            int source = index - (int)match.Distance - 1;
            Assert.Equal(
                match.Length, Common(data, source, index, match == finder.Matches[^1] ? available : match.Length));
            previous = match.Length;
        }

        // A chain or tree of unlimited depth misses nothing that its hash can find.
        int longest = finder.Count > 0 ? finder.Matches[^1].Length : 0;
        int reachable = 0;
        if (data.Length - index >= sizeof(uint))
        {
            for (int source = Math.Max(0, index - dictionarySize); source < index && reachable < available; source++)
            {
                reachable = Math.Max(reachable, Common(data, source, index, available));
            }
        }

        if (reachable >= shortest)
        {
            int wanted = Math.Min(reachable, finder.NiceLength);
            Assert.True(longest >= wanted, $"{kind} at {index}: {longest} of {reachable} bytes");
        }
    }

    private static int Common(byte[] data, int a, int b, int limit) =>
        data.AsSpan(b, limit).CommonPrefixLength(data.AsSpan(a, limit));

    /// <summary>
    /// All matches of the data, to the nice length (further is as far as can be seen), a default behind those of each
    /// position.
    /// </summary>
    /// <param name="window">An empty window.</param>
    /// <param name="finder">A fresh finder on it.</param>
    /// <param name="data">What is searched.</param>
    /// <param name="together">So many positions, and a nice length of bytes behind them, appear at once.</param>
    private static IEnumerable<Match> AllMatches(
        EncoderWindow window, MatchFinder finder, byte[] data, int together = int.MaxValue)
    {
        int given = 0;
        int shown = Math.Max(finder.NiceLength, sizeof(uint));
        while (true)
        {
            long wanted = Math.Min(shown + (long)together - finder.Available, data.Length - given);
            ReadOnlySpan<byte> rest = data.AsSpan(given, (int)Math.Max(wanted, 0));
            int asked = rest.Length;
            window.Append(ref rest);
            given += asked - rest.Length;
            if (given == data.Length)
            {
                window.Complete();
            }

            int ahead = together == int.MaxValue ? EncoderWindowLayout.Lookahead : shown;
            while (finder.Available > (window.IsComplete ? 0 : ahead))
            {
                finder.Read();
                finder.Encoded(1);
                foreach (Match match in finder.Matches.ToArray())
                {
                    yield return match with { Length = Math.Min(match.Length, finder.NiceLength) };
                }

                yield return default;
            }

            if (window.IsComplete)
            {
                yield break;
            }

            if (window.Free == 0)
            {
                finder.Slid(window.Slide(finder.Index));
            }
        }
    }
}
