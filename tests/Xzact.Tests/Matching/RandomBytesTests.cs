using Xzact.Kernels;
using Xzact.Matching;
using Xzact.Testing.Data;

namespace Xzact.Tests.Matching;

public sealed class RandomBytesTests
{
    private const uint Dictionary = 1 << 14;
    private const int Piece = 4096;

    [Fact]
    public void A_repetition_of_two_dozen_bytes_is_found_wherever_it_is_unless_another_has_its_place()
    {
        int found = 0;
        byte[] data = Corpus.Make(CorpusKind.Random, 2 * Piece);
        var random = new Random(1);
        for (int run = 0; run < 200; run++)
        {
            byte[] copy = [.. data];
            int length = 23 + random.Next(40);
            copy.AsSpan(random.Next(Piece - length), length).CopyTo(copy.AsSpan(Piece + random.Next(Piece - length)));
            using EncoderWindow window = Window(copy);
            using var remembered = new RandomBytes(new WorkAllocator(), window, Dictionary);
            remembered.Remember(0, Piece);
            found += remembered.Repeat(Piece, Piece) ? 1 : 0;
        }

        // As many entries as positions: now and then two want the same one.
        Assert.InRange(found, 120, 200);
    }

    [Fact]
    public void Nothing_repeats_in_random_bytes_and_nothing_before_any_are_remembered()
    {
        using EncoderWindow window = Window(Corpus.Make(CorpusKind.Random, 4 * Piece));
        using var remembered = new RandomBytes(new WorkAllocator(), window, Dictionary);
        Assert.False(remembered.Repeat(0, Piece));
        for (int start = 0; start < 3 * Piece; start += Piece)
        {
            remembered.Remember(start, Piece);
            Assert.False(remembered.Repeat(start + Piece, Piece));
        }

        remembered.Reset();
        Assert.False(remembered.Repeat(0, Piece));
    }

    [Fact]
    public void What_is_farther_than_the_dictionary_does_not_count()
    {
        byte[] piece = Corpus.Make(CorpusKind.Random, Piece);
        byte[] between = Corpus.Make(CorpusKind.Random, (int)Dictionary, seed: 2);
        using EncoderWindow window = Window([.. piece, .. between, .. piece]);
        using var remembered = new RandomBytes(new WorkAllocator(), window, Dictionary);
        remembered.Remember(0, Piece);
        Assert.False(remembered.Repeat(Piece + Dictionary, Piece));
    }

    [Fact]
    public void Positions_move_with_the_window()
    {
        const int Moved = 1024;
        byte[] data = Corpus.Make(CorpusKind.Random, Piece);
        byte[] all = [.. data, .. data];
        using EncoderWindow window = Window(all);
        using var remembered = new RandomBytes(new WorkAllocator(), window, Dictionary);
        remembered.Remember(0, Piece);
        all.AsSpan(Moved).CopyTo(window.Memory.Slice(0, all.Length - Moved));
        remembered.Slid(Moved);
        Assert.True(remembered.Repeat(Piece - Moved, Piece));
    }

    private static EncoderWindow Window(byte[] data)
    {
        var window = new EncoderWindow(new WorkAllocator(), Dictionary);
        ReadOnlySpan<byte> rest = data;
        window.Append(ref rest);
        Assert.True(rest.IsEmpty);
        return window;
    }
}
