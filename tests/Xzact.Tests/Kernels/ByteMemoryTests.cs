using Xzact.Kernels;
using Xzact.Testing.Data;

namespace Xzact.Tests.Kernels;

/// <summary>
/// The pointer form against a copy byte by byte, with canaries in front of and behind what may be touched.
/// </summary>
public sealed unsafe class ByteMemoryTests
{
    private const int Start = 400;
    private const byte Canary = 0x5A;

    [Fact]
    public void Every_copy_of_length_1_to_290_at_distance_1_to_64_is_the_one_byte_by_byte()
    {
        byte[] source = Corpus.Make(CorpusKind.Random, Start);
        byte[] raw = new byte[1000];
        byte[] safe = new byte[1000];
        byte[] expected = new byte[1000];
        for (int distance = 1; distance <= 64; distance++)
        {
            for (int length = 1; length <= 290; length += length < 66 ? 1 : 13)
            {
                Prepare(raw, source);
                Prepare(safe, source);
                Prepare(expected, source);
                for (int i = 0; i < length; i++)
                {
                    expected[Start + i] = expected[Start + i - distance];
                }

                fixed (byte* pointer = raw)
                {
                    new RawBytes(pointer).CopyMatch(Start - distance, Start, length);
                }

                new CheckedBytes(safe).CopyMatch(Start - distance, Start, length);
                Assert.True(expected.AsSpan().SequenceEqual(safe), $"checked: {length} bytes at distance {distance}");
                int end = Start + length;
                Assert.True(
                    expected.AsSpan(0, end).SequenceEqual(raw.AsSpan(0, end)),
                    $"{length} bytes at distance {distance}");
                Assert.False(
                    raw.AsSpan(end + WindowLayout.CopySlack).ContainsAnyExcept(Canary),
                    $"{length} bytes at distance {distance} write beyond the slack");
            }
        }
    }

    [Fact]
    public void A_copy_from_the_far_end_of_a_ring_takes_what_was_there_before()
    {
        // The source lies behind the target, by as little as the layout allows.
        for (int ahead = WindowLayout.Mirror; ahead < WindowLayout.Mirror + 40; ahead++)
        {
            for (int length = 1; length <= 273; length += 17)
            {
                byte[] raw = Corpus.Make(CorpusKind.Random, 1000, seed: ahead);
                byte[] safe = [.. raw];
                byte[] expected = [.. raw];
                raw.AsSpan(100 + ahead, length).CopyTo(expected.AsSpan(100));
                fixed (byte* pointer = raw)
                {
                    new RawBytes(pointer).CopyMatch(100 + ahead, 100, length);
                }

                new CheckedBytes(safe).CopyMatch(100 + ahead, 100, length);
                Assert.Equal(expected, safe);
                Assert.Equal(expected[..(100 + length)], raw[..(100 + length)]);
                int beyond = 100 + length + WindowLayout.CopySlack;
                Assert.Equal(expected[beyond..], raw[beyond..]);
            }
        }
    }

    [Fact]
    public void Match_lengths_are_those_of_a_comparison_byte_by_byte_and_end_at_the_limit()
    {
        byte[] data = new byte[700];
        for (int equal = 0; equal < 300; equal += equal < 40 ? 1 : 23)
        {
            foreach (int limit in (int[])[1, 2, 3, 7, 8, 9, 15, 16, 17, 64, 273])
            {
                data.AsSpan().Clear();
                data[10 + equal] = 1;
                int expected = Math.Min(equal, limit);
                for (int known = 0; known <= Math.Min(expected, 4); known++)
                {
                    Assert.Equal(expected, new CheckedBytes(data).MatchLength(10, 340, known, limit));
                    fixed (byte* pointer = data)
                    {
                        Assert.Equal(expected, new RawBytes(pointer).MatchLength(10, 340, known, limit));
                    }
                }
            }
        }
    }

    [Fact]
    public void Numbers_are_little_endian()
    {
        byte[] data = [9, 1, 2, 3, 4];
        Assert.Equal(0x04030201u, new CheckedBytes(data).Load32(1));
        fixed (byte* pointer = data)
        {
            Assert.Equal(0x04030201u, new RawBytes(pointer).Load32(1));
        }
    }

    [Fact]
    public void The_checked_form_refuses_what_lies_outside()
    {
        byte[] data = new byte[10];
        Assert.ThrowsAny<Exception>(() => new CheckedBytes(data).CopyMatch(0, 5, 6));
        Assert.ThrowsAny<Exception>(() => new CheckedBytes(data).CopyMatch(-1, 5, 1));
        Assert.ThrowsAny<Exception>(() => new CheckedBytes(data).MatchLength(0, 5, 0, 6));
        Assert.ThrowsAny<Exception>(() => new CheckedBytes(data).Load32(7));
        Assert.Throws<IndexOutOfRangeException>(() => new CheckedBytes(data)[10]);
        Assert.Throws<IndexOutOfRangeException>(() => new CheckedBytes(data)[-1]);
    }

    private static void Prepare(byte[] memory, byte[] source)
    {
        memory.AsSpan().Fill(Canary);
        source.CopyTo(memory, 0);
    }
}
